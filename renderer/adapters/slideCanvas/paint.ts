import type { SlideManifest } from '../../../shared/domain/slide/manifest';
import {
  tileRect,
  tilesIn,
  type SlideRect,
  type TileAddress,
} from '../../../shared/domain/slide/tiles';
import { visibleRect, type Size, type SlideView } from '../../../shared/domain/slide/view';

/** Around the slide, as around every picture. */
const SURROUND = '#0d0d0d';

export type Pictures = {
  picture(tile: TileAddress): ImageBitmap | null;
};

export type PaintJob = {
  readonly slide: SlideManifest;
  readonly view: SlideView;
  /** CSS pixels. */
  readonly box: Size;
  readonly pixelRatio: number;
  /** The level this view is to be shown in. */
  readonly level: number;
  readonly pictures: Pictures;
};

/**
 * Draws the view from what is at hand: coarse tiles first, finer ones over them, so that a tile that has not come shows its
 * coarser stand-in in the same frame, never a hole. Where the level wanted is missing, finer tiles left over from before
 * fill in.
 *
 * @returns Whether anything of the slide could be drawn at all.
 */
export function paint(context: CanvasRenderingContext2D, job: PaintJob): boolean {
  const { slide, view, box, pixelRatio, level } = job;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = SURROUND;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  const rect = visibleRect(view, box);
  const draw = placer(context, job);
  let isAnything = false;
  for (let index = slide.levels.length - 1; index > level; index--)
    for (const tile of tilesIn(slide, index, rect)) isAnything = draw(tile) || isAnything;
  for (const tile of tilesIn(slide, level, rect)) {
    const isDrawn = draw(tile) || (level > 0 && drawFiner(slide, tile, level - 1, draw));
    isAnything = isDrawn || isAnything;
  }
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  return isAnything;
}

function drawFiner(
  slide: SlideManifest,
  missing: TileAddress,
  finer: number,
  draw: (tile: TileAddress) => boolean,
): boolean {
  const inside = shrunk(tileRect(slide, missing));
  return tilesIn(slide, finer, inside).map(draw).some(Boolean);
}

/** A hair smaller, so that neighbours touched only at their edge do not count. */
const shrunk = ({ x, y, width, height }: SlideRect): SlideRect => ({
  x: x + 0.01,
  y: y + 0.01,
  width: Math.max(0, width - 0.02),
  height: Math.max(0, height - 0.02),
});

/**
 * Draws single tiles. Upright, edges are rounded to whole device pixels, the same for both neighbours, so that no seam
 * shows; turned, tiles overlap by a fraction of a pixel.
 */
function placer(context: CanvasRenderingContext2D, job: PaintJob): (tile: TileAddress) => boolean {
  const { slide, view, box, pixelRatio, pictures } = job;
  const scale = view.zoom * pixelRatio;
  // a whole pixel, so that rounding below means the same on both sides of it
  context.setTransform(
    1,
    0,
    0,
    1,
    Math.round((box.width / 2) * pixelRatio),
    Math.round((box.height / 2) * pixelRatio),
  );
  context.rotate((view.rotation * Math.PI) / 180);
  const isUpright = view.rotation % 90 === 0;
  const low = (value: number) => (isUpright ? Math.round(value) : value - OVERLAP);
  const high = (value: number) => (isUpright ? Math.round(value) : value + OVERLAP);
  return (tile) => {
    const picture = pictures.picture(tile);
    const level = slide.levels[tile.level];
    if (!picture || !level) return false;
    const rect = tileRect(slide, tile);
    // only what lies on the slide: edge tiles are padded with whatever the scanner had
    const usedX = Math.min(picture.width, Math.round((rect.width * level.width) / slide.width));
    const usedY = Math.min(picture.height, Math.round((rect.height * level.height) / slide.height));
    if (usedX < 1 || usedY < 1) return false;
    const [x0, y0] = [low((rect.x - view.centre.x) * scale), low((rect.y - view.centre.y) * scale)];
    const x1 = high((rect.x + rect.width - view.centre.x) * scale);
    const y1 = high((rect.y + rect.height - view.centre.y) * scale);
    context.drawImage(picture, 0, 0, usedX, usedY, x0, y0, x1 - x0, y1 - y0);
    return true;
  };
}

/** Device pixels; hides the edge that smoothing leaves between turned tiles. */
const OVERLAP = 0.3;
