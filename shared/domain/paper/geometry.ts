import { LEAST_CROP, type PaperCrop, type PaperSteps } from './paper';

export type Size = { readonly width: number; readonly height: number };
/** Whole pixels. */
export type Box = Size & { readonly left: number; readonly top: number };

/** Size of a page after its quarter turns. */
export const turnedSize = ({ width, height }: Size, quarterTurns: number): Size =>
  quarterTurns % 2 === 0 ? { width, height } : { width: height, height: width };

/**
 * What of the straightened page is kept, in its pixels.
 *
 * @param turned - Size after the quarter turns.
 * @param straight - Size of the straightened page, which has the same middle; usually larger, as its corners stick out.
 */
export function cropBox(turned: Size, straight: Size, crop: PaperCrop): Box {
  const [left, width] = span(crop.x, crop.width, turned.width, straight.width);
  const [top, height] = span(crop.y, crop.height, turned.height, straight.height);
  return { left, top, width, height };
}

function span(from: number, share: number, turned: number, straight: number): [number, number] {
  const offset = (straight - turned) / 2;
  const start = Math.min(straight - 1, Math.max(0, Math.round(offset + from * turned)));
  const end = Math.min(straight, Math.max(start + 1, Math.round(offset + (from + share) * turned)));
  return [start, end - start];
}

/** Size of the smallest upright box around a page turned by an angle. */
export function straightenedSize({ width, height }: Size, degrees: number): Size {
  const radians = Math.abs(degrees) * (Math.PI / 180);
  const [sin, cos] = [Math.sin(radians), Math.cos(radians)];
  return {
    width: Math.ceil(width * cos + height * sin - 1e-9),
    height: Math.ceil(width * sin + height * cos - 1e-9),
  };
}

/** Turns a page by a quarter, clockwise for 1; the crop stays on what it frames, and lines that were level stay so. */
export function turnedSteps(steps: PaperSteps, direction: 1 | -1): PaperSteps {
  const { x, y, width, height } = steps.crop;
  const crop =
    direction === 1
      ? { x: 1 - y - height, y: x, width: height, height: width }
      : { x: y, y: 1 - x - width, width: height, height: width };
  return {
    ...steps,
    quarterTurns: (steps.quarterTurns + direction + 4) % 4,
    crop: fittedCrop(crop),
  };
}

/** A crop on the page and not too small to be meant. */
export function fittedCrop({ x, y, width, height }: PaperCrop): PaperCrop {
  const [left, w] = fitted(x, width);
  const [top, h] = fitted(y, height);
  return { x: left, y: top, width: w, height: h };
}

function fitted(from: number, share: number): [number, number] {
  const start = Math.min(1 - LEAST_CROP, Math.max(0, from));
  const end = Math.min(1, Math.max(start + LEAST_CROP, from + share));
  return [start, end - start];
}
