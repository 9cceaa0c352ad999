import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { newCase, type ConsultationCase } from '../../../../shared/domain/consultation/case';
import { requestFormSchema } from '../../../../shared/domain/consultation/form';
import { appError } from '../../../../shared/domain/errors';
import type {
  Actor,
  CaseId,
  HospitalId,
  Role,
  UserId,
} from '../../../../shared/domain/identity/actor';
import { err, ok } from '../../../../shared/lib/result';
import { createFsBlobStore } from '../../../blobs/fsBlobStore';
import { createDicomIngest, type DicomIngest } from '../../../dicom/ingest/dicomIngest';
import { buildApp } from '../../../http/app';
import { createTestDatabase, type TestDatabase } from '../../../testing/testDatabase';
import type { AuditEntry } from '../../../audit/auditLog';
import { pdfInPlace } from '../../../pdf/testing/pdfInPlace';
import type { BlobStore } from '../../../blobs/blobStore';
import type { IntakeDeps } from '../deps';
import { registerIntake, type Intake } from '../routes';

export type StagePatient = Partial<ConsultationCase['form']['patient']>;

/** Two county hospitals with two doctors each, one case, and the real intake over a real database and folder. */
export type Stage = {
  readonly database: TestDatabase;
  readonly dataDir: string;
  readonly caseId: CaseId;
  readonly doctor: Actor;
  readonly colleague: Actor;
  readonly stranger: Actor;
  readonly technician: Actor;
  readonly audited: AuditEntry[];
  readonly published: string[];
  /** What a gateway of the hospital would file through. */
  readonly ingest: DicomIngest;
  readonly blobs: BlobStore;
  /** The server as it is now; `restart` replaces it. */
  app(): App;
  intake(): Intake;
  restart(): Promise<void>;
  readonly setPatient: (patient: StagePatient) => void;
  close(): Promise<void>;
};

type App = Awaited<ReturnType<typeof buildApp>>;
const ACTOR_HEADER = 'x-test-actor';

/** What else is to be mounted beside intake, over the same database and blobs. */
export type Also = (
  app: App,
  parts: Pick<IntakeDeps, 'db' | 'blobs' | 'audit' | 'now' | 'caseAccess'>,
) => void;

export async function createStage(
  options: { quotaBytes?: number; also?: Also } = {},
): Promise<Stage> {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'huizhen-intake-'));
  const people = await createPeople(database);
  const stored = await createCase(database, people.doctor);
  const audited: AuditEntry[] = [];
  const published: string[] = [];
  const blobs = await createFsBlobStore(path.join(dataDir, 'blobs'));
  const ingest = createDicomIngest({ db: database.db, blobs, now: () => new Date() });
  const find = async (actor: Actor, id: string) =>
    id === stored.id && actor.hospitalId === stored.hospitalId
      ? ok(stored.current())
      : err(appError('notFound', 'case.notFound'));
  const start = async () => {
    const app = await buildApp({ logger: null, version: 'test' });
    app.addHook('onRequest', async (request) => {
      const header = request.headers[ACTOR_HEADER];
      request.actor = typeof header === 'string' ? (JSON.parse(header) as Actor) : null;
    });
    const parts = {
      db: database.db,
      blobs,
      audit: async (entry: AuditEntry) => void audited.push(entry),
      now: () => new Date().toISOString(),
      caseAccess: { forUpload: find, forView: find, touch: async () => undefined },
    };
    options.also?.(app, parts);
    const intake = await registerIntake(app, {
      ...parts,
      ingest,
      pdf: pdfInPlace,
      dataDir,
      quotaBytes: options.quotaBytes ?? 40 * 1024 ** 3,
      publishIntakeChanged: async (caseId) => void published.push(caseId),
    });
    await app.listen({ host: '127.0.0.1', port: 0 });
    return { app, intake };
  };
  const stop = async ({ app, intake }: Awaited<ReturnType<typeof start>>) => {
    await app.close();
    await intake.close();
  };
  let running = await start();
  return {
    database,
    dataDir,
    caseId: stored.id,
    ...people,
    audited,
    published,
    ingest,
    blobs,
    app: () => running.app,
    intake: () => running.intake,
    async restart() {
      await stop(running);
      running = await start();
    },
    setPatient: (patient) => stored.setPatient(patient),
    async close() {
      await stop(running);
      await database.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export const asActor = (actor: Actor): Record<string, string> => ({
  [ACTOR_HEADER]: JSON.stringify(actor),
});

async function createPeople({ db }: TestDatabase) {
  const hospital = async (code: string): Promise<HospitalId> => {
    const id = randomUUID() as HospitalId;
    await db
      .insertInto('hospital')
      .values({ id, code, name: `${code}县人民医院`, kind: 'county', city: '郑州', line_mbps: 20 })
      .execute();
    return id;
  };
  const person = async (account: string, role: Role, hospitalId: HospitalId): Promise<Actor> => {
    const userId = randomUUID() as UserId;
    await db
      .insertInto('app_user')
      .values({
        id: userId,
        account,
        password_hash: '-',
        role,
        name: account,
        hospital_id: hospitalId,
        title: null,
        totp_secret: null,
        locked_until: null,
      })
      .execute();
    return { userId, role, hospitalId };
  };
  const [here, elsewhere] = [await hospital('A'), await hospital('B')];
  return {
    doctor: await person('doctor', 'requester', here),
    colleague: await person('colleague', 'hospitalAdmin', here),
    technician: await person('technician', 'technician', here),
    stranger: await person('stranger', 'requester', elsewhere),
  };
}

async function createCase({ db }: TestDatabase, doctor: Actor) {
  const id = randomUUID() as CaseId;
  const hospitalId = doctor.hospitalId as HospitalId;
  const at = new Date().toISOString();
  let current = newCase(
    {
      id,
      requesterId: doctor.userId,
      hospitalId,
      parentId: null,
      form: requestFormSchema.parse({}),
    },
    at,
  );
  await db
    .insertInto('consultation')
    .values({
      id,
      version: 0,
      state: 'draft',
      mode: 'video',
      urgency: 'routine',
      mdt: false,
      hospital_id: hospitalId,
      requester_id: doctor.userId,
      parent_id: null,
      created_at: at,
      updated_at: at,
      body: JSON.stringify(current),
    } as never)
    .execute();
  return {
    id,
    hospitalId,
    current: () => current,
    setPatient(patient: StagePatient) {
      current = {
        ...current,
        form: { ...current.form, patient: { ...current.form.patient, ...patient } },
      };
    },
  };
}
