import { describe, expect, it } from 'vitest';
import type { DisplaySet } from './displaySet';
import { followed, linkOf, shareSpace } from './linking';

const element = (...Value: unknown[]) => ({ vr: 'UN', Value });
const AXIAL = [1, 0, 0, 0, 1, 0];
const SAGITTAL = [0, 1, 0, 0, 0, -1];

/** A stack of 10 × 10 mm pictures at the given heights along its normal. */
function stack(
  space: string,
  heights: readonly number[],
  orientation: readonly number[] | null = AXIAL,
): DisplaySet {
  return {
    id: `${space}${heights.join()}`,
    studyInstanceUid: '1',
    seriesInstanceUid: '1',
    kind: 'image',
    modality: 'CT',
    seriesNumber: 1,
    description: null,
    frameRate: null,
    frames: heights.map((height, i) => ({
      sopInstanceUid: `${space}.${i}`,
      frame: 1,
      instance: {
        '00200052': element(space),
        '00280010': element(10),
        '00280011': element(10),
        '00280030': element(1, 1),
        ...(orientation && {
          '00200037': element(...orientation),
          '00200032': element(...(orientation === AXIAL ? [0, 0, height] : [height, 0, 10])),
        }),
      },
    })),
  };
}
const steps = (from: number, by: number, count: number) =>
  Array.from({ length: count }, (_, i) => from + i * by);

describe('stacks that scroll together', () => {
  it('of one space go by place, whatever their spacing and their direction', () => {
    const thin = stack('a', steps(0, 1, 41));
    const thick = stack('a', steps(40, -5, 9));
    const link = linkOf({ set: thin, index: 3 }, { set: thick, index: 0 });
    expect(link).toEqual({ kind: 'place' });
    expect(followed({ kind: 'place' }, { set: thin, index: 20 }, thick)).toBe(4);
    expect(followed({ kind: 'place' }, { set: thick, index: 8 }, thin)).toBe(0);
  });

  it('of two examinations keep the distance they had when they were joined', () => {
    const now = stack('a', steps(100, 2, 30));
    const before = stack('b', steps(-50, 5, 20));
    const link = linkOf({ set: now, index: 10 }, { set: before, index: 4 });
    expect(link).toEqual({ kind: 'distance', mm: -150 });
    expect(link && followed(link, { set: now, index: 15 }, before)).toBe(6);
    const back = linkOf({ set: before, index: 4 }, { set: now, index: 10 });
    expect(back && followed(back, { set: before, index: 6 }, now)).toBe(15);
  });

  it('that are not placed keep the number between them, within the stack', () => {
    const a = stack('a', steps(0, 1, 10), null);
    const b = stack('b', steps(0, 1, 6), null);
    const link = linkOf({ set: a, index: 2 }, { set: b, index: 3 });
    expect(link).toEqual({ kind: 'index', by: 1 });
    expect(link && followed(link, { set: a, index: 4 }, b)).toBe(5);
    expect(link && followed(link, { set: a, index: 9 }, b)).toBe(5);
  });

  it('are not joined across', () => {
    const axial = stack('a', steps(0, 1, 10));
    const sagittal = stack('a', steps(0, 1, 10), SAGITTAL);
    expect(linkOf({ set: axial, index: 0 }, { set: sagittal, index: 0 })).toBeNull();
    expect(shareSpace(axial, sagittal)).toBe(true);
    expect(shareSpace(axial, stack('b', steps(0, 1, 3)))).toBe(false);
  });
});
