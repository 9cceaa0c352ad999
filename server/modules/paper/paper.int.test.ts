import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseDetail } from '../../../shared/api/cases';
import { recordPayloadSchema } from '../../../shared/domain/intake/payload';
import { NO_STEPS, type PaperDocument, type PaperPage } from '../../../shared/domain/paper/paper';
import { estimateSkew } from '../../../shared/domain/paper/skew';
import { insertCase, insertRecord } from '../../testing/caseFixtures';
import { createTestServer, START, type TestServer } from '../../testing/testServer';
import { idOf, type PersonKey } from '../../testing/world';

const DOCUMENTS = path.resolve(import.meta.dirname, '../../../resources/demo/documents');
const demo = (name: string) => readFileSync(path.join(DOCUMENTS, name));

let stage: TestServer;
let caseId: string;
let folder: string;
beforeAll(async () => {
  stage = await createTestServer();
  caseId = (await insertCase(stage.database.db, { state: 'accepted' })).id;
  folder = mkdtempSync(path.join(os.tmpdir(), 'huizhen-paper-'));
});
afterAll(() => stage.close());

async function addRecord(bytes: Buffer, mime: string, to = caseId): Promise<string> {
  const blob = await stage.server.blobs.put(bytes);
  return insertRecord(stage.database.db, to, {
    kind: mime === 'application/pdf' ? 'document' : 'image',
    category: 'chart',
    title: '病历照片',
    occurred_at: START,
    added_at: START,
    file_name: 'page',
    mime,
    blob_sha256: blob.sha256,
    size_bytes: blob.sizeBytes,
  });
}

const page = (
  recordId: string,
  steps: Partial<PaperPage['steps']> = {},
  number = 0,
): PaperPage => ({
  recordId,
  page: number,
  tag: 'chart',
  steps: { ...NO_STEPS, ...steps },
});
const document = (pages: PaperPage[]): PaperDocument => ({
  title: '外院病历（整理）',
  datedOn: '2026-11-20',
  pages,
});

async function file(
  given: PaperDocument,
  { as = 'requester', id = randomUUID(), to = caseId, replaces = null as string | null } = {},
) {
  const client = await stage.clientAs(as as PersonKey);
  return client.call<{ recordId: string }>('POST', `/v1/cases/${to}/paper-documents`, {
    idempotencyKey: id,
    document: given,
    replaces,
  });
}
const rowOf = (id: string) =>
  stage.database.db
    .selectFrom('case_record')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();

/** Pages of a filed document as poppler takes them out, each a JPEG. */
async function picturesOf(recordId: string): Promise<string[]> {
  const { blob_sha256 } = await rowOf(recordId);
  const stream = await stage.server.blobs.open(blob_sha256 ?? '');
  if (!stream) throw new Error('no blob');
  const pdf = path.join(folder, `${recordId}.pdf`);
  writeFileSync(pdf, Buffer.concat(await stream.toArray()));
  const count = Number(/Pages:\s+(\d+)/u.exec(poppler('pdfinfo', pdf))?.[1]);
  poppler('pdfimages', '-j', pdf, path.join(folder, recordId));
  return Array.from({ length: count }, (_, n) =>
    path.join(folder, `${recordId}-${String(n).padStart(3, '0')}.jpg`),
  );
}
const poppler = (tool: string, ...args: string[]) => execFileSync(tool, args, { encoding: 'utf8' });
async function lumaOf(file: string) {
  const { data, info } = await sharp(file)
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, values: new Uint8Array(data) };
}

describe('a document of scanned pages', () => {
  it('is one PDF of straightened, cropped pages, and says how it was made', async () => {
    const askew = await sharp(demo('chart-liu-1.jpg')).rotate(5, { background: '#333' }).toBuffer();
    const first = await addRecord(askew, 'image/jpeg');
    const second = await addRecord(demo('lab-slip-liu-1.jpg'), 'image/jpeg');
    // the photo itself leans by 0.7 degrees
    const steps = { skewDegrees: -5.7, crop: { x: 0.1, y: 0.1, width: 0.8, height: 0.8 } };
    const pages = [
      page(first, steps),
      { ...page(second, { quarterTurns: 1 }), tag: 'labSlip' as const },
    ];
    const { status, body } = await file(document(pages));
    expect(status).toBe(201);
    const row = await rowOf(body.recordId);
    expect(row).toMatchObject({
      kind: 'document',
      category: 'chart',
      source: 'scan',
      mime: 'application/pdf',
      item_count: 2,
      occurred_at: '2026-11-20T04:00:00.000Z',
      added_by: idOf('requester'),
    });
    const { paper } = recordPayloadSchema.parse(row.payload);
    expect(paper?.pages.map(({ recordId, tag, pageCount }) => [recordId, tag, pageCount])).toEqual([
      [first, 'chart', 1],
      [second, 'labSlip', 1],
    ]);
    expect(paper?.pages[0]?.steps).toEqual({ ...NO_STEPS, ...steps });
    expect(paper?.pages[0]?.sha256).toBe((await rowOf(first)).blob_sha256);
    const [straight = '', turned = ''] = await picturesOf(body.recordId);
    const lean = estimateSkew(await lumaOf(straight));
    expect(Math.abs(lean?.degrees ?? 99)).toBeLessThanOrEqual(0.3);
    expect(await sharp(turned).metadata()).toMatchObject({ width: 1298, height: 926 });
  });

  it('is filed once however often it is asked for, and made again with other steps beside it', async () => {
    const original = await addRecord(demo('chart-liu-2.jpg'), 'image/jpeg');
    const id = randomUUID();
    const given = document([page(original)]);
    const answers = [await file(given, { id }), await file(given, { id })];
    expect(answers.map(({ status, body }) => [status, body.recordId])).toEqual([
      [201, id],
      [201, id],
    ]);
    const again = await file(document([page(original, { cleaned: true })]), { replaces: id });
    expect((await rowOf(id)).removed_at, 'what experts may have seen stays').toBeNull();
    expect(again.status).toBe(201);
  });

  it('takes the place of the one before while the form is being written', async () => {
    const draft = (await insertCase(stage.database.db, { state: 'draft' })).id;
    const original = await addRecord(demo('chart-liu-2.jpg'), 'image/jpeg', draft);
    const first = await file(document([page(original)]), { to: draft });
    const second = await file(document([page(original, { quarterTurns: 2 })]), {
      to: draft,
      replaces: first.body.recordId,
    });
    expect(second.status).toBe(201);
    expect((await rowOf(first.body.recordId)).removed_at).not.toBeNull();
    expect((await rowOf(original)).removed_at, 'the original').toBeNull();
  });

  it('makes paper white and leaves ink, and takes pages of TIFF and PDF', async () => {
    const shadow = Buffer.from(
      '<svg width="926" height="1298"><defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#777"/></linearGradient></defs><rect width="926" height="1298" fill="url(#g)"/></svg>',
    );
    const shaded = await sharp(demo('chart-liu-1.jpg'))
      .composite([{ input: shadow, blend: 'multiply' }])
      .jpeg()
      .toBuffer();
    const tiff = await sharp([shaded, demo('chart-liu-2.jpg')], { join: { animated: true } })
      .tiff()
      .toBuffer();
    const scans = await addRecord(tiff, 'image/tiff');
    const pdf = await addRecord(demo('consent-wang.pdf'), 'application/pdf');
    const client = await stage.clientAs('requester');
    const listed = await client.get<{ pages: unknown[] }>(
      `/v1/cases/${caseId}/records/${scans}/pages`,
    );
    expect(listed.body.pages).toHaveLength(2);
    const { status, body } = await file(
      document([page(scans, { cleaned: true }), page(scans, {}, 1), page(pdf)]),
    );
    expect(status).toBe(201);
    const [white = '', , drawn = ''] = await picturesOf(body.recordId);
    const { values } = await lumaOf(white);
    const paper = values.filter((value) => value > 245).length / values.length;
    const ink = values.filter((value) => value < 80).length / values.length;
    expect(paper, 'white').toBeGreaterThan(0.75);
    expect(ink, 'ink').toBeGreaterThan(0.005);
    expect(await sharp(drawn).metadata()).toMatchObject({ width: 1653, height: 2338 });
  });

  it('names the page that is broken and makes nothing; without it the rest is made', async () => {
    const whole = await addRecord(demo('chart-liu-1.jpg'), 'image/jpeg');
    const cut = await addRecord(demo('chart-liu-2.jpg').subarray(0, 20_000), 'image/jpeg');
    const refused = await file(document([page(whole), page(cut)]));
    expect([refused.status, refused.error?.code, refused.error?.params]).toEqual([
      422,
      'paper.pageUnreadable',
      { title: '病历照片', page: 1 },
    ]);
    expect((await rowOf(cut)).removed_at).toBeNull();
    expect((await file(document([page(whole)]))).status).toBe(201);
  });

  it('counts for the gate as everything its pages are', async () => {
    const draft = (await insertCase(stage.database.db, { state: 'draft' })).id;
    const client = await stage.clientAs('requester');
    const missing = async () => {
      const { body } = await client.get<CaseDetail>(`/v1/cases/${draft}`);
      return body.missing.map(({ code }) => code);
    };
    expect(await missing()).toContain('consentPaper');
    const original = await addRecord(demo('chart-liu-1.jpg'), 'image/jpeg', draft);
    const consent = { ...page(original), tag: 'consent' as const };
    await file(document([page(original), page(original), consent]), { to: draft });
    expect(await missing()).not.toContain('consentPaper');
  });

  it('is nobody else’s: not of another hospital, not clinically a technician’s, not on a closed case', async () => {
    const original = await addRecord(demo('chart-liu-1.jpg'), 'image/jpeg');
    const given = document([page(original)]);
    expect((await file(given, { as: 'stranger' })).status).toBe(404);
    expect((await file(given, { as: 'technician' })).status).toBe(403);
    const closed = (await insertCase(stage.database.db, { state: 'archived' })).id;
    expect((await file(given, { to: closed })).status).toBe(409);
    const other = (await insertCase(stage.database.db, { state: 'draft' })).id;
    expect((await file(given, { to: other })).error?.code, 'a page of another case').toBe(
      'request.notFound',
    );
  });
});
