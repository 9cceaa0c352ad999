import { describe, expect, it } from 'vitest';
import { edgeLetters } from '../../../../shared/domain/imaging/orientation';
import { dot, length, scale, type Vector3 } from '../../../../shared/domain/imaging/vector';
import { FROM_FRONT, orbit, rightOf, type Look } from './orbit';

const QUARTER = Math.PI / 2;
const letters = (look: Look) => {
  const { left, right, top } = edgeLetters(rightOf(look), scale(look.up, -1));
  return `${left}${right}${top}`;
};
const close = (a: Vector3, b: Vector3) => a.every((part, i) => Math.abs(part - (b[i] ?? 0)) < 1e-9);

describe('turning a solid', () => {
  it('begins at the front: the right side of the patient on the left', () => {
    expect(letters(FROM_FRONT)).toBe('RLH');
  });

  it.each([
    // pushed to the right, what was on the left comes to the front
    ['to the right', QUARTER, 0, [-1, 0, 0], 'PAH'],
    ['to the left', -QUARTER, 0, [1, 0, 0], 'APH'],
    ['half around', 2 * QUARTER, 0, [0, 1, 0], 'LRH'],
    ['down', 0, QUARTER, [0, 0, 1], 'RLP'],
  ] as const)('pushed %s shows that side', (_how, right, down, normal, seen) => {
    const look = orbit(FROM_FRONT, right, down);
    expect(close(look.normal, normal as Vector3)).toBe(true);
    expect(letters(look)).toBe(seen);
  });

  it('stays a right angle of unit vectors however long it is turned', () => {
    let look: Look = FROM_FRONT;
    for (let i = 0; i < 10_000; i++) look = orbit(look, 0.013, -0.007);
    expect([length(look.up), length(look.normal)]).toEqual([
      expect.closeTo(1, 9),
      expect.closeTo(1, 9),
    ]);
    expect(dot(look.up, look.normal)).toBeCloseTo(0, 9);
  });
});
