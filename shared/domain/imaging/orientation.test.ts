import { describe, expect, it } from 'vitest';
import { edgeLetters, orientationLetters } from './orientation';

describe('orientation letters', () => {
  it.each([
    [[1, 0, 0], 'L'],
    [[-1, 0, 0], 'R'],
    [[0, 1, 0], 'P'],
    [[0, -1, 0], 'A'],
    [[0, 0, 1], 'H'],
    [[0, 0, -1], 'F'],
  ] as const)('names %j %s', (direction, letter) => {
    expect(orientationLetters(direction)).toBe(letter);
  });

  it('names an oblique direction strongest first', () => {
    expect(orientationLetters([0, -0.6, 0.8])).toBe('HA');
    expect(orientationLetters([0.8, 0.5, -0.33])).toBe('LPF');
  });

  it('leaves out a tilt of a few degrees', () => {
    expect(orientationLetters([Math.cos(0.05), Math.sin(0.05), 0])).toBe('L');
  });

  it('says nothing about no direction', () => {
    expect(orientationLetters([0, 0, 0])).toBe('');
  });

  it('puts opposite letters on opposite edges of an axial picture', () => {
    expect(edgeLetters([1, 0, 0], [0, 1, 0])).toEqual({
      top: 'A',
      right: 'L',
      bottom: 'P',
      left: 'R',
    });
  });
});
