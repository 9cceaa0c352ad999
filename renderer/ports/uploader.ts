import type { AppError } from '../../shared/domain/errors';

export type UploadInput = {
  readonly caseId: string;
  /** File or folder name as the reader knows it. */
  readonly name: string;
  readonly bundle: 'none' | 'tar';
  /** Read piece by piece as it is sent; never held in memory as a whole. */
  readonly content: Blob;
  /** Tells the same content from other content after a restart; must not contain anything readable. */
  readonly fingerprint: string;
};

export type UploadProgress = {
  /** `retrying`: the line broke and is tried again by itself. */
  readonly status: 'sending' | 'paused' | 'retrying' | 'sent' | 'failed' | 'cancelled';
  readonly sentBytes: number;
  readonly totalBytes: number;
  /** Id of the server's batch, once the server has accepted the upload. */
  readonly batchId: string | null;
  readonly error: AppError | null;
};

export interface Upload {
  /** Stops sending; the server keeps what has arrived. */
  pause(): void;
  /** Goes on where it stopped, also after a failure. */
  resume(): void;
  /** Stops and has the server forget what has arrived; it may be told so a second time. */
  cancel(): Promise<void>;
}

/**
 * Sends content to a case, resumable: a broken line, a pause and a restart of the program continue from the last
 * byte the server has. Implemented over tus 1.0.0 in `renderer/adapters/tus`.
 *
 * Failures arrive in `UploadProgress.error`: what the server refused (`upload.*`, `device.diskFull`, `case.*`,
 * `auth.*`), `net.offline` when retrying by itself was given up, `desktop.cannotReadFile` when the content cannot be
 * read any more (medium removed, file changed).
 */
export interface Uploader {
  start(input: UploadInput, onProgress: (progress: UploadProgress) => void): Upload;
}
