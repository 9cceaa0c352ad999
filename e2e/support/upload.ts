import type { APIRequestContext } from 'playwright-core';
import { expect, vi } from 'vitest';
import type { IntakeBatch } from '../../shared/api/intake';

/**
 * Sends one file into a case as the signed-in county doctor and waits until the server has said what it is.
 *
 * @returns Id of the material it became.
 */
export async function uploadInto(
  request: APIRequestContext,
  baseUrl: string,
  file: { readonly caseId: string; readonly name: string; readonly bytes: Buffer },
): Promise<string> {
  const { caseId, name, bytes } = file;
  const encoded = (text: string) => Buffer.from(text).toString('base64');
  const resumable = { 'tus-resumable': '1.0.0' };
  const created = await request.post(`${baseUrl}/v1/uploads`, {
    headers: {
      ...resumable,
      'upload-length': String(bytes.length),
      'upload-metadata': `caseId ${encoded(caseId)},name ${encoded(name)}`,
    },
  });
  expect(created.status()).toBe(201);
  const address = new URL(created.headers()['location'] ?? '', baseUrl).href;
  const sent = await request.patch(address, {
    headers: {
      ...resumable,
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
    },
    data: bytes,
  });
  expect(sent.status()).toBe(204);
  const batchOf = async () => {
    const listed = await request.get(`${baseUrl}/v1/cases/${caseId}/intake`);
    const { items } = (await listed.json()) as { items: IntakeBatch[] };
    return items.find((batch) => batch.name === name);
  };
  await vi.waitFor(async () => expect((await batchOf())?.status).toBe('done'), {
    timeout: 60_000,
    interval: 250,
  });
  const id = (await batchOf())?.items[0]?.recordId;
  if (!id) throw new Error(`${name} did not become material of the case`);
  return id;
}
