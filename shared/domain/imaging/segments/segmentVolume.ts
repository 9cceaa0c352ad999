import { areParallel, normalOf } from '../planeRelations';
import type { Segmentation, SegmentFrame } from './readSegmentation';
import { gapsOf, positionsAlong, type StackPlaces } from './stackPlaces';

/**
 * Distance of neighbouring frames, mm: as the file states it, else as the pictures are apart that it was made on. A frame that
 * is left out because nothing is in it makes a gap of several distances; anything else makes the volume unknown.
 */
export function frameSpacingOf(
  { statedSpacingMm }: Segmentation,
  frames: readonly SegmentFrame[],
  stack: StackPlaces,
): number | null {
  const planes = frames.flatMap(({ plane }) => plane ?? []);
  const first = planes[0];
  const spacing = statedSpacingMm ?? stack.spacingMm;
  if (first === undefined || planes.length !== frames.length || spacing === null) return null;
  if (!planes.every((plane) => areParallel(plane, first))) return null;
  const gaps = gapsOf(positionsAlong(planes, normalOf(first)));
  const isWhole = gaps.every((gap) => Math.abs(gap / spacing - Math.round(gap / spacing)) < 0.02);
  return isWhole ? spacing : null;
}

/**
 * Volume of a segment, mL. `null` when it cannot be known: frames without a place or a distance, two frames in one place, or
 * fractions that say how likely a pixel belongs instead of how much of it does.
 *
 * @param pixels - Pixels of the segment, by frame index.
 */
export function segmentVolumeOf(
  segmentation: Segmentation,
  frames: readonly SegmentFrame[],
  pixels: (frame: SegmentFrame) => number,
  spacingMm: number | null,
): number | null {
  if (spacingMm === null || (segmentation.form === 'fractional' && !segmentation.isOccupancy))
    return null;
  const planes = frames.flatMap(({ plane }) => plane ?? []);
  const first = planes[0];
  if (first === undefined || planes.length !== frames.length) return null;
  if (positionsAlong(planes, normalOf(first)).length !== planes.length) return null;
  const cubic = frames.reduce((sum, frame) => {
    const { row = 0, column = 0 } = frame.plane?.spacing ?? {};
    return sum + pixels(frame) * row * column * spacingMm;
  }, 0);
  return cubic / 1000;
}
