import { appError, AppFailure, type AppError } from '../../../shared/domain/errors';
import { dicomWebFailure } from '../../../shared/domain/imaging/dicomWebFailure';
import type { DisplaySet, FrameRef } from '../../../shared/domain/imaging/displaySet';
import { STACK_MEDIA_TYPE, type StackRequest } from '../../../shared/domain/imaging/stackStream';
import type { DicomWebFetcher } from '../../ports/imageViewer';
import { firstPart } from './multipart';

/** A frame as it is stored. */
export const FRAME_ACCEPT = 'multipart/related; type="application/octet-stream"; transfer-syntax=*';

export function framePath(set: DisplaySet, { sopInstanceUid, frame }: FrameRef): string {
  const { studyInstanceUid, seriesInstanceUid } = set;
  return `/studies/${studyInstanceUid}/series/${seriesInstanceUid}/instances/${sopInstanceUid}/frames/${frame}`;
}

export type FetchedFrame = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
};

const BULK_ACCEPT = 'multipart/related; type="application/octet-stream"';

/** Fetches one encoded frame as stored. Throws AppFailure; an abort is passed on as it came. */
export function fetchFrame(
  fetcher: DicomWebFetcher,
  path: string,
  signal: AbortSignal,
): Promise<FetchedFrame> {
  return fetchPart(fetcher, path, FRAME_ACCEPT, signal);
}

async function fetchPart(
  fetcher: DicomWebFetcher,
  path: string,
  accept: string,
  signal: AbortSignal,
): Promise<FetchedFrame> {
  const response = await ask(fetcher, path, accept, signal);
  const body = new Uint8Array(await readBody(response, signal));
  const part = firstPart(response.headers.get('content-type') ?? 'application/octet-stream', body);
  if (part === null || part.bytes.length === 0) {
    throw new AppFailure(
      appError('internal', 'net.badResponse', { message: 'frame answer is not readable' }),
    );
  }
  return part;
}

/** Fetches a value a metadata answer only points to; the server's own address in it is replaced by the session's. */
export async function fetchBulk(
  fetcher: DicomWebFetcher,
  uri: string,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const path = uri.slice(Math.max(0, uri.indexOf('/studies/')));
  return (await fetchPart(fetcher, path, BULK_ACCEPT, signal)).bytes;
}

/** Opens a stream of many frames. Rejects with AppFailure; an abort is passed on as it came. */
export async function openStack(
  fetcher: DicomWebFetcher,
  { studyInstanceUid, seriesInstanceUid }: DisplaySet,
  request: StackRequest,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const path = `/studies/${studyInstanceUid}/series/${seriesInstanceUid}/stack`;
  const json = JSON.stringify(request);
  const response = await ask(fetcher, path, STACK_MEDIA_TYPE, signal, json);
  if (response.body === null) throw new AppFailure(appError('internal', 'net.badResponse'));
  return response.body;
}

async function ask(
  fetcher: DicomWebFetcher,
  path: string,
  accept: string,
  signal: AbortSignal,
  json?: string,
): Promise<Response> {
  const init = { accept, signal, ...(json !== undefined && { json }) };
  const response = await fetcher(path, init).catch((cause: unknown) => {
    throw lost(signal, cause);
  });
  if (response.ok) return response;
  throw new AppFailure(dicomWebFailure(response.status, await response.json().catch(() => null)));
}

function readBody(response: Response, signal: AbortSignal): Promise<ArrayBuffer> {
  return response.arrayBuffer().catch((cause: unknown) => {
    throw lost(signal, cause);
  });
}

function lost(signal: AbortSignal, cause: unknown): Error {
  if (signal.aborted) return new DOMException('aborted', 'AbortError');
  if (cause instanceof AppFailure) return cause;
  return new AppFailure(
    appError('unavailable', 'net.offline', { message: 'no answer for a frame' }),
    { cause },
  );
}

/** Names whatever a load threw, so that the viewport can say it. */
export function failureOf(cause: unknown): AppError {
  if (cause instanceof AppFailure) return cause.error;
  const inner = (cause as { error?: unknown } | null)?.error;
  if (inner instanceof AppFailure) return inner.error;
  const message = cause instanceof Error ? cause.message : 'picture failed';
  return appError('internal', 'dicom.decodeFailed', { message, retry: 'never' });
}
