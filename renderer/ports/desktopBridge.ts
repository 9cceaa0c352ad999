import type { AppError } from '../../shared/domain/errors';
import type { IpcChannel, IpcInput, IpcOutput } from '../../shared/ipc/contract';
import type { IpcEvent, IpcEventPayload } from '../../shared/ipc/events';
import type { ImportHandle } from '../../shared/ipc/fields';
import type { Result } from '../../shared/lib/result';

/** First byte and the byte after the last, as in `Blob.slice`. */
export type ImportRange = { readonly fromByte: number; readonly toByte: number };

/**
 * What only the desktop program can do. The portal has the same object: it says `isDesktop: false` and refuses every call, so
 * that a screen can offer less instead of failing. Nothing here rejects.
 */
export interface DesktopBridge {
  readonly isDesktop: boolean;

  /**
   * Calls the main process.
   *
   * @returns The answer, or what the call's contract names; besides that `desktop.only` in a browser,
   *   `ipc.untrustedSender`, `ipc.malformedInput`, `ipc.handlerFailed`, and `net.badResponse` for an answer that is not what
   *   the contract says.
   */
  call<C extends IpcChannel>(
    channel: C,
    ...input: IpcInput<C> extends undefined ? [] : [IpcInput<C>]
  ): Promise<Result<IpcOutput<C>, AppError>>;

  /** Listens until the returned function is called. Silent in a browser; a malformed payload is dropped and reported. */
  on<E extends IpcEvent>(event: E, listener: (payload: IpcEventPayload<E>) => void): () => void;

  /**
   * Reads a picked file, whole or in part. The bytes stay with the browser until they are used, so a file may be large.
   *
   * @returns The bytes, or `desktop.only`, `desktop.fileChanged` (another file lies there now),
   *   `desktop.cannotReadFile` (gone, unreadable, or released).
   */
  readImport(handle: ImportHandle, range?: ImportRange): Promise<Result<Blob, AppError>>;
}
