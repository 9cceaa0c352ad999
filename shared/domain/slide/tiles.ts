import { columnsOf, downsampleOf, rowsOf, type SlideLevel, type SlideManifest } from './manifest';

/** A part of the slide, in pixels of the finest level. */
export type SlideRect = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** One tile: index into `levels`, column and row. */
export type TileAddress = { readonly level: number; readonly x: number; readonly y: number };

export const tileKey = ({ level, x, y }: TileAddress): string => `${level}/${x}/${y}`;

type Pyramid = Pick<SlideManifest, 'width' | 'height' | 'levels'>;

/**
 * The coarsest level whose pixels are not larger than the screen's: everything the file holds at this zoom, nothing
 * that the screen could not show.
 *
 * @param pixelsPerScreenPixel - Pixels of the finest level under one device pixel; below 1 the picture is enlarged.
 * @param slack - How much larger than a screen pixel a level's pixel may be before the next finer one is taken; 1.15
 *   keeps a zoom of 52 % from fetching four times the bytes.
 */
export function levelFor(slide: Pyramid, pixelsPerScreenPixel: number, slack = 1.15): number {
  let best = 0;
  for (const [index, level] of slide.levels.entries()) {
    if (downsampleOf(slide, level) <= pixelsPerScreenPixel * slack) best = index;
  }
  return best;
}

/** Where a tile lies on the slide, cut at the slide's edge. */
export function tileRect(slide: Pyramid, address: TileAddress): SlideRect {
  const level = levelAt(slide, address.level);
  const [scaleX, scaleY] = [slide.width / level.width, slide.height / level.height];
  const left = address.x * level.tileWidth;
  const top = address.y * level.tileHeight;
  return {
    x: left * scaleX,
    y: top * scaleY,
    width: (Math.min(level.width, left + level.tileWidth) - left) * scaleX,
    height: (Math.min(level.height, top + level.tileHeight) - top) * scaleY,
  };
}

/** Tiles of one level that touch a part of the slide, row by row. */
export function tilesIn(slide: Pyramid, index: number, rect: SlideRect): TileAddress[] {
  const level = levelAt(slide, index);
  const [scaleX, scaleY] = [slide.width / level.width, slide.height / level.height];
  const first = (from: number, scale: number, size: number) => Math.floor(from / scale / size);
  const last = (to: number, scale: number, size: number) => Math.ceil(to / scale / size) - 1;
  const left = Math.max(0, first(rect.x, scaleX, level.tileWidth));
  const top = Math.max(0, first(rect.y, scaleY, level.tileHeight));
  const right = Math.min(columnsOf(level) - 1, last(rect.x + rect.width, scaleX, level.tileWidth));
  const bottom = Math.min(rowsOf(level) - 1, last(rect.y + rect.height, scaleY, level.tileHeight));
  const tiles: TileAddress[] = [];
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) tiles.push({ level: index, x, y });
  return tiles;
}

/**
 * The nearest coarser tile that is at hand, to be shown where a tile has not come yet.
 *
 * @param isHere - Whether a tile can be drawn now.
 */
export function ancestorOf(
  slide: Pyramid,
  address: TileAddress,
  isHere: (candidate: TileAddress) => boolean,
): TileAddress | null {
  const { x, y, width, height } = tileRect(slide, address);
  const [middleX, middleY] = [x + width / 2, y + height / 2];
  for (let index = address.level + 1; index < slide.levels.length; index++) {
    const level = levelAt(slide, index);
    const candidate = {
      level: index,
      x: Math.floor((middleX * level.width) / slide.width / level.tileWidth),
      y: Math.floor((middleY * level.height) / slide.height / level.tileHeight),
    };
    if (isHere(candidate)) return candidate;
  }
  return null;
}

function levelAt(slide: Pyramid, index: number): SlideLevel {
  const level = slide.levels[index];
  if (!level) throw new RangeError(`no level ${index}`);
  return level;
}
