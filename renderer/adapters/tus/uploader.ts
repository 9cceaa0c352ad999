import { Upload as TusUpload, type UrlStorage } from 'tus-js-client';
import { UPLOADS_PATH } from '../../../shared/api/intake';
import type { ServerAccess } from '../../platform/serverAccess';
import type { Upload, Uploader, UploadInput, UploadProgress } from '../../ports/uploader';
import { isPassing, toUploadError } from './failure';
import { createUrlStorage } from './urlStorage';

export type TusUploaderOptions = {
  readonly server: ServerAccess;
  /** Where addresses of unfinished uploads survive a restart. */
  readonly storage: Storage;
  readonly now?: () => number;
  readonly retryDelaysMs?: readonly number[];
  readonly chunkBytes?: number;
};

/** About four minutes of a broken line; after that the reader is told and may go on by hand. */
const RETRY_DELAYS_MS = [0, 1000, 3000, 5000, 10_000, 15_000, 30_000, 60_000, 60_000, 60_000];
/**
 * A piece per request. A county line that breaks loses at most one, and a proxy that buffers requests never has to
 * hold more.
 */
const CHUNK_BYTES = 16 * 1024 * 1024;

export function createTusUploader(options: TusUploaderOptions): Uploader {
  const urlStorage = createUrlStorage(options.storage, options.now ?? Date.now);
  return { start: (input, onProgress) => startUpload(input, onProgress, options, urlStorage) };
}

function startUpload(
  input: UploadInput,
  onProgress: (progress: UploadProgress) => void,
  options: TusUploaderOptions,
  urlStorage: UrlStorage,
): Upload {
  let progress: UploadProgress = {
    status: 'sending',
    sentBytes: 0,
    totalBytes: input.content.size,
    batchId: null,
    error: null,
  };
  const report = (change: Partial<UploadProgress>) => {
    // what the library still reports after a cancellation is of no interest any more
    if (progress.status === 'cancelled') return;
    progress = { ...progress, ...change };
    onProgress(progress);
  };
  const upload = new TusUpload(input.content, {
    endpoint: options.server.url(UPLOADS_PATH),
    metadata: { caseId: input.caseId, name: input.name, bundle: input.bundle },
    chunkSize: options.chunkBytes ?? CHUNK_BYTES,
    retryDelays: [...(options.retryDelaysMs ?? RETRY_DELAYS_MS)],
    urlStorage,
    fingerprint: async () => input.fingerprint,
    removeFingerprintOnSuccess: true,
    headers: {},
    // asked for every request: a token may have been renewed meanwhile
    onBeforeRequest: (request) => {
      for (const [name, value] of Object.entries(options.server.headers()))
        request.setHeader(name, value);
    },
    onProgress: (sentBytes) => report({ status: 'sending', sentBytes, error: null }),
    onUploadUrlAvailable: () => report({ batchId: batchIdOf(upload.url) }),
    onShouldRetry: (error) => {
      const mayRetry = isPassing(error);
      if (mayRetry) report({ status: 'retrying', error: toUploadError(error) });
      return mayRetry;
    },
    onSuccess: () => report({ status: 'sent', sentBytes: progress.totalBytes, error: null }),
    onError: (error) => report({ status: 'failed', error: toUploadError(error) }),
  });
  void upload.findPreviousUploads().then(([previous]) => {
    if (progress.status !== 'sending') return;
    if (previous) upload.resumeFromPreviousUpload(previous);
    upload.start();
  });
  return {
    pause() {
      report({ status: 'paused', error: null });
      void upload.abort();
    },
    resume() {
      report({ status: 'sending', error: null });
      upload.start();
    },
    async cancel() {
      report({ status: 'cancelled', error: null });
      await upload.abort(true).catch(() => {
        // out of reach: the server drops unfinished uploads by itself, and nothing here points to it any more
      });
    },
  };
}

const batchIdOf = (url: string | null): string | null =>
  /\/([0-9a-f-]{36})(?:[?#].*)?$/.exec(url ?? '')?.[1] ?? null;
