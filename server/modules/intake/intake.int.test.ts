import { randomBytes } from 'node:crypto';
import { access } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import sharp from 'sharp';
import type { IntakeBatch } from '../../../shared/api/intake';
import { recordPayloadSchema } from '../../../shared/domain/intake/payload';
import { dataFile, dataFolder, makeDicom, type NamedFile } from './testing/files';
import { createStage, type Stage } from './testing/intakeStage';
import { makeTar } from './testing/tar';
import { uploadAndProcess } from './testing/upload';
import { makeZip } from './testing/zip';

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(async () => {
  await stage.close();
});

const records = () =>
  stage.database.db
    .selectFrom('case_record')
    .selectAll()
    .where('case_id', '=', stage.caseId)
    .orderBy('title')
    .execute();
const bundle = (name: string, files: NamedFile[]) =>
  uploadAndProcess(stage, { name, bundle: 'tar', bytes: makeTar(files) });
/** path → outcome, with the reason's code where there is one. */
const fates = ({ items }: IntakeBatch): Record<string, string> =>
  Object.fromEntries(
    items.map(({ path, outcome, reason }) => [
      path,
      reason ? `${outcome} ${reason.code}` : outcome,
    ]),
  );
const pdf = (): Buffer =>
  Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(500), Buffer.from('\n%%EOF')]);

describe('a medium', () => {
  it('becomes one record per study; its DICOMDIR is only an index', async () => {
    const batch = await bundle('光盘', await dataFolder('dicom/dicomdir'));
    expect(batch).toMatchObject({ status: 'done', failure: null, itemsDone: 32, itemsTotal: 32 });
    const outcomes = batch.items.map(
      ({ path, outcome }) => (path === 'DICOMDIR' ? 'directory' : outcome) + ` ${outcome}`,
    );
    expect(new Set(outcomes)).toEqual(new Set(['attached attached', 'directory ignored']));
    const studies = await records();
    expect(studies).toHaveLength(6);
    expect(studies.reduce((sum, { item_count }) => sum + item_count, 0)).toBe(31);
    expect(studies.map(({ kind, category, source }) => [kind, category, source])).toEqual(
      studies.map(() => ['study', 'imaging', 'manual']),
    );
    expect(new Set(studies.map(({ modality }) => modality))).toEqual(new Set(['CR', 'CT', 'MR']));
    expect(
      studies.every(
        ({ study_instance_uid, occurred_at }) =>
          study_instance_uid !== null && occurred_at !== null,
      ),
    ).toBe(true);
  });

  it('is the same from a ZIP archive, and a second time nothing but duplicates', async () => {
    const files = await dataFolder('dicom/dicomdir');
    const bytes = makeZip(files.map(([name, content]) => ({ name, bytes: content })));
    const first = await uploadAndProcess(stage, { name: 'CD.zip', bytes });
    expect(first).toMatchObject({ status: 'done', itemsDone: 32, itemsTotal: 32 });
    const before = await records();
    const second = await bundle('again', files);
    const outcomes = second.items
      .filter(({ path }) => path !== 'DICOMDIR')
      .map(({ outcome }) => outcome);
    expect(new Set(outcomes)).toEqual(new Set(['duplicate']));
    expect(await records()).toEqual(before);
  });

  it('does not ask anybody about its own viewer program', async () => {
    const [directory] = (await dataFolder('dicom/dicomdir')).filter(
      ([name]) => name === 'DICOMDIR',
    );
    const viewer: NamedFile[] = [
      ['VIEWER/view.exe', Buffer.from('MZ\x90')],
      ['VIEWER/help.html', Buffer.from('<html>')],
      ['Thumbs.db', Buffer.from('x')],
    ];
    const batch = await bundle('CD', [...viewer, ...(directory ? [directory] : [])]);
    expect(fates(batch)).toEqual({
      DICOMDIR: 'ignored',
      'Thumbs.db': 'ignored',
      'VIEWER/help.html': 'ignored',
      'VIEWER/view.exe': 'ignored',
    });
  });
});

describe('a mixed folder', () => {
  it('goes on past everything it cannot use, and says why', async () => {
    const jpeg = await sharp({ create: { width: 30, height: 20, channels: 3, background: 'red' } })
      .withExif({ IFD2: { DateTimeOriginal: '2026:03:01 08:30:00' } })
      .jpeg()
      .toBuffer();
    const batch = await bundle('资料', [
      ['同意书.jpg', jpeg],
      ['检验/血常规.pdf', pdf()],
      ['截断.pdf', pdf().subarray(0, 200)],
      [
        '坏图.png',
        Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), randomBytes(40)]),
      ],
      ['空.dcm', Buffer.alloc(0)],
      ['页面.html', Buffer.from('<html><script>alert(1)</script>')],
      ['图.svg', Buffer.from('<svg onload="alert(1)"/>')],
      ['脚本.js', Buffer.from('alert(1)')],
      ['伪装.pdf', Buffer.from('MZ\x90\0')],
      ['文档.docx', makeZip([{ name: '[Content_Types].xml', bytes: Buffer.from('<x/>') }])],
      ['心电.scp', await dataFile('ecg/ECG_20070321_110542_ANON000004.SCP')],
      ['检验.hl7', await dataFile('hl7/canonical/oru-r01.hl7')],
      ['预约.hl7', await dataFile('hl7/canonical/siu-s12.hl7')],
      ['小结.xml', await dataFile('hl7/cda/Discharge_Summary.ccda')],
      ['残.dcm', await dataFile('malformed/MR_truncated.dcm')],
      ['无头.dcm', await dataFile('malformed/ExplVR_LitEndNoMeta.dcm')],
      ['心电波形.dcm', await dataFile('ecg/waveform_ecg.dcm')],
      ['报告.dcm', await dataFile('dicom/pdf/pdf.dcm')],
    ]);
    expect(batch.status).toBe('done');
    expect(fates(batch)).toEqual({
      '同意书.jpg': 'attached',
      '检验/血常规.pdf': 'attached',
      '截断.pdf': 'quarantined file.damaged',
      '坏图.png': 'quarantined file.damaged',
      '空.dcm': 'quarantined file.empty',
      '页面.html': 'quarantined file.unknownType',
      '图.svg': 'quarantined file.unknownType',
      '脚本.js': 'quarantined file.unknownType',
      '伪装.pdf': 'quarantined file.unknownType',
      '文档.docx': 'quarantined file.unknownType',
      '心电.scp': 'attached',
      '检验.hl7': 'attached',
      '预约.hl7': 'quarantined file.unknownType',
      '小结.xml': 'attached',
      '残.dcm': 'quarantined dicom.truncated',
      '无头.dcm': 'attached',
      '心电波形.dcm': 'attached',
      '报告.dcm': 'attached',
    });
    const byFile = new Map(
      (await records()).map((record) => [record.file_name ?? record.modality, record]),
    );
    expect(byFile.get('同意书.jpg')).toMatchObject({
      kind: 'image',
      category: 'consent',
      occurred_at: '2026-03-01T00:30:00.000Z',
      payload: null,
    });
    expect(byFile.get('血常规.pdf')).toMatchObject({
      kind: 'document',
      category: 'laboratory',
      mime: 'application/pdf',
    });
    expect(byFile.get('心电.scp')).toMatchObject({
      kind: 'ecg',
      category: 'ecg',
      payload: { identity: 'unverified' },
    });
    expect(byFile.get('检验.hl7')).toMatchObject({
      kind: 'lab',
      category: 'laboratory',
      source: 'hl7',
      title: 'Complete Blood Count',
    });
    expect(byFile.get('小结.xml')).toMatchObject({ kind: 'note', category: 'chart' });
    expect(byFile.get('ECG')).toMatchObject({ kind: 'study', category: 'ecg', item_count: 1 });
    const lab = recordPayloadSchema.parse(byFile.get('检验.hl7')?.payload);
    expect(lab.results?.map(({ name, numeric }) => [name, numeric])).toEqual([
      ['White Blood Cells', 7.5],
      ['Hemoglobin', 14.2],
      ['Hematocrit', 42.1],
    ]);
  });

  it('keeps the bytes of everything, also of what it refuses', async () => {
    const html = Buffer.from('<html>');
    await bundle('x', [
      ['a.html', html],
      ['b.pdf', pdf()],
    ]);
    const items = await stage.database.db.selectFrom('intake_item').select('blob_sha256').execute();
    for (const { blob_sha256 } of items) {
      await expect(
        access(`${stage.dataDir}/blobs/${blob_sha256?.slice(0, 2)}/${blob_sha256}`),
      ).resolves.toBeUndefined();
    }
  });

  it('takes the files of one WFDB recording as one, and misses its signals when they are not there', async () => {
    const files = await dataFolder('ecg/wfdb');
    const whole = await bundle('心电', files);
    expect(new Set(Object.values(fates(whole)))).toEqual(new Set(['attached']));
    const [record] = (await records()).filter(({ file_name }) => file_name === '100.hea');
    expect(
      recordPayloadSchema
        .parse(record?.payload)
        .parts?.map(({ name, sizeBytes }) => [name, sizeBytes]),
    ).toEqual([
      ['100.dat', 1_950_000],
      ['100.atr', 4558],
    ]);
    const headers = files
      .filter(([name]) => name.endsWith('.hea'))
      .map(([name, bytes]): NamedFile => [`b/${name}`, Buffer.concat([bytes, Buffer.from('#')])]);
    expect(fates(await bundle('only headers', headers))).toEqual({
      'b/100.hea': 'quarantined file.damaged',
      'b/s0010_re.hea': 'quarantined file.damaged',
    });
  });

  it('has the levels of a slide asked for on arrival', async () => {
    await bundle('病理', [['病理/切片.svs', await dataFile('pathology/CMU-1-Small-Region.svs')]]);
    const [record] = (await records()).filter(({ kind }) => kind === 'slide');
    const asked = await stage.database.db.selectFrom('slide_pyramid').selectAll().execute();
    expect(asked).toMatchObject([
      { source_key: record?.blob_sha256, made_as: 'levels', state: 'waiting' },
    ]);
  });

  it('takes the same file once, whatever its name', async () => {
    const same = pdf();
    const batch = await bundle('x', [
      ['a.pdf', same],
      ['b.pdf', same],
      ['c/a.pdf', pdf()],
    ]);
    expect(Object.values(fates(batch)).sort()).toEqual(['attached', 'attached', 'duplicate']);
    expect(await records()).toHaveLength(2);
  });
});

describe('a hostile archive', () => {
  it('never reaches the file system with its names', async () => {
    const name = `escape-${randomBytes(6).toString('hex')}`;
    const bytes = makeZip([
      { name: `../../../../../../../../../tmp/${name}`, bytes: pdf() },
      { name: `/tmp/${name}`, bytes: pdf() },
      { name: `..\\..\\${name}`, bytes: pdf() },
      { name: `a\0${name}`, bytes: pdf() },
      { name: '链接', bytes: Buffer.from(`/tmp/${name}`), mode: 0o120777 },
      { name: '加密', bytes: pdf(), isEncrypted: true },
    ]);
    const batch = await uploadAndProcess(stage, { name: 'x.zip', bytes });
    expect(fates(batch)).toEqual({
      [`x.zip/tmp/${name}`]: 'attached',
      [`x.zip/tmp/${name} (2)`]: 'attached',
      [`x.zip/${name}`]: 'attached',
      [`x.zip/a${name}`]: 'attached',
      'x.zip/链接': 'quarantined file.hostileArchive',
      'x.zip/加密': 'quarantined file.encrypted',
    });
    await expect(access(`/tmp/${name}`)).rejects.toThrow();
  });

  it('is not unpacked when it is a bomb; the rest of the upload goes on', async () => {
    const bomb = makeZip(
      Array.from({ length: 12 }, (_, n) => ({ name: `z${n}`, bytes: Buffer.alloc(9 * 1024 ** 2) })),
    );
    const nested = makeZip([
      {
        name: 'in.zip',
        bytes: makeZip([
          { name: 'deep.zip', bytes: makeZip([{ name: 'x.pdf', bytes: pdf() }]) },
          { name: 'ok.pdf', bytes: pdf() },
        ]),
      },
    ]);
    const batch = await bundle('混合', [
      ['bomb.zip', bomb],
      ['nested.zip', nested],
      ['last.pdf', pdf()],
    ]);
    expect(fates(batch)).toEqual({
      'bomb.zip': 'quarantined file.hostileArchive',
      'nested.zip/in.zip/deep.zip': 'quarantined file.hostileArchive',
      'nested.zip/in.zip/ok.pdf': 'attached',
      'last.pdf': 'attached',
    });
  });

  it('gives out what is readable when it is damaged', async () => {
    const tar = makeTar([
      ['a.pdf', pdf()],
      ['b.pdf', pdf()],
      ['c.pdf', pdf()],
    ]);
    const batch = await uploadAndProcess(stage, {
      name: '半截',
      bundle: 'tar',
      bytes: tar.subarray(0, tar.length - 1024 - 700),
    });
    expect(batch.status).toBe('done');
    expect(fates(batch)).toEqual({
      'a.pdf': 'attached',
      'b.pdf': 'attached',
      'c.pdf': 'quarantined file.archiveDamaged',
      半截: 'quarantined file.archiveDamaged',
    });
  });
});

describe('identity', () => {
  const wang = { name: '王小明', birthDate: '1958-03-12', sex: 'male' as const };
  const image = (n: number, name: string, birthDate = '19580312') =>
    makeDicom(`1.2.3.4.${n}`, { name, birthDate, sex: 'M' });

  it('lets the patient’s own images in, marked as verified', async () => {
    stage.setPatient(wang);
    expect(fates(await bundle('CT', [['1.dcm', image(1, 'WANG^XIAOMING=王^小明')]]))).toEqual({
      '1.dcm': 'attached',
    });
    expect((await records())[0]?.payload).toEqual({ identity: 'verified' });
  });

  it('lets in what cannot be compared, marked as unverified', async () => {
    stage.setPatient(wang);
    await bundle('CT', [['1.dcm', image(1, 'WANG^XIAOMING')]]);
    expect((await records())[0]).toMatchObject({
      payload: { identity: 'unverified' },
      occurred_at: '2026-03-01T00:30:00.000Z',
    });
  });

  it('keeps another patient’s file out of the case and of the hospital’s archive', async () => {
    stage.setPatient(wang);
    const other = Buffer.from(
      'MSH|^~\\&|A|B|C|D|20260301||ORU^R01|1|P|2.4\rPID|||7||李^四||19900101|F\rOBX|1|NM|K^钾||4.1',
      'utf8',
    );
    const batch = await bundle('混', [
      ['1.dcm', image(1, '=李^四', '19900101')],
      ['2.dcm', image(2, '=王^小明')],
      ['检验.hl7', other],
    ]);
    expect(fates(batch)).toEqual({
      '1.dcm': 'quarantined file.patientMismatch',
      '2.dcm': 'attached',
      '检验.hl7': 'quarantined file.patientMismatch',
    });
    const reasons = batch.items.map(({ reason }) => reason?.params?.['fields']).filter(Boolean);
    expect(reasons).toEqual(['name,birthDate', 'name,birthDate,sex']);
    const filed = await stage.database.db
      .selectFrom('dicom_instance')
      .select('sop_instance_uid')
      .execute();
    expect(filed).toEqual([{ sop_instance_uid: '1.2.3.4.2' }]);
  });

  it('does not let one message of a batch speak for the others', async () => {
    stage.setPatient(wang);
    const message = (name: string) =>
      `MSH|^~\\&|A|B|C|D|20260301||ORU^R01|1|P|2.4\rPID|||7||${name}||19580312|M\rOBX|1|NM|K^钾||4.1\r`;
    const batch = await bundle('批', [
      ['批.hl7', Buffer.from(message('王^小明') + message('李^四'))],
    ]);
    expect(fates(batch)).toEqual({ '批.hl7': 'quarantined file.patientMismatch' });
  });
});
