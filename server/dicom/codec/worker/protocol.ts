import type { AppError } from '../../../../shared/domain/errors';
import type { Result } from '../../../../shared/lib/result';
import type { ImageShape } from '../../pixel/layout';
import type { Codec } from '../../transferSyntax';

/** What the pool asks a decoder thread. Buffers cross as plain bytes. */
export type DecodeJob = {
  readonly codec: Exclude<Codec, 'native'>;
  readonly encoded: Uint8Array;
  readonly image: ImageShape;
};

export type DecodeAnswer = Result<
  { readonly bytes: Uint8Array; readonly photometric: string },
  AppError
>;
