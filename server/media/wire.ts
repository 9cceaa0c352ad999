import type { AppError } from '../../shared/domain/errors';
import type { Result } from '../../shared/lib/result';
import type { MediaEvent, MediaMethod } from './mediaNode';

/** Messages between the API process and the media process, over the pipe of `fork`. Both ends are of the same build. */
export type ToMedia = { readonly id: number; readonly method: MediaMethod; readonly data: never };
export type FromMedia =
  | { readonly type: 'ready' }
  | { readonly type: 'reply'; readonly id: number; readonly result: Result<unknown, AppError> }
  | { readonly type: 'event'; readonly event: MediaEvent };

/** What the API process tells the media process when it starts it. */
export type MediaSettings = {
  /** First port; each worker takes the next. 0: whatever is free. */
  readonly port: number;
  /** Where browsers reach this machine: announced address, and the local one it arrives at. */
  readonly addresses: readonly { readonly announced: string; readonly local: string }[];
  readonly workers: number;
};
