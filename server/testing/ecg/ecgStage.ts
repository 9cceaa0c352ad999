import { randomBytes } from 'node:crypto';
import type { EcgManifest } from '../../../shared/domain/ecg/manifest';
import { readSampleBlock, type SampleBlock } from '../../../shared/domain/ecg/sampleBlock';
import type { Actor } from '../../../shared/domain/identity/actor';
import { createEcgArchive } from '../../ecg/openStored';
import { registerEcgRoutes } from '../../modules/ecg/routes';
import { asActor, createStage, type Stage } from '../../modules/intake/testing/intakeStage';
import { baseUrl, uploadAndProcess } from '../../modules/intake/testing/upload';
import { makeTar } from '../../modules/intake/testing/tar';

export type EcgStage = Stage & {
  /** Drops files as one bundle; the answer says what became of each. */
  drop(
    files: readonly (readonly [path: string, bytes: Uint8Array])[],
  ): Promise<Record<string, string>>;
  records(): Promise<EcgRecordRow[]>;
  get(recordId: string, path?: string, actor?: Actor): Promise<Response>;
  manifest(recordId: string, query?: string): Promise<EcgManifest>;
  block(recordId: string, group: number, query: string): Promise<SampleBlock>;
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
  const stage = await createStage({
    also: (app, { db, blobs, audit, now, caseAccess }) =>
      registerEcgRoutes(app, {
        db,
        blobs,
        archive: createEcgArchive(blobs),
        audit,
        now,
        forView: caseAccess.forView,
      }),
  });
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
