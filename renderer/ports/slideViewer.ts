import type { SlideManifest } from '../../shared/domain/slide/manifest';
import type { TileAddress } from '../../shared/domain/slide/tiles';
import type { Point, Size, SlideView } from '../../shared/domain/slide/view';

/**
 * Asks for tiles as one stream (`shared/domain/slide/tileStream.ts`). Resolves with any HTTP status; rejects when no answer
 * came. Aborting ends the stream: what was not sent is not sent.
 */
export type TileFetcher = (
  slide: SlideManifest,
  tiles: readonly TileAddress[],
  signal: AbortSignal,
) => Promise<Response>;

/** How colours are shown; 1 leaves them as they are. Never changes what is measured or stored. */
export type SlideAdjustment = {
  readonly brightness: number;
  readonly contrast: number;
  readonly gamma: number;
};
export const UNADJUSTED: SlideAdjustment = { brightness: 1, contrast: 1, gamma: 1 };

/** What has come of what the screen needs now. */
export type TileProgress = {
  readonly needed: number;
  readonly here: number;
  readonly failed: number;
  /** Nothing can be shown yet, not even coarsely. */
  readonly isBlank: boolean;
  /** The server refuses or cannot be reached; tried again by itself. */
  readonly isStalled: boolean;
};

export type SlideSurfaceEvents = {
  /** At most once per animation frame. */
  view: SlideView;
  progress: TileProgress;
  /** The address of these tiles is no longer good: the slide has to be listed again. */
  stale: null;
};

/** A slide on screen. Methods after `dispose` do nothing. */
export interface SlideSurface {
  readonly box: Size;
  /** Where the view is going; equal to what is drawn when nothing moves. */
  getView(): SlideView;
  /** Moves there, gliding unless told otherwise; the view is kept within the slide. */
  setView(view: SlideView, how?: 'glide' | 'jump'): void;
  /** The whole slide. */
  fit(): void;
  /** Zooms about a place on screen (default: the middle). */
  zoomBy(factor: number, anchor?: Point): void;
  adjust(adjustment: SlideAdjustment): void;
  /** Whether the pointer moves the slide; false while something is being drawn on it. */
  setPanning(isOn: boolean): void;
  /**
   * What is on screen as a picture at screen resolution, with the colours as shown.
   *
   * @returns `null` when not every tile has come within the time: a coarse picture must not be kept as evidence.
   */
  capture(waitMs: number): Promise<{ readonly blob: Blob; readonly size: Size } | null>;
  on<E extends keyof SlideSurfaceEvents>(
    event: E,
    listener: (value: SlideSurfaceEvents[E]) => void,
  ): () => void;
  dispose(): void;
}

export interface SlideViewer {
  /** Fills `element` (positioned, with a size) and follows its size. */
  mount(element: HTMLElement, slide: SlideManifest): SlideSurface;
}

export type SlideViewerFactory = (fetchTiles: TileFetcher) => SlideViewer;
