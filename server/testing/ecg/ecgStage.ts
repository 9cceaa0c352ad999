import { randomBytes } from 'node:crypto';
import type { EcgManifest } from '../../../shared/domain/ecg/manifest';
import { readSampleBlock, type SampleBlock } from '../../../shared/domain/ecg/sampleBlock';
import type { Actor } from '../../../shared/domain/identity/actor';
import { casesHolding } from '../../ecg/derived/backlogRows';
import { createOverviews, type OverviewDeps } from '../../ecg/derived/overviews';
import { createEcgArchive } from '../../ecg/openStored';
import { registerEcgRoutes } from '../../modules/ecg/routes';
import { asActor, createStage, type Stage } from '../../modules/intake/testing/intakeStage';
import { baseUrl, uploadAndProcess } from '../../modules/intake/testing/upload';
import { makeTar } from '../../modules/intake/testing/tar';
import { countReads } from './countReads';
import { scannerInPlace } from './scannerInPlace';

export type EcgStage = Stage & {
  /** Drops files as one bundle; the answer says what became of each. */
  drop(
    files: readonly (readonly [path: string, bytes: Uint8Array])[],
  ): Promise<Record<string, string>>;
  records(): Promise<EcgRecordRow[]>;
  get(recordId: string, path?: string, actor?: Actor): Promise<Response>;
  manifest(recordId: string, query?: string): Promise<EcgManifest>;
  block(recordId: string, group: number, query: string): Promise<SampleBlock>;
  /** Makes one overview that waits, by what a server has or by something that fails on purpose. @returns How many. */
  makeWaiting(instead?: Partial<OverviewDeps>): Promise<number>;
  /** Cases that were told about an overview. */
  readonly announced: string[];
  /** Bytes of blobs that the ECG routes have read so far. */
  bytesRead(): number;
};

export type EcgRecordRow = {
  readonly id: string;
  readonly kind: string;
  readonly category: string;
  readonly title: string;
  readonly file_name: string | null;
  readonly occurred_at: string | null;
  readonly study_instance_uid: string | null;
  readonly payload: unknown;
};

/** Intake and the ECG routes over a real database and folder, with a case to drop files on. */
export async function createEcgStage(): Promise<EcgStage> {
  const counts = { bytes: 0 };
  const stage = await createStage({
    also: (app, { db, blobs: uncounted, audit, now, caseAccess }) => {
      const blobs = countReads(uncounted, (bytes) => (counts.bytes += bytes));
      const archive = createEcgArchive(blobs);
      registerEcgRoutes(app, { db, blobs, archive, audit, now, forView: caseAccess.forView });
    },
  });
  const announced: string[] = [];
  const get = (recordId: string, path = '', actor: Actor = stage.doctor): Promise<Response> =>
    fetch(`${baseUrl(stage)}/v1/cases/${stage.caseId}/records/${recordId}/ecg${path}`, {
      headers: asActor(actor),
    });
  const must = async (recordId: string, path: string): Promise<Response> => {
    const response = await get(recordId, path);
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    return response;
  };
  return {
    ...stage,
    get,
    announced,
    bytesRead: () => counts.bytes,
    makeWaiting: (instead = {}) =>
      createOverviews({
        db: stage.database.db,
        blobs: stage.blobs,
        archive: createEcgArchive(stage.blobs),
        scanner: scannerInPlace,
        giveWay: async () => undefined,
        announce: async (files) =>
          void announced.push(...(await casesHolding(stage.database.db, files))),
        ...instead,
      }).makeWaiting(),
    async drop(files) {
      const batch = await uploadAndProcess(stage, {
        name: `drop-${randomBytes(4).toString('hex')}`,
        bundle: 'tar',
        bytes: makeTar(files.map(([name, bytes]) => [name, Buffer.from(bytes)])),
      });
      if (batch.status !== 'done') throw new Error(JSON.stringify(batch.failure));
      return Object.fromEntries(
        batch.items.map(({ path, outcome, reason }) => [
          path,
          reason ? `${outcome} ${reason.code}` : outcome,
        ]),
      );
    },
    records: () =>
      stage.database.db
        .selectFrom('case_record')
        .select([
          'id',
          'kind',
          'category',
          'title',
          'file_name',
          'occurred_at',
          'study_instance_uid',
          'payload',
        ])
        .where('case_id', '=', stage.caseId)
        .orderBy('file_name')
        .execute(),
    manifest: async (recordId, query = '') =>
      (await (await must(recordId, query)).json()) as EcgManifest,
    async block(recordId, group, query) {
      const response = await must(recordId, `/groups/${group}/data?${query}`);
      const block = readSampleBlock(await response.arrayBuffer());
      if (!block) throw new Error('the answer is no block');
      return block;
    },
  };
}
