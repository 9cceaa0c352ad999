import type { PaperLook, PaperView } from '../../ports/paperImaging';
import type { Size } from '../../../shared/domain/paper/geometry';

export type PaperJob = { readonly id: number; readonly picture: Blob } & (
  | { readonly kind: 'look'; readonly quarterTurns: number; readonly original: Size | null }
  | { readonly kind: 'show'; readonly view: PaperView }
);

export type PaperAnswer = {
  readonly id: number;
  /** `null`: not a picture. */
  readonly value: PaperLook | ImageBitmap | null;
};
