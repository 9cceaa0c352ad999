import type { PixelValues, SampleScale } from './samples';

/** What a decoder thread is asked: a codestream, whole or the beginning of one, of a frame of this size. */
export type DecodeJob = {
  readonly id: number;
  readonly codestream: Uint8Array;
  readonly rows: number;
  readonly columns: number;
  readonly picture: { readonly kind: 'grey'; readonly scale: SampleScale } | ColourPicture;
};

export type ColourPicture = {
  readonly kind: 'colour';
  /** Samples are luminance and chrominance (PS3.3 C.7.6.3.1.2), to be turned into RGB. */
  readonly isYbr: boolean;
  /** Four components with opacity, as the processor path draws. */
  readonly rgba: boolean;
};

export type DecodedPixels = {
  readonly values: PixelValues | Uint8ClampedArray;
  readonly min: number;
  readonly max: number;
};

export type DecodeAnswer =
  | ({ readonly id: number; readonly ok: true } & DecodedPixels)
  | { readonly id: number; readonly ok: false; readonly message: string };
