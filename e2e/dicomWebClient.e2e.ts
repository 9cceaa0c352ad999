import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium } from './support/browser';
import { startClientOrigin, type ClientOrigin } from './support/clientPage';
import { DEMO_PASSWORD } from './support/desk';
import { startDemoServer, type DemoServer } from './support/server';

const shared = (name: string): Buffer =>
  readFileSync(fileURLToPath(new URL(`../../shared/data/dicom/${name}`, import.meta.url)));
const JPEG_LS = shared(
  'transfer-syntax-ct/CTImage.dcm_JPEGLSLosslessTransferSyntax_1.2.840.10008.1.2.4.80.dcm',
);
const TWO_FRAMES = shared('pydicom/SC_rgb_rle_2frame.dcm');
const PLAIN_MR = shared('pydicom/MR_small.dcm');

type DataSet = Record<string, { vr: string; Value?: unknown[]; BulkDataURI?: string }>;
type Client = Readonly<Record<string, (options?: object) => Promise<unknown>>>;
type ClientClass = new (options: object) => Client;
declare global {
  // what the other application has on its page
  interface Window {
    DICOMwebClient: { readonly api: { readonly DICOMwebClient: ClientClass } };
    client: Client;
  }
}
/** What a request of the client was refused with. */
type Refusal = { readonly status: number; readonly response: string };
type Body = ArrayBuffer & { readonly contentType?: string };
/** What a body part was, without its megabytes. */
type Part = { bytes: number; sha256: string; contentType: string | null };

/**
 * The JavaScript client most web viewers are built on, as its authors publish it, on another origin with a bearer token:
 * every transaction it offers against the demo server.
 */
describe('the npm package dicomweb-client', () => {
  let server: DemoServer;
  let origin: ClientOrigin;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  /** SOP Instance UID under which `PLAIN_MR` lies. */
  let mr = '';
  beforeAll(async () => {
    origin = await startClientOrigin();
    server = await startDemoServer({ HUIZHEN_ORIGINS: origin.origin });
    browser = await openChromium();
    context = await browser.newContext();
    page = await origin.open(context);
    await connect('coordinator');
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await origin?.close();
  });

  /** Makes the client anew, with the token of an account. */
  async function connect(account: string): Promise<void> {
    const response = await fetch(`${server.url}/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account, password: DEMO_PASSWORD }),
    });
    const { token } = (await response.json()) as { token: string };
    const url = `${server.url}/dicom-web`;
    await page.evaluate(
      ([address, bearer]) => {
        const { api } = window.DICOMwebClient;
        const headers = { Authorization: `Bearer ${bearer}` };
        window.client = new api.DICOMwebClient({ url: address, headers, verbose: false });
      },
      [url, token] as const,
    );
  }

  const call = <T>(method: string, options: object = {}): Promise<T> =>
    page.evaluate(([name, given]) => window.client[name]?.(given) as Promise<T>, [
      method,
      options,
    ] as const);

  /** Retrieves, and describes what came: one part or several. */
  const parts = (method: string, options: object): Promise<Part[]> =>
    page.evaluate(
      async ([name, given]) => {
        const answer = (await window.client[name]?.(given)) as Body | Body[];
        const list = Array.isArray(answer) ? answer : [answer];
        return Promise.all(
          list.map(async (part) => {
            const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', part));
            const sha256 = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
            return { bytes: part.byteLength, sha256, contentType: part.contentType ?? null };
          }),
        );
      },
      [method, options] as const,
    );

  const store = (files: readonly Buffer[], more: object = {}) =>
    page.evaluate(
      async ([encoded, given]) => {
        const datasets = encoded.map(
          (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer,
        );
        try {
          const answer = await window.client['storeInstances']?.({ datasets, ...given });
          return { status: 'stored', body: JSON.parse(answer as string) };
        } catch (error) {
          const { status, response } = error as Refusal;
          return { status, body: JSON.parse(response) };
        }
      },
      [files.map((file) => file.toString('base64')), more] as const,
    );

  const find = (query: object) => call<DataSet[]>('searchForStudies', { queryParams: query });
  const uid = (dataSet: DataSet | undefined, tag: string) => String(dataSet?.[tag]?.Value?.[0]);
  const uidsOf = (dataSet: DataSet | undefined) => ({
    studyInstanceUID: uid(dataSet, '0020000D'),
    seriesInstanceUID: uid(dataSet, '0020000E'),
    sopInstanceUID: uid(dataSet, '00080018'),
  });

  it('searches studies by paging, names, dates, modality, and with more fields', async () => {
    const all = await call<DataSet[]>('searchForStudies');
    expect(all.length).toBeGreaterThan(5);
    const paged = [
      ...(await find({ limit: 3, offset: 0 })),
      ...(await find({ limit: all.length, offset: 3 })),
    ];
    expect(paged).toEqual(all);
    const names = async (query: object) =>
      (await find(query)).map(
        (study) => (study['00100010']?.Value?.[0] as { Ideographic: string }).Ideographic,
      );
    expect(await names({ PatientName: 'wang moufang', fuzzymatching: true })).toEqual(['王^某芳']);
    expect(await names({ PatientName: '*芳*', fuzzymatching: true })).toEqual(['王^某芳']);
    expect(await names({ PatientName: '王*' })).toEqual(['王^某芳']);
    const [ct] = await find({ PatientName: '王*' });
    const day = uid(ct, '00080020');
    expect(await names({ StudyDate: `${day}-${day}`, ModalitiesInStudy: 'CT' })).toContain(
      '王^某芳',
    );
    expect(await find({ StudyDate: '19000101-19001231' })).toEqual([]);
    const [wide] = await find({ PatientName: '王*', includefield: 'all' });
    expect(wide?.['00201208']?.Value).toEqual([80]);
  });

  it('searches series and instances of a study', async () => {
    const [study] = await find({ PatientName: '王*' });
    const { studyInstanceUID } = uidsOf(study);
    const series = await call<DataSet[]>('searchForSeries', { studyInstanceUID });
    expect(series.map((each) => each['00201209']?.Value)).toEqual([[80]]);
    const { seriesInstanceUID } = uidsOf(series[0]);
    const queryParams = { limit: 2, offset: 78, includefield: 'WindowCenter' };
    const instances = await call<DataSet[]>('searchForInstances', {
      studyInstanceUID,
      seriesInstanceUID,
      queryParams,
    });
    expect(instances.map((each) => each['00200013']?.Value)).toEqual([[79], [80]]);
    expect(instances[0]?.['00281050']?.Value).toEqual([-450, -450]);
  });

  it('reads metadata of study, series and instance', async () => {
    const [study] = await find({ PatientName: '王*' });
    const { studyInstanceUID } = uidsOf(study);
    const whole = await call<DataSet[]>('retrieveStudyMetadata', { studyInstanceUID });
    expect(whole).toHaveLength(80);
    const uids = uidsOf(whole[0]);
    expect(await call('retrieveSeriesMetadata', uids)).toEqual(whole);
    expect(await call('retrieveInstanceMetadata', uids)).toEqual([whole[0]]);
  });

  it('stores into the county’s own inbox, and tells for each refused object why', async () => {
    await connect('county');
    const all = await store([JPEG_LS, TWO_FRAMES, PLAIN_MR]);
    expect(all.status).toBe('stored');
    expect(all.body['00081199'].Value).toHaveLength(3);
    mr = all.body['00081199'].Value[2]['00081155'].Value[0];
    expect(all.body['00081198']).toBeUndefined();

    const changed = Buffer.from(JPEG_LS);
    changed.writeUInt8(changed.readUInt8(changed.length - 50) ^ 1, changed.length - 50);
    const some = await store([JPEG_LS, changed, Buffer.from('no DICOM at all')]);
    expect(some.status).toBe('stored');
    expect(some.body['00081199'].Value).toHaveLength(1);
    expect(some.body['00081198'].Value[0]).toMatchObject({ '00081197': { Value: [0x0111] } });
    expect(some.body['0008119A'].Value[0]).toMatchObject({ '00081197': { Value: [0xc000] } });

    const none = await store([TWO_FRAMES], { studyInstanceUID: '1.2.3' });
    expect(none.status).toBe(409);
    expect(none.body['00081198'].Value[0]).toMatchObject({ '00081197': { Value: [0xa900] } });
  });

  it('gets stored objects back byte for byte, alone, by series and by study', async () => {
    const [instance] = await call<DataSet[]>('searchForInstances', {
      queryParams: { SOPInstanceUID: mr },
    });
    for (const method of ['retrieveInstance', 'retrieveSeries', 'retrieveStudy']) {
      const found = await parts(method, uidsOf(instance));
      expect(
        found.map(({ sha256, contentType }) => [sha256, contentType]),
        method,
      ).toEqual([[createHash('sha256').update(PLAIN_MR).digest('hex'), 'application/dicom']]);
    }
  });

  it('gets frames decoded, as stored, and by every name their media type has had', async () => {
    const [instance] = await call<DataSet[]>('searchForInstances', {
      queryParams: { Modality: 'CT' },
    });
    const uids = { ...uidsOf(instance), frameNumbers: [1] };
    const frame = (mediaTypes?: object[]) =>
      parts('retrieveInstanceFrames', { ...uids, ...(mediaTypes && { mediaTypes }) });
    const [raw] = await frame();
    expect(raw).toMatchObject({ bytes: 512 * 512 * 2, contentType: 'application/octet-stream' });
    const jls = '1.2.840.10008.1.2.4.80';
    const wishes = [
      [{ mediaType: 'image/jls', transferSyntaxUID: jls }],
      [{ mediaType: 'image/x-jls', transferSyntaxUID: jls }],
      [{ mediaType: 'image/*', transferSyntaxUID: '*' }],
      [
        { mediaType: 'image/jp2', transferSyntaxUID: '1.2.840.10008.1.2.4.90' },
        { mediaType: 'image/jls', transferSyntaxUID: jls },
        { mediaType: 'application/octet-stream', transferSyntaxUID: '1.2.840.10008.1.2.1' },
      ],
    ];
    const stored = await Promise.all(wishes.map(frame));
    expect(stored.map(([part]) => part?.contentType)).toEqual(wishes.map(() => 'image/jls'));
    expect(new Set(stored.map(([part]) => part?.sha256)).size).toBe(1);
  });

  it('gets several frames of one object', async () => {
    const [instance] = await call<DataSet[]>('searchForInstances', {
      queryParams: { NumberOfFrames: 2 },
    });
    const both = await parts('retrieveInstanceFrames', {
      ...uidsOf(instance),
      frameNumbers: [1, 2],
    });
    expect(both.map(({ bytes }) => bytes)).toEqual([30_000, 30_000]);
  });

  it('follows the addresses of bulk data in the metadata', async () => {
    const [found] = await call<DataSet[]>('searchForInstances', {
      queryParams: { Modality: 'CT' },
    });
    const [instance] = await call<DataSet[]>('retrieveInstanceMetadata', uidsOf(found));
    const BulkDataURI = instance?.['7FE00010']?.BulkDataURI;
    const [pixels] = await parts('retrieveBulkData', { BulkDataURI });
    expect(pixels?.bytes).toBeGreaterThan(1000);
  });

  it('gets renderings and thumbnails, of objects and of frames', async () => {
    const [ct] = await call<DataSet[]>('searchForInstances', { queryParams: { Modality: 'CT' } });
    const png = [{ mediaType: 'image/png' }];
    const queryParams = { window: '40,400,linear', viewport: '128,128' };
    const list = [
      await parts('retrieveInstanceRendered', uidsOf(ct)),
      await parts('retrieveInstanceRendered', { ...uidsOf(ct), mediaTypes: png, queryParams }),
      await parts('retrieveInstanceThumbnail', uidsOf(ct)),
      await parts('retrieveInstanceFramesThumbnail', { ...uidsOf(ct), frameNumbers: [1] }),
    ];
    expect(list.map(([part]) => part?.contentType)).toEqual([
      'image/jpeg',
      'image/png',
      'image/jpeg',
      'image/jpeg',
    ]);
    const [two] = await call<DataSet[]>('searchForInstances', {
      queryParams: { NumberOfFrames: 2 },
    });
    const frames = await parts('retrieveInstanceFramesRendered', {
      ...uidsOf(two),
      frameNumbers: [1, 2],
      queryParams: { quality: 80 },
    });
    expect(frames.map(({ contentType }) => contentType)).toEqual(['image/jpeg', 'image/jpeg']);
  });

  it('gets what the portal’s own page had fetched before on the same machine', async () => {
    const [instance] = await call<DataSet[]>('searchForInstances', {
      queryParams: { SOPInstanceUID: mr },
    });
    const uids = uidsOf(instance);
    const portal = await context.newPage();
    await context.request.post(`${server.url}/v1/sessions`, {
      data: { account: 'county', password: DEMO_PASSWORD },
    });
    await portal.goto(`${server.url}/healthz`);
    const status = await portal.evaluate(
      async ({ studyInstanceUID, seriesInstanceUID, sopInstanceUID }) =>
        (
          await fetch(
            `/dicom-web/studies/${studyInstanceUID}/series/${seriesInstanceUID}/instances/${sopInstanceUID}/rendered`,
          )
        ).status,
      uids,
    );
    expect(status).toBe(200);
    await portal.close();
    expect((await parts('retrieveInstanceRendered', uids))[0]?.contentType).toBe('image/jpeg');
  });

  it('is refused with a status it understands when the token is none', async () => {
    const status = await page.evaluate(async (url) => {
      const { api } = window.DICOMwebClient;
      const headers = { Authorization: 'Bearer none' };
      const stranger = new api.DICOMwebClient({ url, headers, verbose: false });
      return stranger['searchForStudies']?.().catch((error: Refusal) => error.status);
    }, `${server.url}/dicom-web`);
    expect(status).toBe(401);
  });
});
