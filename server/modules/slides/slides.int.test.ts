import { createHash, randomBytes, randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SlideAnnotation } from '../../../shared/domain/slide/annotation';
import type { SlideManifest } from '../../../shared/domain/slide/manifest';
import { StackReader } from '../../../shared/domain/imaging/stackStream';
import { dataFile } from '../../dicom/testing/testData';
import { askForLevels, levelsOfFile } from '../../slide/derive/ask';
import { wsiFile, type TestWsi } from '../../slide/testing/wsiFile';
import { insertCase, insertRecord } from '../../testing/caseFixtures';
import { createTestServer, START, type TestServer } from '../../testing/testServer';
import { HOSPITALS, idOf } from '../../testing/world';

type Listing = {
  items: SlideManifest[];
  failures: { slideId: string; error: { code: string; params?: object } }[];
};

let stage: TestServer;
let caseId: string;
beforeAll(async () => {
  stage = await createTestServer();
  caseId = (await insertCase(stage.database.db, { state: 'accepted' })).id;
});
afterAll(() => stage.close());

async function addRecord(columns: {
  mime?: string;
  bytes?: Buffer;
  studyInstanceUid?: string;
}): Promise<string> {
  const blob = columns.bytes ? await stage.server.blobs.put(columns.bytes) : null;
  return insertRecord(stage.database.db, caseId, {
    kind: blob ? 'slide' : 'study',
    category: 'pathology',
    title: '切片',
    modality: blob ? null : 'SM',
    source: 'manual',
    occurred_at: START,
    added_at: START,
    mime: columns.mime ?? null,
    blob_sha256: blob?.sha256 ?? null,
    size_bytes: blob?.sizeBytes ?? null,
    study_instance_uid: columns.studyInstanceUid ?? null,
  });
}

const at = (recordId: string, rest = '') => `/v1/cases/${caseId}/records/${recordId}${rest}`;
async function listed(recordId: string): Promise<Listing> {
  const client = await stage.clientAs('requester');
  const reply = await client.get<Listing>(at(recordId, '/slides'));
  expect(reply.status).toBe(200);
  return reply.body;
}
async function only(recordId: string): Promise<SlideManifest> {
  const { items, failures } = await listed(recordId);
  expect(failures).toEqual([]);
  const [slide] = items;
  if (!slide) throw new Error('no slide');
  return slide;
}

async function bytesAt(url: string, person: 'requester' | 'stranger' | 'technician' = 'requester') {
  const { token } = await tokenOf(person);
  return stage.server.app.inject({ url, headers: { authorization: `Bearer ${token}` } });
}
/** The test client parses answers; tiles are bytes. */
async function tokenOf(person: 'requester' | 'stranger' | 'technician') {
  const token = randomBytes(24).toString('base64url');
  await stage.database.db
    .insertInto('session')
    .values({
      token_sha256: createHash('sha256').update(token).digest('hex'),
      user_id: idOf(person),
      created_at: START,
      expires_at: '2040-01-01T00:00:00.000Z',
      last_seen_at: START,
    })
    .execute();
  return { token };
}
const tileUrl = (recordId: string, slide: SlideManifest, tile: string) =>
  at(recordId, `/slides/${slide.slideId}/${slide.revision}/tiles/${tile}`);

describe('a slide file of a case', () => {
  let recordId: string;
  let slide: SlideManifest;
  beforeAll(async () => {
    const bytes = dataFile('pathology/CMU-1-Small-Region.svs');
    recordId = await addRecord({ mime: 'image/tiff', bytes });
    slide = await only(recordId);
  });

  it('gets the coarse levels its scanner left out, down to an overview', () => {
    expect(slide.levels.map(({ width, height, made }) => [width, height, made])).toEqual([
      [2220, 2967, 'file'],
      [1110, 1484, 'derived'],
      [555, 742, 'derived'],
      [278, 371, 'derived'],
    ]);
    expect(slide.preparing).toBeNull();
  });

  it('gives out tiles to be kept for good, under a revision', async () => {
    const tile = await bytesAt(tileUrl(recordId, slide, '0/3/4'));
    expect(tile.statusCode).toBe(200);
    expect(tile.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
    expect(await sharp(tile.rawPayload).metadata()).toMatchObject({ width: 240, height: 240 });
    const old = await bytesAt(tileUrl(recordId, { ...slide, revision: 'older' }, '0/3/4'));
    expect([old.statusCode, old.json<{ error: { code: string } }>().error.code]).toEqual([
      409,
      'slide.stale',
    ]);
  });

  it('has an overview that is the slide, smaller', async () => {
    const overview = await bytesAt(tileUrl(recordId, slide, '3/0/0'));
    const made = await sharp(overview.rawPayload).removeAlpha().raw().toBuffer();
    const expected = await sharp(dataFile('pathology/CMU-1-Small-Region.svs'))
      .resize(278, 371, { fit: 'fill', kernel: 'cubic' })
      .removeAlpha()
      .raw()
      .toBuffer();
    expect(made).toHaveLength(expected.length);
    const difference = made.reduce(
      (sum, value, i) => sum + Math.abs(value - (expected[i] ?? 0)),
      0,
    );
    expect(difference / made.length).toBeLessThan(6);
  });

  it('sends many tiles as one stream, in the order asked for', async () => {
    const answer = await bytesAt(
      at(recordId, `/slides/file/${slide.revision}/tiles?list=0/3/4,3/0/0,0/999/0`),
    );
    const parts = new StackReader().push(answer.rawPayload);
    expect(parts.map(({ want, kind, transferSyntaxUid: mime }) => [want, kind, mime])).toEqual([
      [0, 'stored', 'image/jpeg'],
      [1, 'stored', 'image/jpeg'],
      [2, 'failed', ''],
    ]);
    const alone = await bytesAt(tileUrl(recordId, slide, '0/3/4'));
    expect(Buffer.from(parts[0]?.bytes ?? []).equals(alone.rawPayload)).toBe(true);
  });

  it('shows its label only when asked for, and says in the log who asked', async () => {
    expect(slide.associated).toEqual(['label', 'macro']);
    const label = await bytesAt(at(recordId, '/slides/file/images/label'));
    expect(label.headers['cache-control']).toBe('private, no-store');
    const rows = await stage.database.db
      .selectFrom('audit_log')
      .select(['action', 'entity_id'])
      .where('action', 'like', 'slide.%')
      .execute();
    expect(rows).toEqual([
      { action: 'slide.view', entity_id: recordId },
      { action: 'slide.label', entity_id: recordId },
    ]);
  });

  it('does not exist for people of another hospital, nor clinically for a technician', async () => {
    for (const url of [
      tileUrl(recordId, slide, '0/3/4'),
      at(recordId, '/slides/file/images/label'),
    ]) {
      expect((await bytesAt(url, 'stranger')).statusCode).toBe(404);
      expect((await bytesAt(url, 'technician')).statusCode).toBe(403);
    }
  });
});

describe('a slide that was asked for on arrival', () => {
  const made = async (bytes: Buffer) => {
    const { sha256 } = await stage.server.blobs.put(bytes);
    await askForLevels(stage.database.db, levelsOfFile(sha256, 'image/tiff'));
    await stage.server.slides.takeUp();
    await stage.server.slides.idle();
    return stage.database.db
      .selectFrom('slide_pyramid')
      .select(['made_as', 'state'])
      .where('source_key', '=', sha256)
      .executeTakeFirst();
  };

  it('has its missing levels before anybody opens it', async () => {
    const slide = dataFile('pathology/CMU-1-Small-Region.svs');
    // other bytes at the end: another file, the same slide
    expect(await made(Buffer.concat([slide, Buffer.from('\0')]))).toEqual({
      made_as: 'levels',
      state: 'made',
    });
  });

  it('leaves nothing behind when it has all levels', async () => {
    const tiled = sharp({ create: { width: 900, height: 700, channels: 3, background: 'red' } });
    const options = { tile: true, tileWidth: 256, tileHeight: 256, pyramid: true } as const;
    const bytes = await tiled.tiff({ compression: 'jpeg', ...options }).toBuffer();
    expect(await made(bytes)).toBeUndefined();
  });

  it('is made a tiled file when it turns out to be one flat picture', async () => {
    const flat = sharp({ create: { width: 900, height: 701, channels: 3, background: 'blue' } });
    expect(await made(await flat.tiff().toBuffer())).toEqual({ made_as: 'picture', state: 'made' });
  });
});

describe('a flat picture as a slide', () => {
  it('waits while levels are made, then opens like any other', async () => {
    const noise = Buffer.from(Array.from({ length: 1500 * 1100 }, (_, n) => (n * 31) & 255));
    const bytes = await sharp(noise, { raw: { width: 1500, height: 1100, channels: 1 } })
      .png()
      .toBuffer();
    const recordId = await addRecord({ mime: 'image/png', bytes });
    expect(await only(recordId)).toMatchObject({ levels: [], preparing: { done: 0 } });
    await stage.server.slides.takeUp();
    await stage.server.slides.idle();
    const slide = await only(recordId);
    expect(slide).toMatchObject({
      width: 1500,
      height: 1100,
      preparing: null,
      micronsPerPixel: null,
    });
    expect(slide.levels.at(-1)?.width).toBeLessThanOrEqual(512);
    expect((await bytesAt(tileUrl(recordId, slide, '0/0/0'))).statusCode).toBe(200);
    expect(await stage.server.blobs.stat(await hashOf(recordId))).toMatchObject({
      sizeBytes: bytes.length,
    });
  });

  it('says so when the picture turns out to be damaged', async () => {
    const whole = await sharp({
      create: { width: 900, height: 900, channels: 3, background: 'red' },
    })
      .jpeg()
      .toBuffer();
    const recordId = await addRecord({
      mime: 'image/jpeg',
      bytes: Buffer.concat([whole.subarray(0, 300), Buffer.alloc(400)]),
    });
    await listed(recordId);
    await stage.server.slides.takeUp();
    await stage.server.slides.idle();
    expect((await listed(recordId)).failures).toMatchObject([{ error: { code: 'slide.damaged' } }]);
  });
});

const hashOf = async (recordId: string): Promise<string> =>
  (
    await stage.database.db
      .selectFrom('case_record')
      .select('blob_sha256')
      .where('id', '=', recordId)
      .executeTakeFirstOrThrow()
  ).blob_sha256 ?? '';

describe('DICOM slides', () => {
  const tile = (value: number, side = 256) => Buffer.alloc(side * side * 3, value);
  const jpeg = (value: number) =>
    sharp(tile(value), { raw: { width: 256, height: 256, channels: 3 } })
      .jpeg()
      .toBuffer();

  async function ingest(files: readonly Buffer[]): Promise<string> {
    let study = '';
    for (const file of files) {
      const filed = await stage.server.ingest.ingest(file, {
        hospitalId: HOSPITALS.north,
        uploadedBy: null,
      });
      if (!filed.ok) throw new Error(filed.error.code);
      study = filed.value.studyInstanceUid;
    }
    return addRecord({ studyInstanceUid: study });
  }
  async function valueAt(
    recordId: string,
    slide: SlideManifest,
    where: string,
  ): Promise<number | null> {
    const answer = await bytesAt(tileUrl(recordId, slide, where));
    if (answer.statusCode === 204) return null;
    const { data } = await sharp(answer.rawPayload).raw().toBuffer({ resolveWithObject: true });
    return data[0] ?? 0;
  }
  const base: Omit<TestWsi, 'sop' | 'frames'> = {
    series: '2.25.910',
    study: '2.25.900',
    totalColumns: 512,
    totalRows: 512,
    tile: 256,
  };

  it('are put together from the instances of a series: levels, parts of one level, what is no level', async () => {
    const first = { ...base, concatenation: { uid: '2.25.777', frameOffset: 0 } };
    const second = { ...base, concatenation: { uid: '2.25.777', frameOffset: 3 } };
    const recordId = await ingest([
      wsiFile({ ...second, sop: '2.25.912', frames: [tile(40)] }),
      wsiFile({ ...first, sop: '2.25.911', frames: [tile(10), tile(20), tile(30)] }),
      wsiFile({ ...base, sop: '2.25.913', totalColumns: 256, totalRows: 256, frames: [tile(99)] }),
      wsiFile({
        ...base,
        sop: '2.25.914',
        flavour: 'LABEL',
        totalColumns: 256,
        totalRows: 256,
        frames: [tile(1)],
      }),
    ]);
    const slide = await only(recordId);
    expect(slide).toMatchObject({
      slideId: '2.25.910',
      title: 'HE 染色',
      format: 'DICOM',
      micronsPerPixel: { x: 0.25, y: 0.5 },
      objectivePower: 40,
      associated: ['label'],
    });
    expect(slide.levels.map(({ width }) => width)).toEqual([512, 256]);
    const values = await Promise.all(
      ['0/0/0', '0/1/0', '0/0/1', '0/1/1', '1/0/0'].map((where) => valueAt(recordId, slide, where)),
    );
    expect(values).toEqual([10, 20, 30, 40, 99]);
  });

  it('may have tiles only where there is tissue', async () => {
    const sparse = { ...base, series: '2.25.920', study: '2.25.902', sop: '2.25.921' };
    const places = [
      [1, 1],
      [0, 0],
    ] as const;
    const recordId = await ingest([wsiFile({ ...sparse, frames: [tile(50), tile(60)], places })]);
    const slide = await only(recordId);
    const values = await Promise.all(
      ['0/0/0', '0/1/0', '0/0/1', '0/1/1'].map((where) => valueAt(recordId, slide, where)),
    );
    expect(values).toEqual([60, null, null, 50]);
  });

  it('with JPEG tiles give them out as they are', async () => {
    const frames = await Promise.all([jpeg(70), jpeg(80), jpeg(90), jpeg(100)]);
    const recordId = await ingest([
      wsiFile({
        ...base,
        series: '2.25.930',
        study: '2.25.903',
        sop: '2.25.931',
        frames,
        isJpeg: true,
      }),
    ]);
    const slide = await only(recordId);
    expect(slide.transcoded).toBe(false);
    const answer = await bytesAt(tileUrl(recordId, slide, '0/0/1'));
    expect(
      answer.rawPayload.subarray(0, frames[2]?.length).equals(frames[2] ?? Buffer.alloc(0)),
    ).toBe(true);
  });

  it('of other makers open too', async () => {
    const recordId = await ingest([
      dataFile('pathology/sm_image.dcm'),
      dataFile('pathology/sm_image_jpegls.dcm'),
    ]);
    const { items, failures } = await listed(recordId);
    expect(failures).toEqual([]);
    expect(
      items.map(({ width, height, micronsPerPixel }) => [width, height, micronsPerPixel !== null]),
    ).toEqual([
      [50, 50, true],
      [50, 50, true],
    ]);
    for (const slide of items) expect(await valueAt(recordId, slide, '0/2/2')).not.toBeNull();
  });

  it('say why they cannot be shown when frames do not form a grid', async () => {
    const odd = {
      ...base,
      series: '2.25.940',
      study: '2.25.904',
      sop: '2.25.941',
      frames: [tile(1), tile(2)],
    };
    const recordId = await ingest([
      wsiFile({
        ...odd,
        places: [
          [0.3, 0],
          [1, 0],
        ],
      }),
    ]);
    expect((await listed(recordId)).failures).toMatchObject([
      { error: { code: 'slide.unsupported', params: { what: 'tile positions' } } },
    ]);
  });
});

describe('drawings on a slide', () => {
  const shape = {
    kind: 'line',
    points: [
      [10, 10],
      [200, 90],
    ],
    text: '最大径',
  };
  let recordId: string;
  beforeAll(async () => {
    recordId = await addRecord({
      mime: 'image/tiff',
      bytes: dataFile('pathology/CMU-1-Small-Region.svs'),
    });
  });

  it('belong to who drew them, and are seen by all who see the case', async () => {
    const [author, colleague] = [
      await stage.clientAs('requester'),
      await stage.clientAs('colleague'),
    ];
    const body = { idempotencyKey: randomUUID(), slideId: 'file', shape };
    const added = await author.call<SlideAnnotation>('POST', at(recordId, '/annotations'), body);
    expect([added.status, added.body]).toMatchObject([
      201,
      { id: body.idempotencyKey, version: 1, authorName: '北申请', shape },
    ]);
    const again = await author.call<SlideAnnotation>('POST', at(recordId, '/annotations'), body);
    expect(again.body.id).toBe(body.idempotencyKey);
    const seen = await colleague.get<{ items: SlideAnnotation[] }>(at(recordId, '/annotations'));
    expect(seen.body.items).toHaveLength(1);
    const one = at(recordId, `/annotations/${body.idempotencyKey}`);
    const changed = { shape: { ...shape, text: '改' }, expectedVersion: 1 };
    expect((await colleague.call('PUT', one, changed)).error?.code).toBe(
      'slide.annotationNotYours',
    );
    expect((await author.call<SlideAnnotation>('PUT', one, changed)).body).toMatchObject({
      version: 2,
    });
    expect((await author.call('PUT', one, changed)).error?.code).toBe('case.staleVersion');
    expect((await colleague.call('DELETE', one)).error?.code).toBe('slide.annotationNotYours');
    expect((await author.call('DELETE', one)).status).toBe(200);
    expect((await author.call('DELETE', one)).error?.code).toBe('slide.annotationGone');
  });

  it('are not taken on a closed case, nor on a record of another case', async () => {
    const author = await stage.clientAs('requester');
    const body = { idempotencyKey: randomUUID(), slideId: 'file', shape };
    const other = await insertCase(stage.database.db, { state: 'cancelled' });
    const elsewhere = `/v1/cases/${other.id}/records/${recordId}/annotations`;
    expect((await author.call('POST', elsewhere, body)).error?.code).toBe('case.illegalTransition');
    const open = await insertCase(stage.database.db, { state: 'accepted' });
    const wrong = `/v1/cases/${open.id}/records/${recordId}/annotations`;
    expect((await author.call('POST', wrong, body)).error?.code).toBe('request.notFound');
  });

  it('are refused when they are no drawing', async () => {
    const author = await stage.clientAs('requester');
    const body = {
      idempotencyKey: randomUUID(),
      slideId: 'file',
      shape: { ...shape, points: [[0, 0]] },
    };
    expect((await author.call('POST', at(recordId, '/annotations'), body)).status).toBe(400);
  });
});
