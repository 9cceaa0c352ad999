import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  LOSSLESS,
  partMark,
  STACK_MEDIA_TYPE,
  StackReader,
  type StackPart,
  type StackWant,
} from '../../../shared/domain/imaging/stackStream';
import { decodeWithWasm } from '../codec/wasm';
import { createDicomWebApp, type DicomWebApp } from '../testing/dicomWebApp';
import { dataFile, dataFiles } from '../testing/testData';
import { EXPLICIT_LE } from '../transferSyntax';

let web: DicomWebApp;
let ct: { study: string; series: string; instances: string[] };
beforeAll(async () => {
  web = await createDicomWebApp();
  ct = await take(dataFiles('dicom/series-ct-lidc').slice(0, 4));
});
afterAll(() => web.close());

async function take(names: readonly string[]) {
  const taken = [];
  for (const name of names) {
    const result = await web.ingest.ingest(dataFile(name), {
      hospitalId: web.hospitalId,
      uploadedBy: null,
    });
    if (!result.ok) throw new Error(`${name}: ${result.error.code}`);
    taken.push(result.value);
  }
  const [first] = taken;
  if (!first) throw new Error('nothing taken');
  const { studyInstanceUid: study, seriesInstanceUid: series } = first;
  return { study, series, instances: taken.map(({ sopInstanceUid }) => sopInstanceUid) };
}

type Asked = { study: string; series: string; instances: string[] };

async function ask({ study, series, instances }: Asked, wants: StackWant[]) {
  const response = await web.app.inject({
    method: 'POST',
    url: `/dicom-web/studies/${study}/series/${series}/stack`,
    payload: { prefix: '', instances, wants },
  });
  const reader = new StackReader();
  const parts = response.statusCode === 200 ? reader.push(response.rawPayload) : [];
  return { response, parts, isWhole: reader.isAtEnd };
}

async function pixelsOf({ study, series }: Asked, uid: string, frame = 1): Promise<Buffer> {
  const response = await web.app.inject({
    url: `/dicom-web/studies/${study}/series/${series}/instances/${uid}/frames/${frame}`,
    headers: { accept: 'application/octet-stream' },
  });
  expect(response.statusCode).toBe(200);
  return response.rawPayload;
}

const joined = (...parts: (StackPart | undefined)[]): Buffer =>
  Buffer.concat(parts.map((part) => part?.bytes ?? new Uint8Array(0)));

describe('frames of a series as one stream', () => {
  it('come in the order asked for, coarse first and the rest later, and are the original pixels', async () => {
    const wants: StackWant[] = [2, 0, 1, 3].map((i) => [i, 1, 2, 0]);
    const coarse = await ask(ct, wants);
    expect(coarse.response.headers['content-type']).toBe(STACK_MEDIA_TYPE);
    expect([coarse.isWhole, coarse.parts.map(({ kind }) => kind)]).toEqual([
      true,
      ['rendition', 'rendition', 'rendition', 'rendition'],
    ]);
    const rest = await ask(
      ct,
      coarse.parts.map(({ bytes }, at): StackWant => [
        wants[at]?.[0] ?? 0,
        1,
        LOSSLESS,
        bytes.length,
      ]),
    );
    for (const [at, [instance]] of wants.entries()) {
      const uid = ct.instances[instance] ?? '';
      const [head, tail] = [coarse.parts[at], rest.parts[at]];
      expect([head?.mark, tail?.mark, tail?.offset]).toEqual([
        partMark(uid, 1),
        partMark(uid, 1),
        head?.bytes.length,
      ]);
      const codestream = joined(head, tail);
      expect(codestream.length).toBe(head?.total);
      const decoded = await decodeWithWasm('htj2k', codestream);
      expect(decoded.bytes.equals(await pixelsOf(ct, uid))).toBe(true);
      expect(codestream.length).toBeLessThan(decoded.bytes.length / 2);
    }
  });

  it('send no byte twice when one request asks for a small picture first and for all of it later', async () => {
    const { parts } = await ask(ct, [
      [0, 1, 2, 0],
      [1, 1, 2, 0],
      [0, 1, LOSSLESS, 0],
    ]);
    expect(parts[2]?.offset).toBe(parts[0]?.bytes.length);
    expect(joined(parts[0], parts[2]).length).toBe(parts[0]?.total);
  });

  it('are there from the second time on without being made again', async () => {
    const rows = await web.database.db
      .selectFrom('dicom_rendition')
      .select(['state', 'blob_sha256'])
      .execute();
    expect(rows.map(({ state }) => state)).toEqual(['made', 'made', 'made', 'made']);
    for (const row of rows) expect(await web.blobs.stat(row.blob_sha256 ?? '')).not.toBeNull();
  });

  it('come whole and as stored where coding them again would not be without loss', async () => {
    const lossy = await take(['dicom/xa/jpeg_baseline_8bit.dcm']);
    const { parts } = await ask(lossy, [
      [0, 1, 2, 0],
      [0, 1, LOSSLESS, 0],
    ]);
    expect(parts[0]).toMatchObject({ kind: 'stored', total: 0 });
    expect(parts[1]?.kind).toBe('stored');
    expect(parts[1]?.transferSyntaxUid).not.toBe(EXPLICIT_LE);
    expect(parts[1]?.bytes.length).toBeGreaterThan(1000);
  });

  it('fail one by one: what cannot be had does not keep the others back', async () => {
    const asked = { ...ct, instances: ['1.2.3.4', ...ct.instances] };
    const { parts } = await ask(asked, [
      [0, 1, LOSSLESS, 0],
      [1, 2, LOSSLESS, 0],
      [9, 1, LOSSLESS, 0],
      [1, 1, LOSSLESS, 0],
    ]);
    expect(parts.map(({ kind }) => kind)).toEqual(['failed', 'failed', 'failed', 'rendition']);
  });

  it('are not there for one who may not see the study, and their viewing is audited', async () => {
    web.audits.length = 0;
    web.clock = new Date(web.clock.getTime() + 3_600_000);
    await ask(ct, [[0, 1, 0, 0]]);
    expect(web.audits).toMatchObject([{ action: 'view', studyInstanceUid: ct.study }]);
    web.visible = [];
    const { response } = await ask(ct, [[0, 1, 0, 0]]);
    web.visible = null;
    expect(response.statusCode).toBe(404);
    expect(web.audits).toHaveLength(1);
  });

  it('are refused with a code when the request makes no sense', async () => {
    const { response } = await ask(ct, [[0, 0, 0, 0]]);
    expect([response.statusCode, response.json().error.code]).toEqual([400, 'request.invalid']);
  });
});
