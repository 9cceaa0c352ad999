import type { AppError } from '../../../../shared/domain/errors';
import type { Result } from '../../../../shared/lib/result';
import type { ImageShape } from '../../pixel/layout';
import type { Codec } from '../../transferSyntax';
import type { FrameSamples } from '../htj2kEncode';

export type DecodeJob = {
  readonly kind: 'decode';
  readonly codec: Exclude<Codec, 'native'>;
  readonly encoded: Uint8Array;
  readonly image: ImageShape;
};
export type EncodeJob = { readonly kind: 'encode'; readonly frame: FrameSamples };

/** What the pool asks a codec thread. Buffers cross as plain bytes. */
export type CodecJob = DecodeJob | EncodeJob;

export type DecodeAnswer = Result<
  { readonly bytes: Uint8Array; readonly photometric: string },
  AppError
>;
/** Null: not possible without loss. */
export type EncodeAnswer = Result<
  { readonly codestream: Uint8Array; readonly levelEnds: readonly number[] } | null,
  AppError
>;
export type CodecAnswer = DecodeAnswer | EncodeAnswer;
