import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordingOf, type EcgManifest } from '../../../shared/domain/ecg/manifest';
import { ascii, joined, u16 } from '../../../shared/domain/ecg/testing/bytes';
import { buildEdf } from '../../../shared/domain/ecg/testing/edfBuilder';
import { buildMuse } from '../../../shared/domain/ecg/testing/museBuilder';
import { parsed } from '../../../shared/domain/ecg/testing/parsed';
import { recordPayloadSchema } from '../../../shared/domain/intake/payload';
import { createEcgStage, type EcgRecordRow, type EcgStage } from './ecgStage';
import { ecgFile, ecgFiles } from './ecgFiles';

const wave = Array.from({ length: 500 }, (_, at) => Math.round(800 * Math.sin(at / 20)));
const EIGHT = ['I', 'II', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'];
const muse = ascii(buildMuse({ leads: Object.fromEntries(EIGHT.map((lead) => [lead, wave])) }));
const edf = buildEdf({
  signals: EIGHT.map((lead) => ({ label: `ECG ${lead}`, records: [wave, wave] })),
});

/** File → what `parseEcg` reads the recording from. */
const FILES = {
  'a.xml': ecgFiles('129DYPRG.XML'),
  'b.xml': ecgFiles('3191723_ZZDEMOPTONLY_1-04_orig.xml'),
  'c.xml': ecgFiles('hl7aecg-Example2.xml'),
  'd.scp': ecgFiles('ECG_20070321_110542_ANON000004.SCP'),
  'e.xml': [{ name: '', bytes: muse }],
  'f.edf': [{ name: '', bytes: edf }],
  's0010_re.hea': ecgFiles('wfdb/s0010_re.hea'),
} as const;

let stage: EcgStage;
let records: ReadonlyMap<string, EcgRecordRow>;
let fates: Record<string, string>;
beforeAll(async () => {
  stage = await createEcgStage();
  fates = await stage.drop([
    ...Object.entries(FILES).flatMap(([name, files]) =>
      files.map(
        ({ name: part, bytes }) =>
          [part === '' || files.length === 1 ? name : part, bytes] as const,
      ),
    ),
    ['g.dcm', ecgFile('waveform_ecg.dcm')],
  ]);
  records = new Map((await stage.records()).map((row) => [row.file_name ?? 'study', row]));
});
afterAll(() => stage.close());

const recordOf = (file: string): EcgRecordRow => {
  const record = records.get(file);
  if (!record) throw new Error(`${file} is on no record`);
  return record;
};
const ecgOf = (file: string) => recordPayloadSchema.parse(recordOf(file).payload).ecg;

/** Everything through the two routes, put together as a viewer does. */
async function viewed(recordId: string) {
  const manifest = await stage.manifest(recordId);
  const values = [];
  for (const group of manifest.groups.keys()) {
    values.push((await stage.block(recordId, group, 'from=0')).values);
  }
  return recordingOf(manifest, values);
}

describe('every format dropped on a case', () => {
  it('becomes a record of its own; files of one recording become one', () => {
    expect(new Set(Object.values(fates))).toEqual(new Set(['attached']));
    expect(records.size).toBe(8);
  });

  it.each([
    ['a.xml', '12 导联心电图 · 11 秒', '2011-11-30T23:27:34.000Z', 'sierra'],
    ['b.xml', '12 导联心电图 · 11 秒', '2010-01-19T07:19:22.000Z', 'sierra'],
    ['c.xml', '12 导联心电图 · 10 秒', '2004-01-15T03:20:04.000Z', 'aecg'],
    ['d.scp', '8 导联心电图 · 10 秒', null, 'scp'],
    ['e.xml', '8 导联心电图 · 1 秒', '2026-03-01T00:30:00.000Z', 'muse'],
    ['f.edf', '8 导联心电图 · 2 秒', '2026-03-01T00:30:00.000Z', 'edf'],
    ['s0010_re.hea', '15 导联心电图 · 38 秒', null, 'wfdb'],
  ])('%s: class, title, time and summary', (file, title, at, format) => {
    const { kind, category, occurred_at, ...record } = recordOf(file);
    expect([kind, category, record.title]).toEqual(['ecg', 'ecg', title]);
    // pg answers with an offset of its own; the instant counts
    expect(occurred_at === null ? null : new Date(occurred_at).toISOString()).toBe(at);
    expect(ecgOf(file)).toMatchObject({ format, isLong: false });
  });

  it('a DICOM waveform is its study, described by what is in it', () => {
    expect(recordOf('study')).toMatchObject({
      kind: 'study',
      category: 'ecg',
      title: '12 导联心电图 · 10 秒',
    });
    expect(ecgOf('study')).toMatchObject({ format: 'dicom', leads: 12, sampleRateHz: 1000 });
  });

  it.each(Object.entries(FILES))(
    '%s is seen bit for bit as it is in the file',
    async (file, source) => {
      expect(await viewed(recordOf(file).id)).toEqual(parsed(source));
    },
  );

  it('a DICOM waveform is seen bit for bit through its study', async () => {
    expect(await viewed(recordOf('study').id)).toEqual(parsed(ecgFile('waveform_ecg.dcm')));
    const { sopInstanceUid, objects } = await stage.manifest(recordOf('study').id);
    expect([sopInstanceUid, objects]).toEqual(['1.3.6.1.4.1.20029.40.20130125105919.5407.1.1', []]);
  });

  it('keeps the original byte for byte', async () => {
    const row = await stage.database.db
      .selectFrom('case_record')
      .select('blob_sha256')
      .where('id', '=', recordOf('e.xml').id)
      .executeTakeFirstOrThrow();
    const blob = await stage.blobs.open(row.blob_sha256 ?? '');
    expect(Buffer.concat((await blob?.toArray()) ?? []).equals(Buffer.from(muse))).toBe(true);
  });
});

describe('ranges of samples', () => {
  const of = () => recordOf('s0010_re.hea').id;

  it('are exactly what lies there, of the channels asked for', async () => {
    const [group] = parsed(FILES['s0010_re.hea']).groups;
    const block = await stage.block(of(), 0, 'from=1000&count=37&channels=14,0');
    expect(block).toMatchObject({ content: 'samples', from: 1000, count: 37, channels: [14, 0] });
    expect(block.values).toEqual(
      [14, 0].map((channel) => group?.channels[channel]?.samples.slice(1000, 1037)),
    );
  });

  it('end where the recording ends', async () => {
    expect(await stage.block(of(), 0, 'from=38390&count=100')).toMatchObject({ count: 10 });
    expect(await stage.block(of(), 0, 'from=50000')).toMatchObject({ count: 0 });
  });

  it('narrow buckets are made from the samples', async () => {
    const [group] = parsed(FILES['s0010_re.hea']).groups;
    const block = await stage.block(of(), 0, 'from=20&count=3&bucket=10&channels=1');
    const samples = Array.from(group?.channels[1]?.samples ?? []);
    const pairs = [20, 30, 40].flatMap((at) => {
      const bucket = samples.slice(at, at + 10);
      return [Math.min(...bucket), Math.max(...bucket)];
    });
    expect(block).toMatchObject({ content: 'minMax', bucketSamples: 10, count: 3 });
    expect(Array.from(block.values[0] ?? [])).toEqual(pairs);
  });

  it.each([
    'from=-1',
    'from=5&bucket=10',
    'bucket=0',
    'bucket=17',
    'bucket=16',
    'channels=15',
    'channels=1,1',
    'channels=a',
    'count=0',
    'count=99999999',
  ])('%s is no question', async (query) => {
    const response = await stage.get(of(), `/groups/0/data?${query}`);
    expect([response.status, (await response.json()) as object]).toMatchObject([
      400,
      { error: { code: 'request.invalid' } },
    ]);
  });

  it('a group that is not there is not found, a short recording has no stored beats', async () => {
    expect((await stage.get(of(), '/groups/7/data')).status).toBe(404);
    expect((await stage.get(of(), '/beats')).status).toBe(404);
    expect(await (await stage.get(of(), '/analysis')).json()).toEqual({
      state: 'none',
      analysis: null,
    });
  });
});

describe('who may see a recording', () => {
  it('nobody of another hospital, by no route', async () => {
    for (const path of ['', '/analysis', '/groups/0/data', '/beats']) {
      expect((await stage.get(recordOf('a.xml').id, path, stage.stranger)).status).toBe(404);
    }
    expect((await stage.get(recordOf('a.xml').id, '', stage.technician)).status).toBe(403);
  });

  it('is audited, once for a look that asks for many ranges', async () => {
    const { id } = recordOf('f.edf');
    stage.audited.length = 0;
    await stage.restart();
    await stage.manifest(id);
    for (const from of [0, 100, 200]) await stage.block(id, 0, `from=${from}&count=10`);
    expect(stage.audited).toMatchObject([
      { action: 'record.view', entity: 'caseRecord', entityId: id, caseId: stage.caseId },
    ]);
  });

  it('a record that is no ECG has none', async () => {
    await stage.drop([['x.pdf', ascii('%PDF-1.4 … %%EOF\n')]]);
    const pdf = (await stage.records()).find(({ file_name }) => file_name === 'x.pdf');
    expect((await stage.get(pdf?.id ?? '')).status).toBe(404);
  });
});

describe('what cannot be filed as an ECG', () => {
  it('cut short is kept back as damaged, not filed as half an ECG', async () => {
    const scp = ecgFile('ECG_20170504_163507_ANON000009.SCP');
    const cut = await stage.drop([
      ['cut.edf', edf.slice(0, -100)],
      ['cut.xml', ecgFile('129DYPRG.XML').slice(0, 50_000)],
      ['100.hea', ecgFile('wfdb/100.hea')],
      ['100.dat', ecgFile('wfdb/100.dat').slice(0, 1_000_000)],
      ['lies.scp', joined(scp.slice(0, 2100), new Uint8Array(scp.length - 2100).fill(0xff))],
    ]);
    expect(new Set(Object.values(cut))).toEqual(new Set(['quarantined file.damaged']));
  });

  it('a variant nobody can draw faithfully is filed as it is and says so', async () => {
    const xml = buildMuse({ leads: { I: wave } }).replace('CONTINUOUS_SAMPLES', 'OTHER');
    expect(await stage.drop([['odd.xml', ascii(xml)]])).toEqual({ 'odd.xml': 'attached' });
    const odd = (await stage.records()).find(({ file_name }) => file_name === 'odd.xml');
    expect(odd).toMatchObject({ kind: 'ecg', title: 'odd' });
    const response = await stage.get(odd?.id ?? '');
    expect(await response.json()).toMatchObject({ error: { code: 'ecg.unsupported' } });
  });

  it('an EEG is a document', async () => {
    const eeg = buildEdf({ signals: [{ label: 'EEG Fpz-Cz', records: [wave] }] });
    await stage.drop([['sleep.edf', eeg]]);
    const sleep = (await stage.records()).find(({ file_name }) => file_name === 'sleep.edf');
    expect(sleep).toMatchObject({ kind: 'document', category: 'other', title: 'sleep' });
  });
});

describe('WFDB recordings of many files', () => {
  const words = (length: number, first: number): Uint8Array =>
    joined(...Array.from({ length }, (_, at) => u16(first + at)));
  const segments = (name: string): (readonly [string, Uint8Array])[] => [
    [`w/${name}.hea`, ascii(`${name}/2 1 500 20\n${name}a 10\n${name}b 10`)],
    [`w/${name}a.hea`, ascii(`${name}a 1 500 10\n${name}a.dat 16 200 16 0 0 0 0 II`)],
    [`w/${name}a.dat`, words(10, 100)],
    [`w/${name}b.hea`, ascii(`${name}b 1 500 10\n${name}b.dat 16 200 16 0 0 0 0 II`)],
    [`w/${name}b.dat`, words(10, 200)],
  ];

  it('in segments are one record with all their files', async () => {
    const before = (await stage.records()).length;
    expect(new Set(Object.values(await stage.drop(segments('m'))))).toEqual(new Set(['attached']));
    const all = await stage.records();
    const record = all.find(({ file_name }) => file_name === 'm.hea');
    expect(all.length).toBe(before + 1);
    const parts = recordPayloadSchema.parse(record?.payload).parts ?? [];
    expect(parts.map(({ name }) => name)).toEqual(['ma.hea', 'ma.dat', 'mb.hea', 'mb.dat']);
    const block = await stage.block(record?.id ?? '', 0, 'from=8&count=4');
    expect(Array.from(block.values[0] ?? [])).toEqual([108, 109, 200, 201]);
  });

  it('of somebody else are kept back with all their files', async () => {
    stage.setPatient({ name: '王小明', sex: 'male' });
    const [first, ...rest] = segments('n');
    const named = Buffer.from('n/2 1 500 20\nna 10\nnb 10\n# patient name: 李小红\n# sex: F');
    const dropped = await stage.drop([[first?.[0] ?? '', named], ...rest]);
    expect(new Set(Object.values(dropped))).toEqual(new Set(['quarantined file.patientMismatch']));
    stage.setPatient({ name: '', sex: null });
  });

  it('whose samples begin like a picture are a recording all the same', async () => {
    const samples = joined([0xff, 0xd8, 0xff, 0xe0], words(8, 1));
    const dropped = await stage.drop([
      ['p/p.hea', ascii('p 1 500 10\np.dat 16 200 16 0 0 0 0 II')],
      ['p/p.dat', samples],
    ]);
    expect(new Set(Object.values(dropped))).toEqual(new Set(['attached']));
  });
});

describe('a manifest', () => {
  it('says who recorded, how it was filtered, and what the recorder computed', async () => {
    const manifest: EcgManifest = await stage.manifest(recordOf('a.xml').id);
    expect(manifest).toMatchObject({
      format: 'sierra',
      recordedAt: '2011-12-01T07:27:34',
      device: { model: 'HeartstartMRx' },
      recorderFilter: { highPassHz: 0.05, lowPassHz: 150 },
      durationS: 11,
      isLong: false,
      derived: 'none',
      sopInstanceUid: null,
    });
    expect(manifest.statements).toContain('Sinus bradycardia · rate< 50');
    expect(manifest.revision).toMatch(/^[0-9a-f]{64}$/u);
  });
});
