import { length, type Vector3 } from './vector';

/** Below this share of the direction a second or third letter says nothing useful (about 6 degrees). */
const SIGNIFICANT = 0.1;

const LETTERS = [
  ['L', 'R'],
  ['P', 'A'],
  ['H', 'F'],
] as const;

/**
 * Letters of a direction in patient coordinates, strongest first, as PS3.3 C.7.6.1.1.1 describes for a biped:
 * `[1, 0, 0]` is `L`, `[0, -0.7, 0.7]` is `AH`. Empty for the zero vector.
 */
export function orientationLetters(direction: Vector3): string {
  const size = length(direction);
  if (size === 0) return '';
  return direction
    .map((component, axis) => ({ share: component / size, axis }))
    .filter(({ share }) => Math.abs(share) > SIGNIFICANT)
    .sort((a, b) => Math.abs(b.share) - Math.abs(a.share))
    .map(({ share, axis }) => LETTERS[axis]?.[share > 0 ? 0 : 1] ?? '')
    .join('');
}

export type EdgeLetters = {
  readonly top: string;
  readonly right: string;
  readonly bottom: string;
  readonly left: string;
};

const opposite = (a: Vector3): Vector3 => [-a[0], -a[1], -a[2]];

/** Letters for the four edges, from the patient directions in which the screen's right and down point. */
export function edgeLetters(right: Vector3, down: Vector3): EdgeLetters {
  return {
    right: orientationLetters(right),
    left: orientationLetters(opposite(right)),
    bottom: orientationLetters(down),
    top: orientationLetters(opposite(down)),
  };
}
