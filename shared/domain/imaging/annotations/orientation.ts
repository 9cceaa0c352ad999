import type { KeyImageMark, ShownArea } from './annotationSet';

type Turn = Pick<KeyImageMark, 'rotation' | 'flipped'>;

/**
 * A presentation state turns first and mirrors then (PS3.3 C.10.6), our viewer the other way round; the same function
 * translates in both directions.
 */
export const otherOrder = (rotation: number, flipped: boolean): KeyImageMark['rotation'] =>
  ((flipped ? 360 - rotation : rotation) % 360) as KeyImageMark['rotation'];

/** Pixel of the untransformed image that stands top left, and the one bottom right (PS3.3 C.10.4). */
export function cornersOf(
  { left, top, right, bottom }: ShownArea,
  { rotation, flipped }: Turn,
): { topLeft: readonly [number, number]; bottomRight: readonly [number, number] } {
  // the direction of the screen's upper left corner, seen from inside the picture
  const steps: Record<number, readonly [number, number]> = {
    0: [-1, -1],
    90: [-1, 1],
    180: [1, 1],
    270: [1, -1],
  };
  const [across = -1, down = -1] = steps[rotation] ?? [];
  const isLeft = (flipped ? -across : across) < 0;
  const isTop = down < 0;
  return {
    topLeft: [isLeft ? left : right, isTop ? top : bottom],
    bottomRight: [isLeft ? right : left, isTop ? bottom : top],
  };
}

export const areaOf = (
  topLeft: readonly [number, number],
  bottomRight: readonly [number, number],
): ShownArea => ({
  left: Math.min(topLeft[0], bottomRight[0]),
  right: Math.max(topLeft[0], bottomRight[0]),
  top: Math.min(topLeft[1], bottomRight[1]),
  bottom: Math.max(topLeft[1], bottomRight[1]),
});
