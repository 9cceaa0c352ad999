import type { Picture } from '../support/png';

/** A rectangle of a picture, pixels. */
export type Region = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

/** Red of the heaviest grid line: what is darker is ink, by as much as it covers. */
const GRID_RED = 232;
const INK_RED = 16;

function inkAt({ bytes, width, channels }: Picture, x: number, y: number): number {
  const red = bytes[(y * width + x) * channels] ?? 255;
  return Math.max(0, (GRID_RED - red) / (GRID_RED - INK_RED));
}

/**
 * Height of a level line: for each column the middle of its ink, then the median over the columns.
 *
 * @returns Pixels from the picture's upper edge, in fractions of a pixel.
 */
export function levelOf(picture: Picture, region: Region): number {
  return middleOf(picture, region, false);
}

/** Place of an upright line, pixels from the left edge. */
export function uprightOf(picture: Picture, region: Region): number {
  return middleOf(picture, region, true);
}

function middleOf(picture: Picture, region: Region, isUpright: boolean): number {
  const { left, top, right, bottom } = region;
  const [from, to] = isUpright ? [top, bottom] : [left, right];
  const [start, end] = isUpright ? [left, right] : [top, bottom];
  const middles: number[] = [];
  for (let along = Math.ceil(from); along < to; along++) {
    let ink = 0;
    let moment = 0;
    for (let across = Math.floor(start); across < end; across++) {
      const here = isUpright ? inkAt(picture, across, along) : inkAt(picture, along, across);
      ink += here;
      moment += here * (across + 0.5);
    }
    if (ink > 0.5) middles.push(moment / ink);
  }
  if (middles.length < 3) throw new Error(`no line in ${JSON.stringify(region)}`);
  return middles.sort((a, b) => a - b)[middles.length >> 1] ?? Number.NaN;
}
