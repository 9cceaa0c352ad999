import type { AssociatedImage, SlideManifest } from '../../shared/domain/slide/manifest';
import type { TileAddress } from '../../shared/domain/slide/tiles';
import type { AppError } from '../../shared/domain/errors';
import type { Result } from '../../shared/lib/result';

/** One tile as it may leave the server; `null` bytes: the slide holds nothing there. */
export type SlideTile = { readonly mime: string; readonly bytes: Buffer };

/** Eight-bit RGB, colour by pixel. */
export type RawPixels = {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
};

/**
 * A slide whose structure is known. It holds no open file: every call opens what it needs and closes it again, so that
 * it can be kept for as long as anybody looks at the slide.
 */
export type Slide = {
  readonly facts: SlideFacts;
  /**
   * @returns `null` where the slide is empty; or `slide.damaged` (never) for a tile that cannot be given out.
   */
  tile(address: TileAddress): Promise<Result<SlideTile | null, AppError>>;
  /** Pixels of a tile, for making coarser levels; cut at nothing, `null` where it is empty or damaged. */
  pixels(address: TileAddress): Promise<RawPixels | null>;
  /** `slide.damaged`, or `request.notFound` when there is none of the kind. */
  associated(kind: AssociatedImage): Promise<Result<SlideTile, AppError>>;
};

/** What is known of a slide before anything was made of it. */
export type SlideFacts = Omit<
  SlideManifest,
  'recordId' | 'slideId' | 'title' | 'revision' | 'preparing'
>;
