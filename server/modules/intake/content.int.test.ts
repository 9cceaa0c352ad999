import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import sharp from 'sharp';
import type { Actor } from '../../../shared/domain/identity/actor';
import { dataFile } from './testing/files';
import { asActor, createStage, type Stage } from './testing/intakeStage';
import { makeTar } from './testing/tar';
import { baseUrl, uploadAndProcess } from './testing/upload';

const pdf = Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(2000), Buffer.from('\n%%EOF')]);
const [width, height] = [6, 4];

/** 24-bit bitmap: red above, blue below, rows from the bottom up and padded. */
function bitmap(): Buffer {
  const rowBytes = Math.ceil((width * 3) / 4) * 4;
  const head = Buffer.alloc(54);
  head.write('BM');
  head.writeUInt32LE(54 + rowBytes * height, 2);
  head.writeUInt32LE(54, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(width, 18);
  head.writeInt32LE(height, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(24, 28);
  const rows = Array.from({ length: height }, (_, y) => {
    const row = Buffer.alloc(rowBytes);
    for (let x = 0; x < width; x++) row[x * 3 + (y < height / 2 ? 0 : 2)] = 255;
    return row;
  });
  return Buffer.concat([head, ...rows]);
}

let stage: Stage;
const ids = new Map<string, string>();
beforeAll(async () => {
  stage = await createStage();
  const tiff = await sharp({ create: { width, height, channels: 3, background: 'lime' } })
    .tiff({ compression: 'lzw' })
    .toBuffer();
  const files: [string, Buffer][] = [
    ['出院 小结(1).pdf', pdf],
    ['a.tif', tiff],
    ['b.bmp', bitmap()],
    ['c.scp', await dataFile('ecg/ECG_20070321_110542_ANON000004.SCP')],
    ['100.hea', await dataFile('ecg/wfdb/100.hea')],
    ['100.dat', await dataFile('ecg/wfdb/100.dat')],
  ];
  await uploadAndProcess(stage, { name: 'x', bundle: 'tar', bytes: makeTar(files) });
  for (const row of await stage.database.db.selectFrom('case_record').selectAll().execute())
    ids.set(row.file_name ?? '', row.id);
});
afterAll(async () => {
  await stage.close();
});

const get = (
  file: string,
  query = '',
  headers: Record<string, string> = {},
  actor: Actor = stage.doctor,
) =>
  fetch(
    `${baseUrl(stage)}/v1/cases/${stage.caseId}/records/${ids.get(file) ?? randomUUID()}/content${query}`,
    {
      headers: { ...asActor(actor), ...headers },
    },
  );
const headersOf = ({ headers }: Response): Record<string, string> => {
  const all: Record<string, string> = {};
  headers.forEach((value, name) => (all[name] = value));
  return all;
};
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

describe('content of a record', () => {
  it('is what was uploaded, shown inline only where that is safe', async () => {
    const response = await get('出院 小结(1).pdf');
    expect(response.status).toBe(200);
    expect(headersOf(response)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="__ __(1).pdf"; filename*=UTF-8''%E5%87%BA%E9%99%A2%20%E5%B0%8F%E7%BB%93%281%29.pdf`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'cache-control': 'private, no-cache',
      'content-length': String(pdf.length),
    });
    expect(await bytesOf(response)).toEqual(pdf);
    for (const file of ['a.tif', 'b.bmp', 'c.scp', '100.hea']) {
      expect((await get(file)).headers.get('content-disposition')).toMatch(/^attachment;/);
    }
  });

  it('never leaves as a type that could run, whatever the database says', async () => {
    await stage.database.db
      .updateTable('case_record')
      .set({ mime: 'text/html' })
      .where('file_name', '=', 'c.scp')
      .execute();
    const response = await get('c.scp');
    expect([
      response.headers.get('content-type'),
      response.headers.get('content-disposition')?.slice(0, 11),
    ]).toEqual(['application/octet-stream', 'attachment;']);
  });

  it.each([
    ['bytes=0-8', 0, 9],
    ['bytes=100-', 100, pdf.length],
    ['bytes=-5', pdf.length - 5, pdf.length],
    ['bytes=10-999999', 10, pdf.length],
  ])('answers the range %s', async (range, start, end) => {
    const response = await get('出院 小结(1).pdf', '', { range });
    expect([response.status, response.headers.get('content-range')]).toEqual([
      206,
      `bytes ${start}-${end - 1}/${pdf.length}`,
    ]);
    expect(await bytesOf(response)).toEqual(pdf.subarray(start, end));
  });

  it('refuses a range behind the end and ignores what is no range', async () => {
    const behind = await get('出院 小结(1).pdf', '', { range: `bytes=${pdf.length}-` });
    expect([behind.status, behind.headers.get('content-range')]).toEqual([
      416,
      `bytes */${pdf.length}`,
    ]);
    expect((await get('出院 小结(1).pdf', '', { range: 'lines=1-2' })).status).toBe(200);
  });

  it('is not sent again to whoever has it', async () => {
    const etag = (await get('a.tif')).headers.get('etag') ?? '';
    expect((await get('a.tif', '', { 'if-none-match': etag })).status).toBe(304);
  });

  it('converts images no browser shows', async () => {
    for (const [file, corner] of [
      ['a.tif', [0, 255, 0]],
      ['b.bmp', [255, 0, 0]],
    ] as const) {
      const response = await get(file, '?rendition=png');
      expect([
        response.headers.get('content-type'),
        response.headers.get('content-disposition')?.slice(0, 7),
      ]).toEqual(['image/png', 'inline;']);
      const { data, info } = await sharp(await bytesOf(response))
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
      expect([info.width, info.height, [...data.subarray(0, 3)]]).toEqual([
        width,
        height,
        [...corner],
      ]);
    }
  });

  it('makes pictures small for lists, and says of anything else that it is none', async () => {
    const response = await get('b.bmp', '?rendition=thumbnail');
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    const small = await sharp(await bytesOf(response)).metadata();
    expect([small.width, small.height]).toEqual([width, height]);
    expect((await get('出院 小结(1).pdf', '?rendition=thumbnail')).status).toBe(422);
  });

  it('gives out every file of a recording', async () => {
    const response = await get('100.hea', '?part=0');
    expect((await bytesOf(response)).equals(await dataFile('ecg/wfdb/100.dat'))).toBe(true);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect((await get('100.hea', '?part=1')).status).toBe(404);
  });

  it('is only for those who may see the case, and every look is on record', async () => {
    expect((await get('a.tif', '', {}, stage.stranger)).status).toBe(404);
    expect((await get('a.tif', '', {}, stage.technician)).status).toBe(403);
    expect((await get('missing')).status).toBe(404);
    expect((await get('a.tif', '?rendition=html')).status).toBe(400);
    stage.audited.length = 0;
    await get('a.tif');
    expect(stage.audited).toMatchObject([
      {
        action: 'record.view',
        entityId: ids.get('a.tif'),
        actorId: stage.doctor.userId,
        caseId: stage.caseId,
      },
    ]);
  });

  it('ends when the record is taken off the case', async () => {
    const { db } = stage.database;
    await db
      .updateTable('case_record')
      .set({ removed_at: new Date().toISOString() })
      .where('file_name', '=', 'b.bmp')
      .execute();
    expect((await get('b.bmp')).status).toBe(404);
  });
});
