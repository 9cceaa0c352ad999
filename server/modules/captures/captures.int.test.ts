import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FilmConversion } from '../../../shared/domain/film/film';
import type { KeyImage } from '../../../shared/domain/report/report';
import { insertCase, insertRecord } from '../../testing/caseFixtures';
import { createTestServer, START, type TestServer } from '../../testing/testServer';

let stage: TestServer;
let caseId: string;
let folder: string;
beforeAll(async () => {
  stage = await createTestServer();
  caseId = (await insertCase(stage.database.db, { state: 'accepted' })).id;
  folder = mkdtempSync(path.join(os.tmpdir(), 'huizhen-sc-'));
});
afterAll(() => stage.close());

const [width, height] = [300, 200];
/** Every pixel has a value of its own along the row, rows differ. */
const grey = Buffer.from(
  Array.from({ length: width * height }, (_, n) => ((n % width) + Math.floor(n / width) * 3) & 255),
);
const scanPng = () =>
  sharp(grey, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();

async function addRecord(bytes: Buffer, kind = 'image'): Promise<string> {
  const blob = await stage.server.blobs.put(bytes);
  return insertRecord(stage.database.db, caseId, {
    kind,
    category: 'film',
    title: '外院胸部CT胶片',
    occurred_at: START,
    added_at: START,
    file_name: 'film.png',
    mime: 'image/png',
    blob_sha256: blob.sha256,
    size_bytes: blob.sizeBytes,
  });
}

const film = (patch: Partial<FilmConversion> = {}): FilmConversion => ({
  modality: 'CT',
  takenOn: '2026-03-12',
  description: '外院胸部CT（胶片）',
  reference: { width, height },
  orientation: { quarterTurns: 0, mirrored: false },
  inverted: false,
  images: [
    {
      crop: { x: 10, y: 20, width: 100, height: 60 },
      window: { low: 0.1, high: 0.9 },
      scale: { a: { x: 0, y: 0 }, b: { x: 0, y: 200 }, lengthMm: 100 },
    },
  ],
  burnedIn: true,
  ...patch,
});

async function convert(recordId: string, body: FilmConversion, id = randomUUID()) {
  const client = await stage.clientAs('requester');
  return client.call<{ recordId: string; studyInstanceUid: string }>(
    'POST',
    `/v1/cases/${caseId}/records/${recordId}/film`,
    { idempotencyKey: id, film: body },
  );
}

/** Files of a study, in instance order, on disk for tools that are not ours. */
async function filesOf(studyUid: string): Promise<string[]> {
  const rows = await stage.database.db
    .selectFrom('dicom_instance')
    .select(['blob_sha256', 'instance_number'])
    .where('study_instance_uid', '=', studyUid)
    .orderBy('instance_number')
    .execute();
  const files: string[] = [];
  for (const { blob_sha256 } of rows) {
    const stream = await stage.server.blobs.open(blob_sha256);
    if (!stream) throw new Error('no blob');
    const file = path.join(folder, `${blob_sha256}.dcm`);
    writeFileSync(file, Buffer.concat(await stream.toArray()));
    files.push(file);
  }
  return files;
}
const dump = (file: string) => execFileSync('dcmdump', ['-q', '+L', file], { encoding: 'utf8' });
const valueIn = (text: string, tag: string) =>
  new RegExp(`^\\(${tag}\\) .. (?:\\[(.*?)\\]|=?(\\S+))`, 'm')
    .exec(text)
    ?.slice(1)
    .find(Boolean)
    ?.trim();
/** Pixels as DCMTK decodes them, without any window. */
function pixelsOf(file: string): Promise<Buffer> {
  const out = path.join(folder, `${randomUUID()}.png`);
  execFileSync('dcmj2pnm', ['--write-png', '--no-windowing', file, out]);
  return sharp(readFileSync(out)).toColourspace('b-w').raw().toBuffer();
}

describe('a scanned film', () => {
  it('becomes a DICOM object that DCMTK reads, with scale, window and origin in it', async () => {
    const recordId = await addRecord(await scanPng());
    const reply = await convert(recordId, film());
    expect(reply.status).toBe(201);
    const [file] = await filesOf(reply.body.studyInstanceUid);
    const text = dump(file ?? '');
    const value = (tag: string) => valueIn(text, tag);
    expect({
      sopClass: value('0008,0016'),
      charset: value('0008,0005'),
      name: value('0010,0010'),
      conversion: value('0008,0064'),
      modality: value('0008,0060'),
      date: value('0008,0020'),
      spacing: value('0028,0030'),
      calibration: value('0028,0a02'),
      how: value('0028,0a04'),
      burnedIn: value('0028,0301'),
      lossy: value('0028,2110'),
      rows: value('0028,0010'),
      columns: value('0028,0011'),
      centre: value('0028,1050'),
      operator: value('0008,1070'),
    }).toEqual({
      sopClass: 'SecondaryCaptureImageStorage',
      charset: 'ISO_IR 192',
      name: expect.stringMatching(/^=/),
      conversion: 'DF',
      modality: 'CT',
      date: '20260312',
      spacing: '0.5\\0.5',
      calibration: 'FIDUCIAL',
      how: '2-point ruler: 100 mm = 200.0 px, 20261124',
      burnedIn: 'YES',
      lossy: '00',
      rows: '60',
      columns: '100',
      centre: '127.5',
      operator: '=北申请',
    });
    expect(value('0008,2111')).toContain(recordId);
  });

  it('keeps the grey values of the scan, laid as asked', async () => {
    const recordId = await addRecord(await scanPng());
    const at = (x: number, y: number) => grey[y * width + x] ?? 0;
    const turned = film({ orientation: { quarterTurns: 1, mirrored: true }, inverted: true });
    for (const [body, expected] of [
      [film(), (x: number, y: number) => at(x + 10, y + 20)],
      // a quarter turn clockwise, then mirrored: rows and columns change places
      [turned, (x: number, y: number) => 255 - at(y + 20, x + 10)],
    ] as const) {
      const reply = await convert(recordId, body);
      const [file] = await filesOf(reply.body.studyInstanceUid);
      const pixels = await pixelsOf(file ?? '');
      for (const [x, y] of [
        [0, 0],
        [99, 0],
        [0, 59],
        [50, 30],
        [99, 59],
      ] as const)
        expect(pixels[y * 100 + x]).toBe(expected(x, y));
    }
  });

  it('gives several images their own scale, and is one study of the case', async () => {
    const recordId = await addRecord(await scanPng());
    const [image] = film().images;
    if (!image) throw new Error('no image');
    const images = [
      image,
      { ...image, crop: { x: 150, y: 0, width: 64, height: 64 }, scale: null },
    ];
    const reply = await convert(recordId, film({ images }));
    const texts = (await filesOf(reply.body.studyInstanceUid)).map(dump);
    expect(texts.map((text) => valueIn(text, '0028,0030'))).toEqual(['0.5\\0.5', undefined]);
    const detail = (await (await stage.clientAs('requester')).caseOf(caseId)).body;
    const record = detail.records.find(({ id }) => id === reply.body.recordId);
    expect(record).toMatchObject({
      kind: 'study',
      category: 'film',
      modality: 'CT',
      source: 'derived',
      title: '外院胸部CT（胶片）',
      itemCount: 2,
      payload: { derivedFrom: { recordId, title: '外院胸部CT胶片' } },
    });
    expect(detail.records.some(({ id }) => id === recordId)).toBe(true);
  });

  it('keeps sixteen bits where the scanner gave sixteen', async () => {
    const deep = new Uint16Array(Array.from({ length: 64 * 64 }, (_, n) => n * 16));
    const tiff = await sharp(deep, { raw: { width: 64, height: 64, channels: 1 } })
      .toColourspace('grey16')
      .tiff({ compression: 'none' })
      .toBuffer();
    const recordId = await addRecord(tiff);
    const [image] = film().images;
    const images = [
      {
        ...image,
        crop: { x: 0, y: 0, width: 64, height: 64 },
        window: { low: 0, high: 1 },
        scale: null,
      },
    ];
    const reply = await convert(
      recordId,
      film({
        reference: { width: 64, height: 64 },
        images: images,
      }),
    );
    expect(reply.status).toBe(201);
    const [file] = await filesOf(reply.body.studyInstanceUid);
    expect(valueIn(dump(file ?? ''), '0028,0101')).toBe('16');
    const raw = readFileSync(file ?? '').subarray(-64 * 64 * 2);
    expect([raw.readUInt16LE(2), raw.readUInt16LE(200)]).toEqual([16, 1600]);
  });

  it('takes places and scale from a smaller picture the browser saw', async () => {
    const recordId = await addRecord(await scanPng());
    const half = film({
      reference: { width: 150, height: 100 },
      images: [
        {
          crop: { x: 5, y: 10, width: 50, height: 30 },
          window: { low: 0, high: 1 },
          scale: { a: { x: 0, y: 0 }, b: { x: 0, y: 100 }, lengthMm: 100 },
        },
      ],
    });
    const reply = await convert(recordId, half);
    const [file] = await filesOf(reply.body.studyInstanceUid);
    const text = dump(file ?? '');
    const shape = ['0028,0010', '0028,0011', '0028,0030'].map((tag) => valueIn(text, tag));
    expect(shape).toEqual(['60', '100', '0.5\\0.5']);
    expect((await pixelsOf(file ?? ''))[0]).toBe(grey[20 * width + 10]);
    const squeezed = film({ reference: { width: 150, height: 60 } });
    expect((await convert(recordId, squeezed)).error?.code).toBe('film.crop');
  });

  it('is converted once, however often it is sent', async () => {
    const recordId = await addRecord(await scanPng());
    const id = randomUUID();
    const first = await convert(recordId, film(), id);
    stage.clock.set('2026-11-24T05:00:00.000Z');
    const again = await convert(recordId, film(), id);
    expect(again.body).toEqual(first.body);
    expect(await filesOf(first.body.studyInstanceUid)).toHaveLength(1);
  });

  it.each([
    [
      'film.crop',
      {
        images: [
          {
            crop: { x: 250, y: 0, width: 100, height: 60 },
            window: { low: 0, high: 1 },
            scale: null,
          },
        ],
      },
    ],
    [
      'film.calibration',
      {
        images: [
          {
            crop: { x: 0, y: 0, width: 100, height: 60 },
            window: { low: 0, high: 1 },
            scale: { a: { x: 0, y: 0 }, b: { x: 3, y: 0 }, lengthMm: 100 },
          },
        ],
      },
    ],
  ] as const)('is refused with %s', async (code, patch) => {
    const recordId = await addRecord(await scanPng());
    const reply = await convert(recordId, film(patch as unknown as Partial<FilmConversion>));
    expect([reply.status, reply.error?.code]).toEqual([400, code]);
  });

  it('is not made of what is no picture, nor on a closed case, nor by who does not see it', async () => {
    const document = await addRecord(Buffer.from('%PDF-1.4'), 'document');
    expect((await convert(document, film())).error?.code).toBe('film.notPicture');
    const damaged = await addRecord((await scanPng()).subarray(0, 200));
    expect((await convert(damaged, film())).error?.code).toBe('file.damaged');
    const recordId = await addRecord(await scanPng());
    const stranger = await stage.clientAs('stranger');
    const url = `/v1/cases/${caseId}/records/${recordId}/film`;
    expect(
      (await stranger.call('POST', url, { idempotencyKey: randomUUID(), film: film() })).status,
    ).toBe(404);
    const closed = (await insertCase(stage.database.db, { state: 'archived' })).id;
    const client = await stage.clientAs('requester');
    const elsewhere = `/v1/cases/${closed}/records/${recordId}/film`;
    expect(
      (await client.call('POST', elsewhere, { idempotencyKey: randomUUID(), film: film() })).error
        ?.code,
    ).toBe('case.illegalTransition');
  });
});

describe('a picture captured from a slide or a video', () => {
  async function capture(source: object, patch: object = {}) {
    const recordId = await addRecord(await scanPng(), 'slide');
    const png = await sharp({
      create: { width: 80, height: 40, channels: 3, background: '#804020' },
    })
      .png()
      .toBuffer();
    const client = await stage.clientAs('requester');
    const body = {
      idempotencyKey: randomUUID(),
      recordId,
      png: png.toString('base64'),
      caption: '核分裂象',
      source,
      ...patch,
    };
    return client.call<{ recordId: string; keyImage: KeyImage }>(
      'POST',
      `/v1/cases/${caseId}/captures`,
      body,
    );
  }
  const view = {
    kind: 'slide',
    slideId: 'file',
    centre: { x: 1200.4, y: 900 },
    micronsPerPixel: { x: 0.5, y: 0.5 },
    rotation: 90,
    magnification: 20,
  };

  it('is a key image with the slide’s scale and place in it', async () => {
    const reply = await capture(view);
    expect(reply.status).toBe(201);
    const { keyImage } = reply.body;
    const [file] = await filesOf(keyImage.studyInstanceUid);
    const text = dump(file ?? '');
    expect(valueIn(text, '0028,0030')).toBe('0.0005\\0.0005');
    expect(valueIn(text, '0028,0a02')).toBe('GEOMETRY');
    expect(valueIn(text, '0008,2111')).toContain('centre x=1200 y=900');
    expect(valueIn(text, '0020,4000')).toBe('核分裂象');
  });

  it('of a video says when in the video, and that it is not diagnostic', async () => {
    const reply = await capture({ kind: 'video', seconds: 12.34 });
    const [file] = await filesOf(reply.body.keyImage.studyInstanceUid);
    const text = dump(file ?? '');
    expect(valueIn(text, '0008,0064')).toBe('DV');
    expect(valueIn(text, '0008,2111')).toMatch(/12\.340 s .* not for diagnosis/);
    expect(valueIn(text, '0028,0030')).toBeUndefined();
  });

  it('gathers in one study of the case', async () => {
    const [first, second] = [await capture(view), await capture(view)];
    expect(second.body.recordId).toBe(first.body.recordId);
  });

  it('is refused when it is no picture', async () => {
    expect(
      (await capture(view, { png: Buffer.from('<svg/>').toString('base64') })).error?.code,
    ).toBe('file.damaged');
  });
});
