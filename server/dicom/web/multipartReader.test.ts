import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readMultipart } from './multipartReader';

const BODY = Buffer.from(
  'preamble\r\n--B\r\nContent-Type: application/dicom\r\n\r\nfirst\r\n-- \r\n--\r\n--B\r\n\r\n\r\n--B\r\nX: 1\r\n\r\nthird\r\n--B--\r\n',
);

function inChunksOf(bytes: Buffer, size: number): Readable {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
  return Readable.from(chunks);
}

async function read(source: Readable): Promise<[type: string | undefined, body: string][]> {
  const parts: [string | undefined, string][] = [];
  for await (const { headers, body } of readMultipart(source, 'B')) {
    const chunks: Buffer[] = [];
    for await (const chunk of body) chunks.push(chunk);
    parts.push([headers.get('content-type'), Buffer.concat(chunks).toString()]);
  }
  return parts;
}

describe('reading multipart', () => {
  it.each([1, 2, 3, 7, 64, 10_000])(
    'cuts the same parts however the bytes arrive, here %i at a time',
    async (size) => {
      expect(await read(inChunksOf(BODY, size))).toEqual([
        ['application/dicom', 'first\r\n-- \r\n--'],
        [undefined, ''],
        [undefined, 'third'],
      ]);
    },
  );

  it('skips what a consumer does not read', async () => {
    const seen: string[] = [];
    for await (const { headers, body } of readMultipart(inChunksOf(BODY, 5), 'B')) {
      seen.push(headers.get('x') ?? '-');
      for await (const _ of body) break;
    }
    expect(seen).toEqual(['-', '-', '1']);
  });

  it.each([10, 30, 60, 80, BODY.length - 6])(
    'reports a body that ends after %i bytes',
    async (length) => {
      await expect(read(inChunksOf(BODY.subarray(0, length), 9))).rejects.toMatchObject({
        error: { code: 'upload.incomplete', retry: 'safe' },
      });
    },
  );

  it('refuses part headers without end', async () => {
    const endless = Buffer.concat([Buffer.from('--B\r\nX: '), Buffer.alloc(100_000, 0x61)]);
    await expect(read(Readable.from([endless]))).rejects.toMatchObject({
      error: { code: 'request.invalid' },
    });
  });
});
