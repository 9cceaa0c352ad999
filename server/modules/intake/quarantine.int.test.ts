import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IntakeItem } from '../../../shared/api/intake';
import type { AppError } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import { makeDicom, type NamedFile } from './testing/files';
import { asActor, createStage, type Stage } from './testing/intakeStage';
import { makeTar } from './testing/tar';
import { baseUrl, listIntake, uploadAndProcess } from './testing/upload';

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
  stage.setPatient({ name: '王小明', birthDate: '1958-03-12', sex: 'male' });
});
afterEach(async () => {
  await stage.close();
});

const { stringify } = JSON;
const call = async (
  actor: Actor,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: never }> => {
  const response = await fetch(`${baseUrl(stage)}${path}`, {
    method,
    headers: { ...asActor(actor), ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: stringify(body) } : {}),
  });
  return { status: response.status, body: (await response.json()) as never };
};
const resolve = (actor: Actor, itemId: string, decision: 'accept' | 'discard', extra = {}) =>
  call(actor, 'POST', `/v1/cases/${stage.caseId}/intake/items/${itemId}/resolution`, {
    decision,
    note: '已核对身份证',
    ...extra,
  });
const errorOf = ({ status, body }: { status: number; body: { error?: AppError } }) => [
  status,
  body.error?.code,
];
const bundle = (files: NamedFile[]) =>
  uploadAndProcess(stage, { name: 'x', bundle: 'tar', bytes: makeTar(files) });
const wrong = (n: number, studyUid = '1.2.3') =>
  makeDicom(`1.2.3.4.${n}`, { name: '=李^四', birthDate: '19900101' }, 'CT', studyUid);
const lab = Buffer.from(
  'MSH|^~\\&|A|B|C|D|20260301||ORU^R01|1|P|2.4\rPID|||7||李^四||19900101|F\rOBX|1|NM|K^钾||4.1',
);
const items = async (): Promise<IntakeItem[]> =>
  (await listIntake(stage)).flatMap((batch) => batch.items);
const itemAt = async (path: string): Promise<IntakeItem> => {
  const item = (await items()).find((entry) => entry.path === path);
  if (!item) throw new Error(`no item at ${path}`);
  return item;
};
const records = () => stage.database.db.selectFrom('case_record').selectAll().execute();

describe('a file of another identity', () => {
  it('comes in when two different people of the hospital vouch for it', async () => {
    await bundle([['检验.hl7', lab]]);
    const { id } = await itemAt('检验.hl7');
    expect(await resolve(stage.doctor, id, 'accept')).toMatchObject({
      status: 200,
      body: { awaitsSecondPerson: true, item: { resolution: null } },
    });
    expect(await resolve(stage.doctor, id, 'accept')).toMatchObject({
      status: 200,
      body: { awaitsSecondPerson: true },
    });
    expect(await records()).toEqual([]);
    const done = await resolve(stage.colleague, id, 'accept', { category: 'other' });
    expect(done).toMatchObject({
      status: 200,
      body: { awaitsSecondPerson: false, item: { resolution: 'accepted' } },
    });
    const [record] = await records();
    expect(record).toMatchObject({
      kind: 'lab',
      category: 'other',
      added_by: stage.colleague.userId,
      payload: { identity: 'accepted' },
    });
    expect((await itemAt('检验.hl7')).recordId).toBe(record?.id);
    expect(errorOf(await resolve(stage.doctor, id, 'accept'))).toEqual([
      409,
      'file.alreadyResolved',
    ]);
    const actions = stage.audited.map(({ action, actorId }) => [action, actorId]);
    expect(actions).toContainEqual(['intake.vote', stage.doctor.userId]);
    expect(actions).toContainEqual(['intake.accept', stage.colleague.userId]);
  });

  it('brings its whole study, once', async () => {
    await bundle([
      ...[1, 2, 3].map((n): NamedFile => [`a/${n}.dcm`, wrong(n)]),
      ['b/9.dcm', wrong(9, '1.2.9')],
    ]);
    const { id } = await itemAt('a/2.dcm');
    await resolve(stage.doctor, id, 'accept');
    await resolve(stage.colleague, id, 'accept');
    expect((await items()).map(({ path, resolution }) => [path, resolution]).sort()).toEqual([
      ['a/1.dcm', 'accepted'],
      ['a/2.dcm', 'accepted'],
      ['a/3.dcm', 'accepted'],
      ['b/9.dcm', null],
    ]);
    expect(await records()).toMatchObject([
      {
        kind: 'study',
        study_instance_uid: '1.2.3',
        item_count: 3,
        payload: { identity: 'accepted' },
      },
    ]);
  });

  it('counts votes for a recording, whichever of its files they were given for', async () => {
    const header = 'r1 1 100 4\nr1.dat 16 200 16 0 0 0 0 I\n# patient name: 李^四 sex: F\n';
    await bundle([
      ['ecg/r1.hea', Buffer.from(header)],
      ['ecg/r1.dat', Buffer.alloc(8)],
    ]);
    await resolve(stage.doctor, (await itemAt('ecg/r1.hea')).id, 'accept');
    const second = await resolve(stage.doctor, (await itemAt('ecg/r1.dat')).id, 'accept');
    expect(second).toMatchObject({ status: 200, body: { awaitsSecondPerson: true } });
    const done = await resolve(stage.colleague, (await itemAt('ecg/r1.dat')).id, 'accept');
    expect(done).toMatchObject({ status: 200, body: { awaitsSecondPerson: false } });
    expect((await items()).map(({ resolution }) => resolution)).toEqual(['accepted', 'accepted']);
    expect(await records()).toMatchObject([{ kind: 'ecg', payload: { identity: 'accepted' } }]);
  });

  it('counts votes for a study, whichever of its images they were given for', async () => {
    await bundle([1, 2].map((n): NamedFile => [`${n}.dcm`, wrong(n)]));
    await resolve(stage.doctor, (await itemAt('1.dcm')).id, 'accept');
    const done = await resolve(stage.colleague, (await itemAt('2.dcm')).id, 'accept');
    expect(done).toMatchObject({ status: 200, body: { awaitsSecondPerson: false } });
    expect(await records()).toMatchObject([{ kind: 'study', item_count: 2 }]);
  });

  it('is attached once when both second votes come at the same moment', async () => {
    await bundle([['检验.hl7', lab]]);
    const { id } = await itemAt('检验.hl7');
    const answers = await Promise.all(
      [stage.doctor, stage.colleague].map((actor) => resolve(actor, id, 'accept')),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(await records()).toHaveLength(1);
    expect((await itemAt('检验.hl7')).resolution).toBe('accepted');
  });

  it('is discarded by one person, and its bytes stay', async () => {
    await bundle([['1.dcm', wrong(1)]]);
    const { id } = await itemAt('1.dcm');
    expect(await resolve(stage.doctor, id, 'discard')).toMatchObject({
      body: { awaitsSecondPerson: false, item: { resolution: 'discarded' } },
    });
    expect(errorOf(await resolve(stage.colleague, id, 'accept'))).toEqual([
      409,
      'file.alreadyResolved',
    ]);
    expect(await records()).toEqual([]);
    expect(
      await stage.database.db.selectFrom('dicom_instance').select('sop_instance_uid').execute(),
    ).toEqual([]);
    const { blob_sha256 } = await stage.database.db
      .selectFrom('intake_item')
      .select('blob_sha256')
      .executeTakeFirstOrThrow();
    expect(blob_sha256).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('any other refused file', () => {
  it('can only be confirmed as refused', async () => {
    await bundle([
      ['a.html', Buffer.from('<html>')],
      ['b.dcm', makeDicom('1.2.3.4.1', { name: 'X' }).subarray(0, 300)],
    ]);
    const { id } = await itemAt('a.html');
    expect(errorOf(await resolve(stage.doctor, id, 'accept'))).toEqual([409, 'file.notAcceptable']);
    expect(await resolve(stage.doctor, id, 'discard')).toMatchObject({ status: 200 });
    await resolve(stage.doctor, (await itemAt('b.dcm')).id, 'discard');
    const open = await stage.database.db
      .selectFrom('quarantine_item')
      .select('id')
      .where('resolved_at', 'is', null)
      .execute();
    expect(open).toEqual([]);
    expect(
      await stage.database.db.selectFrom('quarantine_item').select('resolution').execute(),
    ).toEqual([{ resolution: 'discarded' }]);
  });

  it('is nobody else’s to decide', async () => {
    const own = Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(20), Buffer.from('\n%%EOF')]);
    await bundle([
      ['a.html', Buffer.from('<html>')],
      ['b.pdf', own],
    ]);
    const { id } = await itemAt('a.html');
    expect(errorOf(await resolve(stage.stranger, id, 'discard'))).toEqual([404, 'case.notFound']);
    expect(errorOf(await resolve(stage.technician, id, 'discard'))).toEqual([
      403,
      'auth.roleNotAllowed',
    ]);
    expect(errorOf(await resolve(stage.doctor, (await itemAt('b.pdf')).id, 'discard'))).toEqual([
      404,
      'request.notFound',
    ]);
  });
});

describe('the inbox', () => {
  const file = (
    n: number,
    name: string,
    studyUid: string,
    hospitalId = stage.doctor.hospitalId ?? '',
  ) =>
    stage.ingest.ingest(
      makeDicom(`1.2.3.4.${n}`, { name, birthDate: '19580312' }, n % 2 ? 'CT' : 'PR', studyUid),
      { hospitalId, uploadedBy: null },
    );
  const inbox = async (actor: Actor, q = '') => {
    const { body } = await call(
      actor,
      'GET',
      `/v1/inbox/studies${q ? `?q=${encodeURIComponent(q)}` : ''}`,
    );
    return (body as { items: { studyInstanceUid: string }[] }).items;
  };
  const attach = (actor: Actor, studyInstanceUid: string) =>
    call(actor, 'POST', `/v1/cases/${stage.caseId}/studies`, { studyInstanceUid });

  it('shows the hospital’s own studies that are on no case', async () => {
    await file(1, 'WANG=王^小明', '1.2.5');
    await file(2, 'WANG=王^小明', '1.2.5');
    await file(3, 'LI=李^四', '1.2.6');
    expect(await inbox(stage.doctor)).toHaveLength(2);
    expect(await inbox(stage.stranger)).toEqual([]);
    expect(await inbox(stage.doctor, '王')).toMatchObject([
      {
        studyInstanceUid: '1.2.5',
        patientName: '王^小明',
        patientBirthDate: '19580312',
        instanceCount: 2,
        seriesCount: 1,
        description: '胸部平扫',
      },
    ]);
    expect(await inbox(stage.doctor, '100%')).toEqual([]);
  });

  it('gives a study to a case of the same patient, once', async () => {
    await file(1, 'WANG=王^小明', '1.2.5');
    const first = await attach(stage.doctor, '1.2.5');
    expect(first.status).toBe(200);
    expect(await attach(stage.doctor, '1.2.5')).toEqual(first);
    expect(await records()).toMatchObject([
      { source: 'pacs', item_count: 1, modality: 'CT', payload: { identity: 'verified' } },
    ]);
    expect(await inbox(stage.doctor)).toEqual([]);
    // what came from the archive is a duplicate when the same objects are uploaded
    await bundle([
      [
        '1.dcm',
        makeDicom('1.2.3.4.1', { name: 'WANG=王^小明', birthDate: '19580312' }, 'CT', '1.2.5'),
      ],
    ]);
    expect((await itemAt('1.dcm')).outcome).toBe('duplicate');
  });

  it('refuses another patient’s study and studies of other hospitals', async () => {
    await file(1, 'LI=李^四', '1.2.6');
    await file(3, 'WANG=王^小明', '1.2.7', stage.stranger.hospitalId ?? '');
    const mismatch = await attach(stage.doctor, '1.2.6');
    expect(errorOf(mismatch)).toEqual([422, 'dicom.patientMismatch']);
    expect((mismatch.body as { error: AppError }).error.params).toEqual({ fields: 'name' });
    expect(errorOf(await attach(stage.doctor, '1.2.7'))).toEqual([404, 'dicom.notFound']);
    expect(errorOf(await attach(stage.stranger, '1.2.7'))).toEqual([404, 'case.notFound']);
    expect(await records()).toEqual([]);
  });
});
