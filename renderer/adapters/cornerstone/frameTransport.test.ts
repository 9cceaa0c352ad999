import { describe, expect, it } from 'vitest';
import type { DicomWebFetcher } from '../../ports/imageViewer';
import { failureOf, fetchBulk, fetchFrame } from './frameTransport';

const never = new AbortController().signal;
const answering =
  (response: () => Response): DicomWebFetcher =>
  async () =>
    response();
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (cause: unknown) => failureOf(cause).code,
  );

describe('fetching a frame', () => {
  it('asks for the picture as stored, whatever its transfer syntax', async () => {
    const asked: string[] = [];
    const fetcher: DicomWebFetcher = async (path, { accept }) => {
      asked.push(path, accept);
      return new Response(Uint8Array.from([1]), { headers: { 'content-type': 'image/jls' } });
    };
    expect((await fetchFrame(fetcher, '/studies/1/x', never)).bytes).toEqual(Uint8Array.from([1]));
    expect(asked).toEqual([
      '/studies/1/x',
      'multipart/related; type="application/octet-stream"; transfer-syntax=*',
    ]);
  });

  it.each([
    [
      'no answer at all',
      () => {
        throw new TypeError('failed');
      },
      'net.offline',
    ],
    ['an expired session', () => new Response('{}', { status: 401 }), 'auth.expired'],
    ['an empty success', () => new Response(new Uint8Array()), 'net.badResponse'],
    [
      'a page instead of a part',
      () =>
        new Response('<html>', { headers: { 'content-type': 'multipart/related; boundary=x' } }),
      'net.badResponse',
    ],
  ])('names %s', async (_what, response, code) => {
    expect(await codeOf(fetchFrame(answering(response), '/studies/1', never))).toBe(code);
  });

  it('passes an abort on instead of calling it a network failure', async () => {
    const abort = new AbortController();
    abort.abort();
    const fetcher: DicomWebFetcher = () => Promise.reject(new Error('aborted'));
    await expect(fetchFrame(fetcher, '/studies/1', abort.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('asks its own server for bulk data, wherever the metadata point', async () => {
    const asked: string[] = [];
    const fetcher: DicomWebFetcher = async (path) => {
      asked.push(path);
      return new Response(Uint8Array.from([1]));
    };
    await fetchBulk(fetcher, 'https://elsewhere.example/dicom-web/studies/1/bulk/7', never);
    expect(asked).toEqual(['/studies/1/bulk/7']);
  });

  it('calls an unknown failure of the decoder what it is', () => {
    expect(failureOf(new Error('wasm trap'))).toMatchObject({
      code: 'dicom.decodeFailed',
      retry: 'never',
    });
    expect(failureOf({ error: failureOf })).toMatchObject({ code: 'dicom.decodeFailed' });
  });
});
