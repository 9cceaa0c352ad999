import { randomBytes, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppError } from '../../../shared/domain/errors';
import { asActor, createStage, type Stage } from './testing/intakeStage';
import { makeDicom } from './testing/files';
import { makeTar } from './testing/tar';
import {
  baseUrl,
  batchOf,
  createUpload,
  headUpload,
  listIntake,
  sendBytes,
  sha256,
  uploadAndProcess,
} from './testing/upload';

let stage: Stage;
beforeEach(async () => {
  stage = await createStage({ quotaBytes: 8 * 1024 ** 2 });
});
afterEach(async () => {
  await stage.close();
});

const pdf = (size: number): Buffer =>
  Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(size), Buffer.from('\n%%EOF')]);
const errorOf = async (response: Response): Promise<[number, string]> => {
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  return [response.status, ((await response.json()) as { error: AppError }).error.code];
};
const started = async (bytes: Buffer, extra = {}): Promise<string> => {
  const response = await createUpload(stage, { name: '报告.pdf', bytes, ...extra });
  expect(response.status).toBe(201);
  return response.headers.get('location') ?? '';
};

/** Sends the beginning of a PATCH and tears the connection down. */
function sendAndCut(location: string, bytes: Buffer, total: number): Promise<void> {
  return new Promise((resolve) => {
    const headers = {
      ...asActor(stage.doctor),
      'tus-resumable': '1.0.0',
      'content-type': 'application/offset+octet-stream',
      'upload-offset': '0',
      'content-length': total,
    };
    const sending = request(`${baseUrl(stage)}${location}`, { method: 'PATCH', headers });
    sending.on('error', () => resolve());
    sending.write(bytes, () => setTimeout(() => sending.destroy(), 150));
  });
}

describe('an upload', () => {
  it('continues after a cut connection where the server has bytes, and arrives intact', async () => {
    const bytes = pdf(3_000_000);
    const location = await started(bytes, { sha256: sha256(bytes) });
    await sendAndCut(location, bytes.subarray(0, 1_200_000), bytes.length);
    const offset = Number((await headUpload(stage, location)).headers.get('upload-offset'));
    expect(offset).toBeGreaterThan(0);
    expect(offset).toBeLessThanOrEqual(1_200_000);
    expect(await batchOf(stage, location)).toMatchObject({
      status: 'receiving',
      receivedBytes: offset,
      sizeBytes: bytes.length,
    });
    expect((await sendBytes(stage, location, bytes.subarray(offset), offset)).status).toBe(204);
    await stage.intake().idle();
    expect(await batchOf(stage, location)).toMatchObject({
      status: 'done',
      failure: null,
      items: [{ outcome: 'attached' }],
    });
    const record = await stage.database.db
      .selectFrom('case_record')
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(record).toMatchObject({
      blob_sha256: sha256(bytes),
      mime: 'application/pdf',
      file_name: '报告.pdf',
      title: '报告',
    });
  });

  it('continues after a restart of the server', async () => {
    const bytes = pdf(1_500_000);
    const location = await started(bytes);
    await sendBytes(stage, location, bytes.subarray(0, 700_000), 0);
    await stage.restart();
    expect((await headUpload(stage, location)).headers.get('upload-offset')).toBe('700000');
    await sendBytes(stage, location, bytes.subarray(700_000), 700_000);
    await stage.intake().idle();
    expect(await batchOf(stage, location)).toMatchObject({
      status: 'done',
      itemsDone: 1,
      itemsTotal: 1,
    });
  });

  it('still answers its full length after it has been processed', async () => {
    const bytes = pdf(2000);
    const { id } = await uploadAndProcess(stage, { name: 'a.pdf', bytes });
    const head = await headUpload(stage, `/v1/uploads/${id}`);
    expect([head.status, head.headers.get('upload-offset')]).toEqual([200, String(bytes.length)]);
  });

  it('does not take bytes at another offset', async () => {
    const bytes = pdf(1000);
    const location = await started(bytes);
    expect(await errorOf(await sendBytes(stage, location, bytes.subarray(10), 10))).toEqual([
      409,
      'upload.incomplete',
    ]);
    expect((await headUpload(stage, location)).headers.get('upload-offset')).toBe('0');
  });

  it('fails when its digest is not the announced one, and leaves nothing on the case', async () => {
    const bytes = pdf(1000);
    const batch = await uploadAndProcess(stage, {
      name: 'a.pdf',
      bytes,
      sha256: sha256(Buffer.from('other')),
    });
    expect(batch).toMatchObject({
      status: 'failed',
      failure: { code: 'upload.checksum' },
      items: [],
    });
    expect(await stage.database.db.selectFrom('case_record').select('id').execute()).toEqual([]);
  });

  it('can be given up by its sender', async () => {
    const location = await started(pdf(1000));
    const remove = () =>
      fetch(`${baseUrl(stage)}${location}`, {
        method: 'DELETE',
        headers: { 'tus-resumable': '1.0.0', ...asActor(stage.doctor) },
      });
    expect((await remove()).status).toBe(204);
    expect(await listIntake(stage)).toEqual([]);
    expect((await headUpload(stage, location)).status).toBe(404);
    expect(await errorOf(await remove())).toEqual([404, 'upload.notFound']);
  });
});

describe('the door of uploads', () => {
  it('is closed to strangers, to other roles and to nobody', async () => {
    const bytes = pdf(100);
    expect(
      await errorOf(await createUpload(stage, { name: 'a', bytes, actor: stage.stranger })),
    ).toEqual([404, 'case.notFound']);
    expect(
      await errorOf(await createUpload(stage, { name: 'a', bytes, actor: stage.technician })),
    ).toEqual([403, 'auth.roleNotAllowed']);
    const unsigned = await fetch(`${baseUrl(stage)}/v1/uploads`, {
      method: 'POST',
      headers: { 'tus-resumable': '1.0.0', 'upload-length': '1' },
    });
    expect(await errorOf(unsigned)).toEqual([401, 'auth.required']);
  });

  it('shows an upload to nobody but who began it', async () => {
    const bytes = pdf(1000);
    const location = await started(bytes);
    for (const actor of [stage.stranger, stage.colleague]) {
      expect((await headUpload(stage, location, actor)).status).toBe(404);
      expect(await errorOf(await sendBytes(stage, location, bytes, 0, actor))).toEqual([
        404,
        'upload.notFound',
      ]);
    }
    expect((await headUpload(stage, `/v1/uploads/${randomUUID()}`)).status).toBe(404);
    expect((await headUpload(stage, '/v1/uploads/..%2f..%2fetc%2fpasswd')).status).toBe(404);
    expect((await headUpload(stage, location)).headers.get('upload-offset')).toBe('0');
  });

  it('keeps the technician out of the list', async () => {
    const response = await fetch(`${baseUrl(stage)}/v1/cases/${stage.caseId}/intake`, {
      headers: asActor(stage.technician),
    });
    expect(await errorOf(response)).toEqual([403, 'auth.roleNotAllowed']);
  });

  it('refuses what does not say what it is', async () => {
    const bytes = pdf(10);
    const post = (headers: Record<string, string>) =>
      fetch(`${baseUrl(stage)}/v1/uploads`, {
        method: 'POST',
        headers: { 'tus-resumable': '1.0.0', ...asActor(stage.doctor), ...headers },
      });
    expect(await errorOf(await post({ 'upload-defer-length': '1' }))).toEqual([
      400,
      'request.invalid',
    ]);
    expect(await errorOf(await post({ 'upload-length': '10' }))).toEqual([400, 'request.invalid']);
    expect(
      await errorOf(await post({ 'upload-length': '10', 'upload-metadata': 'caseId ???' })),
    ).toEqual([400, 'request.invalid']);
    expect(await errorOf(await createUpload(stage, { name: ' ', bytes }))).toEqual([
      400,
      'request.invalid',
    ]);
    expect(
      await errorOf(await createUpload(stage, { name: 'x', bytes, caseId: 'nothing' })),
    ).toEqual([400, 'request.invalid']);
  });

  it('refuses beyond 20 GB and beyond the quota of the case, counting unfinished uploads', async () => {
    const sized = (length: number) =>
      createUpload(stage, { name: 'x', bytes: { length } as Buffer });
    expect(await errorOf(await sized(21 * 1024 ** 3))).toEqual([413, 'upload.tooLarge']);
    expect((await sized(6 * 1024 ** 2)).status).toBe(201);
    expect(await errorOf(await sized(3 * 1024 ** 2))).toEqual([413, 'upload.quotaExceeded']);
    expect((await sized(2 * 1024 ** 2)).status).toBe(201);
  });

  it('lets only one of two simultaneous uploads have the last space', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        createUpload(stage, { name: 'x', bytes: { length: 5 * 1024 ** 2 } as Buffer }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 413, 413, 413, 413, 413]);
  });
});

describe('processing', () => {
  const many = (): Buffer =>
    makeTar(
      Array.from({ length: 120 }, (_, n) => [
        `片/${n}.dcm`,
        makeDicom(`1.2.3.4.${n}`, { name: '王小明' }),
      ]),
    );

  it('is taken up after a restart in the middle, and nothing is there twice', async () => {
    const bytes = many();
    const location = await started(bytes, { bundle: 'tar', name: '片' });
    await sendBytes(stage, location, bytes, 0);
    for (let restarts = 0; restarts < 3; restarts++) {
      const before = (await batchOf(stage, location)).itemsDone;
      while ((await batchOf(stage, location)).itemsDone < Math.min(before + 5, 120))
        await new Promise((r) => setTimeout(r, 5));
      await stage.restart();
    }
    const middle = await batchOf(stage, location);
    expect(middle.itemsDone).toBeGreaterThanOrEqual(15);
    await stage.intake().idle();
    const batch = await batchOf(stage, location);
    expect(batch).toMatchObject({ status: 'done', itemsDone: 120, itemsTotal: 120 });
    expect(new Set(batch.items.map(({ outcome }) => outcome))).toEqual(new Set(['attached']));
    const records = await stage.database.db.selectFrom('case_record').selectAll().execute();
    expect(records.map(({ item_count, title }) => [title, item_count])).toEqual([
      ['胸部平扫', 120],
    ]);
  });

  it('run again over everything changes nothing', async () => {
    const bytes = makeTar([
      ['a.dcm', makeDicom('1.2.3.4.5', { name: '王小明' })],
      ['b.pdf', pdf(3000)],
      ['c.html', Buffer.from('<html>')],
    ]);
    const location = await started(bytes, { bundle: 'tar', name: 'x' });
    const { db } = stage.database;
    await sendBytes(stage, location, bytes, 0);
    await stage.intake().idle();
    const snapshot = async () => ({
      items: await db.selectFrom('intake_item').selectAll().orderBy('path').execute(),
      records: await db.selectFrom('case_record').selectAll().orderBy('id').execute(),
      batch: await db
        .selectFrom('intake_batch')
        .select(['status', 'items_done', 'items_total'])
        .executeTakeFirstOrThrow(),
    });
    const first = await snapshot();
    expect(first.batch).toEqual({ status: 'done', items_done: 3, items_total: 3 });
    // as after a crash between the last file and the end of the batch
    await writeFile(`${stage.dataDir}/uploads/${location.split('/').at(-1) ?? ''}`, bytes);
    await db.updateTable('intake_batch').set({ status: 'processing' }).execute();
    await stage.restart();
    await stage.intake().idle();
    expect(await snapshot()).toEqual(first);
  });

  it('starts for an upload whose last bytes arrived but were never confirmed', async () => {
    const bytes = pdf(4000);
    const location = await started(bytes);
    await writeFile(`${stage.dataDir}/uploads/${location.split('/').at(-1) ?? ''}`, bytes);
    expect((await headUpload(stage, location)).headers.get('upload-offset')).toBe(
      String(bytes.length),
    );
    await stage.intake().idle();
    expect(await batchOf(stage, location)).toMatchObject({
      status: 'done',
      items: [{ outcome: 'attached' }],
    });
  });

  it('tells about its course, but not more than every 300 ms', async () => {
    const bytes = many();
    const startedAt = Date.now();
    await uploadAndProcess(stage, { name: '片', bundle: 'tar', bytes });
    await new Promise((resolve) => setTimeout(resolve, 400));
    const most = Math.ceil((Date.now() - startedAt) / 300) + 1;
    expect(stage.published.length).toBeGreaterThanOrEqual(2);
    expect(stage.published.length).toBeLessThanOrEqual(most);
    expect(new Set(stage.published)).toEqual(new Set([stage.caseId]));
  });
});
