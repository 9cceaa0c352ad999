import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { Actor } from '../../../shared/domain/identity/actor';
import { refuse } from '../../../shared/domain/errors';
import { ok } from '../../../shared/lib/result';
import { createFsBlobStore } from '../../blobs/fsBlobStore';
import type { BlobStore } from '../../blobs/blobStore';
import { createTestDatabase, type TestDatabase } from '../../testing/testDatabase';
import { decodeFrame } from '../codec/decodeFrame';
import { createRenditions } from '../rendition/renditions';
import { codecsInPlace } from './codecsInPlace';
import { createDicomIngest, type DicomIngest } from '../ingest/dicomIngest';
import type { DicomWebAudit } from '../web/deps';
import { registerDicomWeb } from '../web/registerDicomWeb';

export type DicomWebApp = {
  readonly app: FastifyInstance;
  readonly database: TestDatabase;
  readonly blobs: BlobStore;
  readonly ingest: DicomIngest;
  readonly audits: DicomWebAudit[];
  readonly hospitalId: string;
  readonly otherHospitalId: string;
  /** Who is signed in for the following requests. */
  actor: Actor | null;
  /** Studies that exist for the actor; null means all. */
  visible: readonly string[] | null;
  clock: Date;
  reset(): Promise<void>;
  close(): Promise<void>;
};

/** The DICOMweb service on a fresh database and blob folder, with hand-set actor, scope and clock. */
export async function createDicomWebApp(): Promise<DicomWebApp> {
  const database = await createTestDatabase();
  const { db } = database;
  const dir = await mkdtemp(path.join(os.tmpdir(), 'huizhen-blobs-'));
  const blobs = await createFsBlobStore(dir);
  const hospitals = [randomUUID(), randomUUID()] as const;
  for (const [at, id] of hospitals.entries()) {
    await sql`insert into hospital (id, code, name, kind, city)
      values (${id}, ${`H${at}`}, ${`H${at}`}, 'county', '')`.execute(db);
  }
  const now = () => harness.clock;
  const ingest = createDicomIngest({ db, blobs, now });
  const audits: DicomWebAudit[] = [];
  const app = fastify();
  app.decorateRequest('actor', null);
  app.addHook('onRequest', async (request) => {
    request.actor = harness.actor;
  });
  const harness: DicomWebApp = {
    app,
    database,
    blobs,
    ingest,
    audits,
    hospitalId: hospitals[0],
    otherHospitalId: hospitals[1],
    actor: { userId: randomUUID(), role: 'requester', hospitalId: hospitals[0] } as Actor,
    visible: null,
    clock: new Date('2026-03-01T08:00:00Z'),
    async reset() {
      await sql`truncate dicom_study, dicom_series, dicom_instance, dicom_study_holder, quarantine_item cascade`.execute(
        db,
      );
      audits.length = 0;
    },
    async close() {
      await app.close();
      await database.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
  await registerDicomWeb(app, {
    db,
    blobs,
    ingest,
    decode: decodeFrame,
    renditions: createRenditions({ db: database.db, blobs, codecs: codecsInPlace }),
    now,
    studyScope: () =>
      harness.visible === null
        ? sql<boolean>`true`
        : sql<boolean>`s.study_instance_uid = any(${[...harness.visible]}::text[])`,
    seriesScope: () => sql<boolean>`true`,
    canStore: (actor) =>
      actor.role === 'auditor' || actor.hospitalId === null
        ? refuse('forbidden', 'auth.roleNotAllowed')
        : ok({ hospitalId: actor.hospitalId }),
    onSiteStored: async () => undefined,
    audit: async (entry) => {
      audits.push(entry);
    },
  });
  await app.ready();
  return harness;
}
