import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anInstance } from '../testing/dicomFile';
import { createDicomWebApp, type DicomWebApp } from '../testing/dicomWebApp';
import { dataFile, dataFiles } from '../testing/testData';

let web: DicomWebApp;
beforeAll(async () => {
  web = await createDicomWebApp();
});
afterAll(() => web.close());
beforeEach(() => web.reset());

const from = (hospitalId: string) => ({ hospitalId, uploadedBy: null });
const ours = () => from(web.hospitalId);
const others = () => from(web.otherHospitalId);
const quarantine = () => web.database.db.selectFrom('quarantine_item').selectAll().execute();
const count = async (
  table: 'dicom_study' | 'dicom_series' | 'dicom_instance' | 'dicom_study_holder',
) => (await web.database.db.selectFrom(table).selectAll().execute()).length;

describe('taking an object in', () => {
  it('files it and answers what it is', async () => {
    const file = dataFile('dicom/charset/chrX2.dcm');
    const result = await web.ingest.ingest(
      Readable.from([file.subarray(0, 200), file.subarray(200)]),
      ours(),
    );
    expect(result).toMatchObject({
      ok: true,
      value: {
        isNew: true,
        isDecodable: true,
        sizeBytes: file.length,
        transferSyntaxUid: '1.2.840.10008.1.2.1',
      },
    });
    const [study] = await web.database.db.selectFrom('dicom_study').selectAll().execute();
    expect(study).toMatchObject({
      patient_name_alphabetic: 'Wang^XiaoDong',
      patient_name_ideographic: '王^小东',
      patient_id: 'X2EXAMPLE',
    });
  });

  it('is one object when the same bytes come again', async () => {
    const file = anInstance();
    await web.ingest.ingest(file, ours());
    expect(await web.ingest.ingest(file, ours())).toMatchObject({
      ok: true,
      value: { isNew: false },
    });
    expect([await count('dicom_instance'), (await quarantine()).length]).toEqual([1, 0]);
  });

  it('keeps an object in a transfer syntax nobody knows, and marks it', async () => {
    const name =
      'dicom/transfer-syntax-ct/CTImage.dcm_JPEGProcess10_12TransferSyntax_1.2.840.10008.1.2.4.55.dcm';
    expect(await web.ingest.ingest(dataFile(name), ours())).toMatchObject({
      ok: true,
      value: { isDecodable: false, issues: [{ code: 'transferSyntaxUnsupported' }] },
    });
  });

  it('indexes an object larger than what it holds in memory', async () => {
    const pixels = Buffer.alloc(5_000_000, 7);
    const file = anInstance({ more: [['00420011', 'OB', pixels]] });
    const result = await web.ingest.ingest(Readable.from(file), ours());
    expect(result).toMatchObject({ ok: true, value: { sizeBytes: file.length } });
  });
});

describe('refusing an object', () => {
  it('keeps its bytes in quarantine with the reason and who sent it', async () => {
    const bytes = Buffer.from('%PDF-1.7 not an image');
    const result = await web.ingest.ingest(bytes, { ...ours(), fileName: 'scan.dcm' });
    expect(result).toMatchObject({ ok: false, error: { code: 'dicom.notDicom', retry: 'never' } });
    const [item] = await quarantine();
    expect(item).toMatchObject({
      reason: 'dicom.notDicom',
      hospital_id: web.hospitalId,
      file_name: 'scan.dcm',
      blob_sha256: createHash('sha256').update(bytes).digest('hex'),
      size_bytes: bytes.length,
      resolved_at: null,
    });
    expect(result).toMatchObject({ error: { params: { quarantineId: item?.id } } });
    expect(await web.blobs.stat(item?.blob_sha256 ?? '')).not.toBeNull();
  });

  it('lists a refused object once, however often it is sent', async () => {
    for (let i = 0; i < 3; i++) await web.ingest.ingest(Buffer.from('junk'), ours());
    expect(await quarantine()).toHaveLength(1);
  });

  it('refuses other content under a known SOP Instance UID and leaves the first untouched', async () => {
    await web.ingest.ingest(anInstance({ more: [['00104000', 'LT', 'first']] }), ours());
    const result = await web.ingest.ingest(
      anInstance({ more: [['00104000', 'LT', 'second']] }),
      ours(),
    );
    expect(result).toMatchObject({
      error: { code: 'dicom.uidConflict', params: { level: 'instance' } },
    });
    const [kept] = await web.database.db.selectFrom('dicom_instance').select('metadata').execute();
    expect(kept?.metadata).toContain('first');
    expect((await quarantine()).map(({ reason }) => reason)).toEqual(['dicom.uidConflict']);
  });

  it('refuses a series that belongs to another study, and leaves no empty study behind', async () => {
    await web.ingest.ingest(anInstance(), ours());
    const result = await web.ingest.ingest(anInstance({ study: '2.25.9', sop: '2.25.10' }), ours());
    expect(result).toMatchObject({
      error: { code: 'dicom.uidConflict', params: { level: 'series' } },
    });
    expect([await count('dicom_study'), await count('dicom_series')]).toEqual([1, 1]);
  });

  it('refuses another patient under the same study', async () => {
    await web.ingest.ingest(anInstance(), ours());
    const other = anInstance({ sop: '2.25.4', patientId: 'P2', patientName: 'Li^Na' });
    expect(await web.ingest.ingest(other, ours())).toMatchObject({
      error: { kind: 'integrity', code: 'dicom.patientMismatch' },
    });
    expect(await count('dicom_instance')).toBe(1);
  });

  it('says what was expected when the object is of another study', async () => {
    const result = await web.ingest.ingest(anInstance(), {
      ...ours(),
      expectedStudyUid: '2.25.77',
    });
    expect(result).toMatchObject({
      error: { code: 'dicom.studyMismatch', params: { expected: '2.25.77' } },
    });
  });

  it('does not file half an object when the line is cut', async () => {
    const cut = Readable.from(
      (async function* () {
        yield anInstance();
        throw new Error('line cut');
      })(),
    );
    expect(await web.ingest.ingest(cut, ours())).toMatchObject({
      error: { code: 'upload.incomplete', retry: 'safe' },
    });
    expect([await count('dicom_instance'), (await quarantine()).length]).toEqual([0, 0]);
  });
});

describe('a study that another hospital holds', () => {
  it('cannot be added to by one who only knows its UID, and is not handed to them', async () => {
    await web.ingest.ingest(anInstance(), ours());
    const stranger = await web.ingest.ingest(anInstance({ sop: '2.25.4' }), others());
    expect(stranger).toMatchObject({
      error: { code: 'dicom.uidConflict', params: { level: 'study' } },
    });
    expect(await count('dicom_study_holder')).toBe(1);
  });

  it('is shared with one who has the same object, who may then add to it', async () => {
    await web.ingest.ingest(anInstance(), ours());
    expect(await web.ingest.ingest(anInstance(), others())).toMatchObject({
      value: { isNew: false },
    });
    expect(await web.ingest.ingest(anInstance({ sop: '2.25.4' }), others())).toMatchObject({
      value: { isNew: true },
    });
    expect(await count('dicom_study_holder')).toBe(2);
  });

  it('takes an expert’s annotation without putting the study into the expert’s inbox', async () => {
    await web.ingest.ingest(anInstance(), ours());
    const context = { ...others(), mayExtendStudy: async () => true };
    expect(await web.ingest.ingest(anInstance({ sop: '2.25.4' }), context)).toMatchObject({
      value: { isNew: true },
    });
    expect(await count('dicom_study_holder')).toBe(1);
  });
});

describe('many objects at once', () => {
  it('files a whole study sent in parallel, in any order, without deadlock', async () => {
    const files = dataFiles('dicom/study-mr-ihe').map((name) => dataFile(name));
    const shuffled = [...files, ...files].sort((a, b) => (hashOf(a) < hashOf(b) ? -1 : 1));
    const results = await Promise.all(shuffled.map((file) => web.ingest.ingest(file, ours())));
    expect(results.filter(({ ok }) => !ok)).toEqual([]);
    expect([await count('dicom_study'), await count('dicom_instance')]).toEqual([1, files.length]);
  });

  it('lets exactly one win when different objects claim one UID at the same time', async () => {
    const claims = Array.from({ length: 10 }, (_, i) =>
      anInstance({ more: [['00104000', 'LT', `claim ${i}`]] }),
    );
    const results = await Promise.all(claims.map((file) => web.ingest.ingest(file, ours())));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await quarantine()).toHaveLength(9);
  });

  it('fails alone when one of a batch names a hospital that does not exist', async () => {
    const nobody = from('00000000-0000-4000-8000-000000000000');
    const good = Array.from({ length: 5 }, (_, i) =>
      web.ingest.ingest(anInstance({ sop: `2.25.5${i}` }), ours()),
    );
    const bad = web.ingest.ingest(
      anInstance({ study: '2.25.8', series: '2.25.81', sop: '2.25.82' }),
      nobody,
    );
    await expect(bad).rejects.toThrow();
    expect((await Promise.all(good)).every(({ ok }) => ok)).toBe(true);
  });
});

const hashOf = (bytes: Buffer): string => createHash('sha1').update(bytes).digest('hex');
