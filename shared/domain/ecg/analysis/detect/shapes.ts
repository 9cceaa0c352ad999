import { BEAT_KINDS } from '../../beatBlock';

/** A shape the heart has shown, as the running mean of beats that had it. */
type Shape = { values: Float32Array; weight: number };

/** Breathing alone brings beats of one shape down to this in leads that look along the axis. */
export const ALIKE = 0.8;
/** Part of a beat its shape is compared by, around the greatest deflection. */
export const SHAPE_BEFORE_S = 0.08;
export const SHAPE_BEHIND_S = 0.1;
const MOST_SHAPES = 8;
/** Weight of a beat in its shape at most: a shape follows slow changes, of posture for example. */
const LEAST_PART = 1 / 24;
/** Beats after which what was seen before counts half: the dominant shape is that of the last minutes. */
const HALF_LIFE_BEATS = 120;

export const NORMAL = BEAT_KINDS.indexOf('normal');
export const OTHER = BEAT_KINDS.indexOf('other');

/**
 * Tells beats of the dominant shape from others, as they come. A shape that becomes the more frequent one is the dominant
 * one from then on.
 */
export class Shapes {
  readonly #shapes: Shape[] = [];

  /** @param window - The beat in all leads, one behind the other, each without its mean. @returns Index in `BEAT_KINDS`. */
  kindOf(window: Float32Array): number {
    const fading = 0.5 ** (1 / HALF_LIFE_BEATS);
    for (const shape of this.#shapes) shape.weight *= fading;
    const shape = this.#nearest(window) ?? this.#newShape(window);
    shape.weight += 1;
    const part = Math.max(LEAST_PART, 1 / shape.weight);
    for (let at = 0; at < window.length; at++) {
      const old = shape.values[at] ?? 0;
      shape.values[at] = old + part * ((window[at] ?? 0) - old);
    }
    const dominant = this.#shapes.reduce((best, one) => (one.weight > best.weight ? one : best));
    return shape === dominant ? NORMAL : OTHER;
  }

  #nearest(window: Float32Array): Shape | null {
    let best: Shape | null = null;
    let alike = ALIKE;
    for (const shape of this.#shapes) {
      const likeness = correlation(window, shape.values);
      if (likeness < alike) continue;
      best = shape;
      alike = likeness;
    }
    return best;
  }

  #newShape(window: Float32Array): Shape {
    const shape = { values: Float32Array.from(window), weight: 0 };
    if (this.#shapes.length === MOST_SHAPES) {
      const rarest = this.#shapes.reduce((least, one) => (one.weight < least.weight ? one : least));
      this.#shapes.splice(this.#shapes.indexOf(rarest), 1);
    }
    this.#shapes.push(shape);
    return shape;
  }
}

/** Of two windows without mean; also says how far their sizes differ: half as high is not alike. */
export function correlation(a: Float32Array, b: Float32Array): number {
  let [both, squareA, squareB] = [0, 0, 0];
  for (let at = 0; at < a.length; at++) {
    const [x = 0, y = 0] = [a[at], b[at]];
    both += x * y;
    squareA += x * x;
    squareB += y * y;
  }
  if (squareA === 0 || squareB === 0) return 0;
  const size = Math.sqrt(Math.min(squareA, squareB) / Math.max(squareA, squareB));
  return (both / Math.sqrt(squareA * squareB)) * Math.min(1, 2 * size);
}

/** Takes wander away: the straight line from one end to the other, each end the mean of an eighth. */
export function level(values: Float32Array): void {
  const part = Math.max(1, values.length >> 3);
  let [first, last] = [0, 0];
  for (let at = 0; at < part; at++) {
    first += (values[at] ?? 0) / part;
    last += (values[values.length - 1 - at] ?? 0) / part;
  }
  const slope = (last - first) / (values.length - part);
  const start = first - (slope * (part - 1)) / 2;
  for (let at = 0; at < values.length; at++) values[at] = (values[at] ?? 0) - start - slope * at;
}
