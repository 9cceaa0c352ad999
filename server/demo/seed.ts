import path from 'node:path';
import type { Role } from '../../shared/domain/identity/actor';
import type { Server } from '../composition';
import type { Config } from '../config';
import { seedBaseData } from './baseData';
import { DEMO_ACCOUNTS } from './content/accounts';
import { seedHistory } from './historySeed';
import { seedScenarios } from './scenarioSeed';

export type SeedOptions = {
  readonly demoDir: string;
  readonly config: Config;
  readonly say: (line: string) => void;
};

const MARK = 'demoSeed';

/** Accounts shown on the sign-in page of a demo server. */
export const demoAccounts = (): { account: string; name: string; role: Role }[] =>
  DEMO_ACCOUNTS.map(({ account, name, role }) => ({ account, name, role }));

/**
 * Fills an empty database once. Each part leaves its mark, so that a first start that was interrupted goes on where
 * it stopped.
 */
export async function seedDemo(server: Server, { demoDir, say }: SeedOptions): Promise<void> {
  const { db } = server;
  const done = await db
    .selectFrom('setting')
    .select('value')
    .where('key', '=', MARK)
    .executeTakeFirst();
  const parts = new Set((done?.value as { parts?: string[] } | undefined)?.parts ?? []);
  const part = async (name: string, label: string, work: () => Promise<void>) => {
    if (parts.has(name)) return;
    say(`demo data: ${label}`);
    await work();
    parts.add(name);
    const value = JSON.stringify({ parts: [...parts] });
    await db
      .insertInto('setting')
      .values({ key: MARK, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute();
  };
  await part('base', 'hospitals, people, rooms', () => seedBaseData(db, path.dirname(demoDir)));
  await part('history', '420 requests of the past eighteen months', () =>
    seedHistory(db, new Date().toISOString()),
  );
  await part('scenarios', 'cases with images, ECG and documents', () =>
    seedScenarios(server, demoDir),
  );
}
