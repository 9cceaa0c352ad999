import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { brotliDecompressSync } from 'node:zlib';
import sharp from 'sharp';
import type { Actor } from '../../../shared/domain/identity/actor';
import { bufferSource } from '../parse/byteSource';
import { indexDicom } from '../parse/indexDicom';
import { anInstance } from '../testing/dicomFile';
import { createDicomWebApp, type DicomWebApp } from '../testing/dicomWebApp';
import { parseMultipart, STOW_TYPE, stowBody } from '../testing/multipart';
import { dataFile, dataFiles } from '../testing/testData';

let web: DicomWebApp;
let requester: Actor | null;
beforeAll(async () => {
  web = await createDicomWebApp();
  requester = web.actor;
});
afterAll(() => web.close());
beforeEach(async () => {
  await web.reset();
  web.actor = requester;
  web.visible = null;
  web.clock = new Date('2026-03-01T08:00:00Z');
});

const CT = 'dicom/transfer-syntax-ct/CTImage.dcm';
const JPEG_LS = `${CT}_JPEGLSLosslessTransferSyntax_1.2.840.10008.1.2.4.80.dcm`;
const stow = (files: readonly Buffer[], path = '/studies') =>
  web.app.inject({
    method: 'POST',
    url: `/dicom-web${path}`,
    headers: { 'content-type': STOW_TYPE },
    payload: stowBody(files),
  });
const get = (path: string, accept?: string, headers: Record<string, string> = {}) =>
  web.app.inject({ url: path, headers: { ...headers, ...(accept && { accept }) } });
const partsOf = (response: Awaited<ReturnType<typeof get>>) =>
  parseMultipart(String(response.headers['content-type']), response.rawPayload);
const query = async (path: string) =>
  (await get(`/dicom-web${path}`)).json<Record<string, { Value?: unknown[] }>[]>();

/** Stores one file and answers its path. */
async function stored(file: Buffer): Promise<string> {
  const response = await stow([file]);
  expect(response.statusCode, response.body).toBe(200);
  return new URL(response.json()['00081199'].Value[0]['00081190'].Value[0]).pathname;
}

describe('STOW-RS', () => {
  it('stores every kind of file there is, and gives each back byte for byte', async () => {
    const names = dataFiles('dicom').filter((name) => !/series-ct-lidc|study-mr-ihe/.test(name));
    const refused: string[] = [];
    for (const name of names) {
      await web.reset();
      const response = await stow([dataFile(name)]);
      if (response.statusCode !== 200) {
        refused.push(name);
        continue;
      }
      const path = new URL(response.json()['00081199'].Value[0]['00081190'].Value[0]).pathname;
      const back = await get(path, 'application/dicom; transfer-syntax=*');
      expect(back.rawPayload.equals(dataFile(name)), name).toBe(true);
    }
    // No study UID, no SOP instance UID or no preamble: such objects cannot be filed.
    expect(refused.map((name) => name.replace('dicom/', ''))).toEqual([
      'charset/chrSQEncoding.dcm',
      'charset/chrSQEncoding1.dcm',
      'codec/HTJ2KLossless_08_RGB.dcm',
      'codec/JLSL_16_15_1_1F.dcm',
      'codec/JLSL_RGB_ILV0.dcm',
      'dicomdir/DICOMDIR',
      'pydicom/JPEGLSNearLossless_08.dcm',
      'pydicom/JPEGLSNearLossless_16.dcm',
      'pydicom/SC_rgb_jls_lossy_line.dcm',
      'pydicom/SC_rgb_jls_lossy_sample.dcm',
      'pydicom/rtstruct.dcm',
    ]);
  });

  it('answers good and bad objects of one request each for itself', async () => {
    const response = await stow([
      anInstance(),
      Buffer.from('junk'),
      anInstance({ more: [['00104000', 'LT', 'x']] }),
    ]);
    expect(response.statusCode).toBe(202);
    expect(response.json()).toMatchObject({
      '00081190': { Value: [expect.stringContaining('/dicom-web/studies/2.25.1')] },
      '00081199': { Value: [{ '00081155': { Value: ['2.25.3'] } }] },
      '00081198': {
        Value: [{ '00081155': { Value: ['2.25.3'] }, '00081197': { Value: [0x0111] } }],
      },
      '0008119A': { Value: [{ '00081197': { Value: [0xc000] } }] },
    });
  });

  it.each([
    [
      '409 when nothing could be stored',
      '/studies',
      STOW_TYPE,
      stowBody([Buffer.from('junk')]),
      409,
    ],
    [
      '409 when the object is of another study than the path',
      '/studies/2.25.7',
      STOW_TYPE,
      stowBody([anInstance()]),
      409,
    ],
    ['400 when there is no object', '/studies', STOW_TYPE, stowBody([]), 400],
    [
      '400 when the body ends in the middle',
      '/studies',
      STOW_TYPE,
      stowBody([anInstance()]).subarray(0, -40),
      400,
    ],
    [
      '415 for JSON metadata',
      '/studies',
      STOW_TYPE.replace('application/dicom', 'application/dicom+json'),
      Buffer.alloc(0),
      415,
    ],
    ['415 for another content type', '/studies', 'text/plain', Buffer.from('x'), 415],
  ])('answers %s', async (_, path, type, payload, status) => {
    const url = `/dicom-web${path}`;
    const response = await web.app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': type },
      payload,
    });
    expect(response.statusCode).toBe(status);
  });

  it('names the objects that are of another study than the path', async () => {
    const response = await stow([anInstance()], '/studies/2.25.7');
    expect(response.json()['00081198'].Value).toMatchObject([
      { '00081155': { Value: ['2.25.3'] }, '00081197': { Value: [0xa900] } },
    ]);
  });

  it('takes a boundary that is quoted, a preamble, and parts without headers', async () => {
    const file = anInstance();
    const payload = Buffer.concat([
      Buffer.from('ignore me\r\n--a b\r\n\r\n'),
      file,
      Buffer.from('\r\n--a b--\r\nand me'),
    ]);
    const headers = {
      'content-type': 'multipart/related; type="application/dicom"; boundary="a b"',
    };
    const response = await web.app.inject({
      method: 'POST',
      url: '/dicom-web/studies',
      headers,
      payload,
    });
    expect(response.statusCode).toBe(200);
  });

  it('refuses who may not store, before reading anything', async () => {
    web.actor = { ...requester, role: 'auditor' } as Actor;
    const response = await stow([anInstance()]);
    expect([response.statusCode, response.json().error.code]).toEqual([403, 'auth.roleNotAllowed']);
  });
});

describe('access', () => {
  it('answers 401 with problem details when nobody is signed in', async () => {
    web.actor = null;
    const response = await get('/dicom-web/studies');
    expect(response.statusCode).toBe(401);
    expect(response.headers['content-type']).toContain('application/problem+json');
    expect(response.json()).toMatchObject({ status: 401, error: { code: 'auth.required' } });
  });

  it('a study out of scope does not exist, by any path', async () => {
    const path = await stored(dataFile(CT));
    web.visible = [];
    const [, , , study, , series] = path.split('/');
    const paths = [
      path,
      `${path}/metadata`,
      `${path}/frames/1`,
      `${path}/rendered`,
      `${path}/thumbnail`,
      `${path}/bulkdata/7FE00010`,
      `/dicom-web/studies/${study}`,
      `/dicom-web/studies/${study}/metadata`,
      `/dicom-web/studies/${study}/series/${series}/metadata`,
    ];
    const codes = await Promise.all(paths.map(async (each) => (await get(each)).statusCode));
    expect(codes).toEqual(paths.map(() => 404));
    expect(await query('/studies')).toEqual([]);
    expect(await query(`/studies/${study}/instances`)).toEqual([]);
    expect(web.audits.filter(({ action }) => action === 'view' || action === 'export')).toEqual([]);
  });

  it('audits each store, search and retrieve once, and frames once per series within ten minutes', async () => {
    const path = await stored(dataFile(CT));
    await get(path);
    await get('/dicom-web/studies');
    await get(`${path}/frames/1`);
    await get(`${path}/frames/1`);
    web.clock = new Date('2026-03-01T08:11:00Z');
    await get(`${path}/frames/1`);
    expect(web.audits.map(({ action }) => action)).toEqual([
      'store',
      'export',
      'query',
      'view',
      'view',
    ]);
  });
});

describe('WADO-RS instances', () => {
  it('converts compressed objects to Explicit VR Little Endian unless told otherwise', async () => {
    const path = await stored(dataFile(JPEG_LS));
    const [part] = partsOf(await get(path));
    expect(part?.headers).toContain('application/dicom; transfer-syntax=1.2.840.10008.1.2.1');
    const [converted, original] = await Promise.all([
      indexDicom(bufferSource(part?.body ?? Buffer.alloc(0))),
      indexDicom(bufferSource(dataFile(JPEG_LS))),
    ]);
    if (!converted.ok || !original.ok) throw new Error('unreadable');
    expect(converted.value.transferSyntaxUid).toBe('1.2.840.10008.1.2.1');
    const decodedPixels = { vr: 'OW', BulkDataURI: '7FE00010' };
    expect(converted.value.dataSet).toEqual({
      ...original.value.dataSet,
      '7FE00010': decodedPixels,
    });
  });

  it('gives the stored object for transfer-syntax=* and for its own syntax', async () => {
    const path = await stored(dataFile(JPEG_LS));
    for (const wish of ['*', '1.2.840.10008.1.2.4.80']) {
      const [part] = partsOf(
        await get(path, `multipart/related; type="application/dicom"; transfer-syntax=${wish}`),
      );
      expect(part?.body.equals(dataFile(JPEG_LS))).toBe(true);
    }
  });

  it('answers 406 for a syntax it cannot make and for media types that are no DICOM', async () => {
    const path = await stored(dataFile(JPEG_LS));
    for (const accept of [
      'application/dicom; transfer-syntax=1.2.840.10008.1.2.4.90',
      'text/html',
    ]) {
      expect((await get(path, accept)).statusCode).toBe(406);
    }
  });

  it('retrieves a whole study in the order of its instance numbers', async () => {
    const study = { study: '2.25.1', series: '2.25.2' };
    await stow(
      [2, 1, 3].map((n) =>
        anInstance({ ...study, sop: `2.25.10${n}`, more: [['00200013', 'IS', `${n}`]] }),
      ),
    );
    const whole = await get('/dicom-web/studies/2.25.1');
    expect(whole.statusCode).toBe(200);
    expect(partsOf(whole).map(({ headers }) => /2\.25\.10\d$/m.exec(headers)?.[0])).toEqual([
      '2.25.101',
      '2.25.102',
      '2.25.103',
    ]);
  });

  it('answers 206 when a part of the study cannot be converted, and everything as stored', async () => {
    const undecodable = dataFile(`${CT}_JPEGProcess10_12TransferSyntax_1.2.840.10008.1.2.4.55.dcm`);
    await stow([dataFile(CT), undecodable]);
    const [study] = await query('/studies');
    const path = `/dicom-web/studies/${String(study?.['0020000D']?.Value?.[0])}`;
    const converted = await get(path);
    expect([converted.statusCode, partsOf(converted).length]).toEqual([206, 1]);
    const whole = await get(path, 'multipart/related; type="application/dicom"; transfer-syntax=*');
    expect([whole.statusCode, partsOf(whole).length]).toEqual([200, 2]);
  });

  it('serves ranges and answers 304 to a known ETag', async () => {
    const file = dataFile(CT);
    const path = await stored(file);
    const accept = 'application/dicom; transfer-syntax=*';
    const part = await get(path, accept, { range: 'bytes=1000-1999' });
    expect([part.statusCode, part.headers['content-range']]).toEqual([
      206,
      `bytes 1000-1999/${file.length}`,
    ]);
    expect(part.rawPayload.equals(file.subarray(1000, 2000))).toBe(true);
    expect((await get(path, accept, { range: `bytes=${file.length}-` })).statusCode).toBe(416);
    const etag = String(part.headers['etag']);
    expect((await get(path, accept, { 'if-none-match': etag })).statusCode).toBe(304);
    expect(part.headers['cache-control']).toContain('immutable');
  });
});

describe('WADO-RS metadata and bulk data', () => {
  it('answers a series as JSON with addresses of bulk data that work', async () => {
    const path = await stored(dataFile(CT));
    const series = path.split('/').slice(0, 6).join('/');
    const [instance] = (await get(`${series}/metadata`)).json();
    expect(instance['00100010']).toEqual({ vr: 'PN', Value: [{ Alphabetic: 'MISTER^CT' }] });
    const bulk = await get(
      new URL(instance['7FE00010'].BulkDataURI).pathname,
      'application/octet-stream',
    );
    const [frame] = partsOf(await get(`${path}/frames/1`));
    expect(bulk.rawPayload.equals(frame?.body ?? Buffer.alloc(0))).toBe(true);
  });

  it('compresses when the client can read it and revalidates by ETag', async () => {
    const path = await stored(dataFile(CT));
    const plain = await get(`${path}/metadata`);
    const packed = await get(`${path}/metadata`, undefined, { 'accept-encoding': 'gzip, br' });
    expect(packed.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(packed.rawPayload).toString()).toBe(plain.body);
    const again = await get(`${path}/metadata`, undefined, {
      'if-none-match': String(plain.headers['etag']),
    });
    expect(again.statusCode).toBe(304);
  });

  it('reaches bulk data inside sequences', async () => {
    const path = await stored(dataFile('dicom/pdf/pdf.dcm'));
    const [instance] = (await get(`${path}/metadata`)).json();
    const pdf = await get(new URL(instance['00420011'].BulkDataURI).pathname);
    expect(pdf.rawPayload.toString('latin1', 0, 5)).toBe('%PDF-');
  });
});

describe('WADO-RS frames', () => {
  it('hands out one part per frame, decoded by default', async () => {
    const path = await stored(dataFile('dicom/pydicom/SC_rgb_rle_2frame.dcm'));
    const response = await get(`${path}/frames/2,1`);
    const parts = partsOf(response);
    expect(parts.map(({ body }) => body.length)).toEqual([30_000, 30_000]);
    expect(parts[0]?.headers).toContain(
      'application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1',
    );
    expect(parts[0]?.body.equals(parts[1]?.body ?? Buffer.alloc(0))).toBe(false);
  });

  it.each([
    ['multipart/related; type="image/jls"', 'image/jls; transfer-syntax=1.2.840.10008.1.2.4.80'],
    [
      'multipart/related; type="application/octet-stream"; transfer-syntax=*',
      'application/octet-stream; transfer-syntax=1.2.840.10008.1.2.4.80',
    ],
    ['image/jls', 'image/jls; transfer-syntax=1.2.840.10008.1.2.4.80'],
    ['application/octet-stream', 'application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1'],
    ['multipart/related; type="image/*"', 'image/jls; transfer-syntax=1.2.840.10008.1.2.4.80'],
    [
      'multipart/related; type="image/x-jls"; transfer-syntax=1.2.840.10008.1.2.4.80',
      'image/jls; transfer-syntax=1.2.840.10008.1.2.4.80',
    ],
    [
      'image/jp2, multipart/related; type=application/octet-stream; q=0.5',
      'application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1',
    ],
  ])('to %s it answers %s', async (accept, expected) => {
    const path = await stored(dataFile(JPEG_LS));
    const response = await get(`${path}/frames/1`, accept);
    const type = String(response.headers['content-type']);
    expect(type.startsWith('multipart') ? partsOf(response)[0]?.headers : type).toContain(expected);
  });

  it('answers 404 beyond the last frame, 400 for nonsense, 406 for what is no image or cannot be decoded', async () => {
    const image = await stored(dataFile(CT));
    const text = await stored(dataFile('dicom/pydicom/reportsi.dcm'));
    const twelveBit = await stored(dataFile('dicom/pydicom/JPGExtended.dcm'));
    const codes = await Promise.all(
      [
        `${image}/frames/2`,
        `${image}/frames/0`,
        `${image}/frames/x`,
        `${text}/frames/1`,
        `${twelveBit}/frames/1`,
      ].map(async (path) => {
        const response = await get(path);
        return [response.statusCode, response.json().error.code];
      }),
    );
    expect(codes).toEqual([
      [404, 'dicom.notFound'],
      [400, 'dicom.badQuery'],
      [400, 'dicom.badQuery'],
      [406, 'dicom.notImage'],
      [406, 'dicom.decodeFailed'],
    ]);
  });
});

describe('rendered and thumbnail', () => {
  const grey = async (path: string) => {
    const response = await get(path, 'image/png');
    expect(response.statusCode, response.body).toBe(200);
    return sharp(response.rawPayload).raw().toBuffer({ resolveWithObject: true });
  };

  it('applies the window asked for: a narrow one makes black and white', async () => {
    const path = await stored(dataFile(CT));
    const { data, info } = await grey(`${path}/rendered?window=40,1,linear-exact`);
    expect([info.width, info.height]).toEqual([512, 512]);
    const values = new Set(data);
    expect([...values].filter((value) => value > 1 && value < 254).length).toBeLessThan(3);
    expect(values.has(0) && values.has(255)).toBe(true);
  });

  it('shows the same picture whatever the transfer syntax', async () => {
    const original = await grey(`${await stored(dataFile(CT))}/rendered`);
    await web.reset();
    const compressed = await grey(`${await stored(dataFile(JPEG_LS))}/rendered`);
    expect(compressed.data.equals(original.data)).toBe(true);
  });

  it('fits a thumbnail into its size and cuts a region', async () => {
    const path = await stored(dataFile(CT));
    expect((await grey(`${path}/thumbnail`)).info).toMatchObject({ width: 256, height: 256 });
    const { info } = await grey(`${path}/rendered?viewport=100,100,0,0,200,100`);
    expect([info.width, info.height]).toEqual([100, 50]);
  });

  it('draws a list of frames, each as a part', async () => {
    const path = await stored(dataFile('dicom/pydicom/SC_rgb_rle_2frame.dcm'));
    const both = await get(`${path}/frames/2,1/rendered`, 'multipart/related; type="image/png"');
    const pictures = await Promise.all(
      partsOf(both).map(({ body }) => sharp(body).raw().toBuffer({ resolveWithObject: true })),
    );
    expect(pictures.map(({ info }) => [info.format, info.width])).toEqual([
      ['raw', 100],
      ['raw', 100],
    ]);
    const second = await grey(`${path}/frames/2/rendered`);
    expect(pictures[0]?.data.equals(second.data)).toBe(true);
    const any = await get(`${path}/frames/1,2/rendered`);
    expect(partsOf(any).map(({ headers }) => headers)).toEqual([
      expect.stringContaining('image/jpeg'),
      expect.stringContaining('image/jpeg'),
    ]);
    const codes = await Promise.all(
      [
        get(`${path}/frames/1,3/rendered`),
        get(`${path}/frames/1,x/rendered`),
        get(`${path}/frames/1,2/rendered`, 'image/jpeg'),
      ].map(async (response) => (await response).statusCode),
    );
    expect(codes).toEqual([404, 400, 406]);
  });

  it('hands out an encapsulated PDF as the PDF it is', async () => {
    const path = await stored(dataFile('dicom/pdf/pdf.dcm'));
    const pdf = await get(`${path}/rendered`, 'application/pdf');
    expect([pdf.statusCode, pdf.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(pdf.rawPayload.toString('latin1', 0, 5)).toBe('%PDF-');
    expect((await get(`${path}/rendered`)).headers['content-type']).toBe('application/pdf');
    const refused = [await get(`${path}/rendered`, 'image/png'), await get(`${path}/thumbnail`)];
    expect(refused.map(({ statusCode }) => statusCode)).toEqual([406, 406]);
  });

  it.each([
    'window=1',
    'window=1,0',
    'viewport=0,0',
    'viewport=10,10,600,0,10,10',
    'window=1,2,cubic',
  ])('refuses %s', async (parameter) => {
    const path = await stored(dataFile(CT));
    expect((await get(`${path}/rendered?${parameter}`)).statusCode).toBe(400);
  });
});

describe('QIDO-RS', () => {
  beforeEach(async () => {
    await stow([
      dataFile(CT),
      dataFile('dicom/charset/chrX2.dcm'),
      anInstance({ patientName: 'Wang^Li=王^丽', patientId: 'W_1' }),
      anInstance({
        sop: '2.25.4',
        patientName: 'Wang^Li=王^丽',
        patientId: 'W_1',
        more: [['00200013', 'IS', '2']],
      }),
    ]);
  });
  const ids = async (parameters: string) =>
    (await query(`/studies?${parameters}`)).map((study) => study['00100020']?.Value?.[0]).sort();

  it.each([
    ['', ['2178309', 'W_1', 'X2EXAMPLE']],
    ['PatientID=W_1', ['W_1']],
    ['PatientID=W%251', []],
    ['PatientID=*7830?', ['2178309']],
    ['00100010=wang*', ['W_1', 'X2EXAMPLE']],
    [`PatientName=${encodeURIComponent('王^丽')}`, ['W_1']],
    ['PatientName=wang xiao&fuzzymatching=true', ['X2EXAMPLE']],
    [`PatientName=${encodeURIComponent('*丽')}&fuzzymatching=true`, ['W_1']],
    ['StudyDate=20260101-20260131', ['W_1']],
    ['StudyDate=20260110', ['W_1']],
    ['StudyDate=-20251231', ['2178309']],
    ['StudyInstanceUID=2.25.1,2.25.999', ['W_1']],
    ['ModalitiesInStudy=CT', ['2178309']],
    ['ModalitiesInStudy=CT\\SR', ['2178309', 'W_1']],
    ['PatientID=', ['2178309', 'W_1', 'X2EXAMPLE']],
  ])('finds studies by %s', async (parameters, expected) => {
    expect(await ids(parameters)).toEqual(expected);
  });

  it('answers counts and addresses, and the ideographic name', async () => {
    const [study] = await query('/studies?PatientID=W_1');
    expect(study).toMatchObject({
      '00080061': { vr: 'CS', Value: ['SR'] },
      '00100010': { Value: [{ Alphabetic: 'Wang^Li', Ideographic: '王^丽' }] },
      '00201206': { Value: [1] },
      '00201208': { Value: [2] },
      '00081190': { Value: [expect.stringMatching(/^http:.*\/dicom-web\/studies\/2\.25\.1$/)] },
    });
  });

  it('searches series and instances on every path', async () => {
    const counts = await Promise.all(
      [
        '/series',
        '/instances',
        '/studies/2.25.1/series',
        '/studies/2.25.1/instances',
        '/studies/2.25.1/series/2.25.2/instances',
        '/series?Modality=CT',
        '/instances?SOPInstanceUID=2.25.4',
        '/studies/2.25.1/instances?InstanceNumber=2',
        '/studies/2.25.404/series',
      ].map(async (path) => (await query(path)).length),
    );
    expect(counts).toEqual([3, 4, 1, 2, 2, 1, 1, 1, 0]);
  });

  it('adds the fields asked for', async () => {
    const path = '/instances?Modality=CT';
    const [plain] = await query(path);
    const [wide] = await query(`${path}&includefield=KVP,00281050`);
    const [all] = await query(`${path}&includefield=all`);
    expect(plain?.['00281050']).toBeUndefined();
    expect(wide?.['00281050']?.Value).toEqual([40]);
    expect(Object.keys(all ?? {}).length).toBeGreaterThan(100);
    expect(all?.['7FE00010']).toBeUndefined();
  });

  it('pages, and warns that there is more', async () => {
    const first = await get('/dicom-web/studies?limit=2');
    expect(first.json()).toHaveLength(2);
    expect(first.headers['warning']).toMatch(/^299 .*There are 1 additional results/);
    const second = await get('/dicom-web/studies?limit=2&offset=2');
    expect(second.json()).toHaveLength(1);
    expect(second.headers['warning']).toBeUndefined();
  });

  it.each([
    'NoSuchKeyword=1',
    'limit=-1',
    'StudyDate=yesterday',
    'Rows=512',
    'includefield=Nonsense',
    'StudyInstanceUID=x',
  ])('answers 400 to %s rather than ignoring it', async (parameters) => {
    const response = await get(`/dicom-web/studies?${parameters}`);
    expect([response.statusCode, response.json().error.code]).toEqual([400, 'dicom.badQuery']);
  });
});
