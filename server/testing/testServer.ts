import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createServer, type Server } from '../composition';
import { readConfig } from '../config';
import { codecsInPlace } from '../dicom/testing/codecsInPlace';
import { pdfInPlace } from '../pdf/testing/pdfInPlace';
import { absentMedia } from '../media/absentMedia';
import type { MediaNode } from '../media/mediaNode';
import { scannerInPlace } from './ecg/scannerInPlace';
import { createClient, type Client } from './client';
import { createClock, type Clock } from './clock';
import { createTestDatabase, MIGRATIONS, type TestDatabase } from './testDatabase';
import { idOf, seedWorld, type PersonKey } from './world';

/** Tuesday, 10:00 in China. */
export const START = '2026-11-24T02:00:00.000Z';

export type TestServer = {
  readonly server: Server;
  readonly database: TestDatabase;
  readonly clock: Clock;
  /** Every line the server logged, as one text. */
  readonly log: () => string;
  /** Signed in for years, whatever the clock does; signing in itself has its own tests. */
  clientAs(person: PersonKey): Promise<Client>;
  tokenOf(person: PersonKey): Promise<string>;
  anonymous(): Client;
  withToken(token: string): Client;
  /** Ends the process' worth of server and starts another on the same database and folder. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

/** The whole server over a real database and folder, with a clock of its own and no job running by itself. */
export async function createTestServer(
  options: { log?: 'info' | 'debug'; env?: NodeJS.ProcessEnv; media?: () => MediaNode } = {},
): Promise<TestServer> {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'huizhen-test-'));
  const clock = createClock(START);
  const lines: string[] = [];
  const start = () =>
    createServer({
      config: readConfig({
        HUIZHEN_DATA: dataDir,
        HUIZHEN_LOG: options.log ?? 'silent',
        ...options.env,
      }),
      databaseUrl: database.url,
      migrationsDir: MIGRATIONS,
      portalDir: null,
      demoAccounts: null,
      codecs: codecsInPlace,
      scanner: scannerInPlace,
      pdf: pdfInPlace,
      media: options.media?.() ?? absentMedia,
      now: clock.now,
      logDestination: { write: (line) => void lines.push(line) },
    });
  let server = await start();
  await server.app.ready();
  await seedWorld(database.db);
  const tokens = new Map<PersonKey, string>();
  const signIn = async (person: PersonKey) => {
    const token = tokens.get(person) ?? (await openSession(database, person));
    tokens.set(person, token);
    return token;
  };
  return {
    get server() {
      return server;
    },
    database,
    clock,
    log: () => lines.join(''),
    tokenOf: signIn,
    clientAs: async (person) => createClient(server.app, await signIn(person)),
    anonymous: () => createClient(server.app, null),
    withToken: (token) => createClient(server.app, token),
    async restart() {
      await server.close();
      server = await start();
      await server.app.ready();
    },
    async close() {
      await server.close();
      await database.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function openSession({ db }: TestDatabase, person: PersonKey): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await db
    .insertInto('session')
    .values({
      token_sha256: createHash('sha256').update(token).digest('hex'),
      user_id: idOf(person),
      created_at: START,
      expires_at: '2040-01-01T00:00:00.000Z',
      last_seen_at: START,
    })
    .execute();
  return token;
}
