import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeWithWasm } from '../codec/wasm';
import { byPixel } from '../pixel/frameSource';
import type { PixelLayout } from '../pixel/layout';
import { codecsInPlace } from '../testing/codecsInPlace';
import { createDicomWebApp, type DicomWebApp } from '../testing/dicomWebApp';
import { dataFile, dataFiles } from '../testing/testData';
import { createRenditions } from './renditions';

let web: DicomWebApp;
beforeAll(async () => {
  web = await createDicomWebApp();
});
afterAll(() => web.close());

const FOLDERS = ['codec', 'cr-dx', 'overlay', 'pydicom', 'transfer-syntax-ct', 'us', 'xa'];

async function takeIn(name: string) {
  return web.ingest.ingest(dataFile(name), { hospitalId: web.hospitalId, uploadedBy: null });
}

/** Samples by pixel, as a rendition has them, whatever the planar configuration of the original. */
async function decodedOriginal(sopInstanceUid: string, frame: number): Promise<Buffer> {
  const row = await web.database.db
    .selectFrom('dicom_instance')
    .select(['study_instance_uid', 'series_instance_uid', 'pixels'])
    .where('sop_instance_uid', '=', sopInstanceUid)
    .executeTakeFirstOrThrow();
  const instance = `series/${row.series_instance_uid}/instances/${sopInstanceUid}`;
  const response = await web.app.inject({
    url: `/dicom-web/studies/${row.study_instance_uid}/${instance}/frames/${frame}`,
    headers: { accept: 'application/octet-stream' },
  });
  expect(response.statusCode).toBe(200);
  return byPixel(response.rawPayload, row.pixels as PixelLayout);
}

describe('renditions', () => {
  it('of every kind of real image are the original pixels, or are not used', async () => {
    const renditions = createRenditions({
      db: web.database.db,
      blobs: web.blobs,
      codecs: codecsInPlace,
    });
    const outcomes = { made: 0, none: 0 };
    for (const name of FOLDERS.flatMap((folder) => dataFiles(`dicom/${folder}`))) {
      await web.reset();
      const taken = await takeIn(name);
      if (!taken.ok) continue;
      const { sopInstanceUid } = taken.value;
      const rendition = await renditions.ensure(sopInstanceUid);
      outcomes[rendition.state] += 1;
      if (rendition.state === 'none') continue;
      const reader = await web.blobs.reader(rendition.sha256);
      if (!reader) throw new Error('no rendition');
      for (const [at, [offset = 0, ...ends]] of rendition.frames.entries()) {
        const codestream = await reader.read(offset, ends.at(-1) ?? 0);
        const decoded = await decodeWithWasm('htj2k', codestream);
        expect(decoded.bytes.equals(await decodedOriginal(sopInstanceUid, at + 1)), name).toBe(
          true,
        );
      }
      await reader.close();
    }
    expect(outcomes.made).toBeGreaterThan(30);
    expect(outcomes.none).toBeGreaterThan(10);
  });

  it('are made in the background for what came in, once', async () => {
    await web.reset();
    const made: string[] = [];
    const codecs = {
      ...codecsInPlace,
      encode: (frame: Parameters<typeof codecsInPlace.encode>[0]) => {
        made.push('frame');
        return codecsInPlace.encode(frame);
      },
    };
    const renditions = createRenditions({ db: web.database.db, blobs: web.blobs, codecs });
    for (const name of dataFiles('dicom/series-ct-lidc').slice(0, 3)) await takeIn(name);
    expect(await Promise.all([renditions.makeWaiting(2), renditions.makeWaiting(2)])).toEqual(
      expect.arrayContaining([2, 1]),
    );
    expect([await renditions.makeWaiting(2), made.length]).toEqual([0, 3]);
  });

  it('are tried again when the server was closing, not given up', async () => {
    await web.reset();
    const taken = await takeIn('dicom/pydicom/CT_small.dcm');
    if (!taken.ok) throw new Error('not taken');
    const refuse = async () =>
      ({
        ok: false,
        error: { kind: 'unavailable', code: 'server.notReady', message: '', retry: 'safe' },
      }) as const;
    const closing = createRenditions({
      db: web.database.db,
      blobs: web.blobs,
      codecs: { ...codecsInPlace, encode: refuse },
    });
    await expect(closing.ensure(taken.value.sopInstanceUid)).rejects.toThrow();
    const next = createRenditions({ db: web.database.db, blobs: web.blobs, codecs: codecsInPlace });
    expect(await next.ensure(taken.value.sopInstanceUid)).toMatchObject({ state: 'made' });
  });
});
