import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { DicomJson } from '../dicomJson';
import type { PixelPoint } from '../vector';
import { contourOf, readStructureSet } from './readStructureSet';
import { S } from './tags';
import { contoursOver, setOf } from './testing/assembled';
import { madeStack, madeStructureSet, type MadeRegion } from './testing/madeObjects';
import { targetOf } from './target';

const stack = madeStack({ count: 4 });
const box = (from: number, to: number): readonly PixelPoint[] => [
  [from, from],
  [to, from],
  [to, to],
  [from, to],
];
const region = (more: Partial<MadeRegion> = {}): MadeRegion => ({
  number: 1,
  name: '靶区',
  rgb: [255, 0, 0],
  contours: () => [box(2, 6)],
  ...more,
});
const made = (more: Partial<MadeRegion> = {}, isUnnamed = false) =>
  madeStructureSet(stack, { uid: '2.25.11', regions: [region(more)], isUnnamed });
const overlay = (json: DicomJson, images = stack) => {
  const result = contoursOver(json, images);
  if (!result.ok) throw new Error(result.error.reason);
  return result.value;
};
/** The first contour of the first region with other elements. */
const broken = (change: DicomJson): DicomJson => {
  const json: DicomJson = JSON.parse(JSON.stringify(made()));
  const contours = json[S.ROIContourSequence]?.Value?.[0] as DicomJson;
  Object.assign((contours[S.ContourSequence]?.Value ?? [])[0] as DicomJson, change);
  return json;
};

describe('contours of a structure set', () => {
  it('lie on the picture they name, in its pixels', () => {
    const { at, parts } = overlay(made());
    expect(parts).toMatchObject([
      { label: '靶区', colour: [255, 0, 0], algorithm: 'manual', pictureCount: 4, firstIndex: 0 },
    ]);
    const [placed] = at.get(3) ?? [];
    expect(placed).toMatchObject({ kind: 'contour', type: 'closed' });
    expect(placed?.kind === 'contour' && placed.points.flat()).toEqual(box(2, 6).flat());
  });

  it('without a name lie on the picture at their height, and on none in between', () => {
    const json = made({}, true);
    expect([...overlay(json).at.keys()]).toEqual([0, 1, 2, 3]);
    const everySecond = stack.filter((_, index) => index % 2 === 0);
    expect(overlay(json, everySecond).parts).toMatchObject([{ missing: 2, pictureCount: 2 }]);
  });

  it('on pictures that are not here are counted', () => {
    expect(overlay(made(), stack.slice(2)).parts).toMatchObject([{ missing: 2 }]);
  });

  it.each([
    ['an odd number of values', { [S.ContourData]: { vr: 'DS', Value: [1, 2, 3, 4] } }],
    ['fewer points than announced', { [S.NumberOfContourPoints]: { vr: 'IS', Value: [9] } }],
    ['words for numbers', { [S.ContourData]: { vr: 'DS', Value: ['a', 'b', 'c'] } }],
    ['no points', { [S.ContourData]: { vr: 'DS' } }],
    ['an unknown type', { [S.ContourGeometricType]: { vr: 'CS', Value: ['SPHERE'] } }],
  ])('with %s are left out and said so, the others are shown', (_, change) => {
    const { parts } = overlay(broken(change));
    expect(parts).toMatchObject([{ damaged: 1, pictureCount: 3, volumeMl: null }]);
  });

  it('that leave the plane of their picture are not drawn', () => {
    const data = [0, 0, 0, 1, 0, 0, 1, 1, 5, 0, 1, 0];
    const { parts } = overlay(broken({ [S.ContourData]: { vr: 'DS', Value: data } }));
    expect(parts).toMatchObject([{ contradictory: 1, pictureCount: 3 }]);
  });

  it('of no region at all are refused', () => {
    const json = { ...made(), [S.StructureSetROISequence]: { vr: 'SQ' } };
    expect(contoursOver(json, stack)).toEqual({ ok: false, error: { reason: 'noParts' } });
  });

  it('are never taken for points they are not, whatever the numbers', () => {
    const values = fc.array(fc.oneof(fc.double(), fc.string(), fc.constant(null)), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(values, (Value) => {
        const item = {
          [S.ContourGeometricType]: { vr: 'CS', Value: ['CLOSED_PLANAR'] },
          [S.ContourData]: { vr: 'DS', Value },
        };
        const contour = contourOf({ part: 1, item });
        const numbers = contour?.points.flat() ?? [];
        expect(numbers.every(Number.isFinite)).toBe(true);
        if (contour) expect(numbers.length).toBe(Value.length);
      }),
    );
  });
});

describe('the volume of a region', () => {
  const volume = (more: Partial<MadeRegion>) => overlay(made(more)).parts[0]?.volumeMl ?? null;

  it('is areas times the distance of their planes', () => {
    // 4 planes 2 mm apart, 4 pixels of 0.5 mm square
    expect(volume({})).toBeCloseTo((4 * 2 * 2 * 2) / 1000, 6);
  });

  it('takes out what an exclusive contour takes out', () => {
    const contours = () => [box(1, 9), box(3, 5)];
    const area = (8 * 8 - 2 * 2) * 0.25;
    expect(volume({ type: 'CLOSEDPLANAR_XOR', contours })).toBeCloseTo((area * 8) / 1000, 6);
  });

  it('is unknown for a contour within another that does not say what it means', () => {
    expect(volume({ contours: () => [box(1, 9), box(3, 5)] })).toBeNull();
  });

  it('is unknown for open lines, one plane, and planes left out', () => {
    expect(volume({ type: 'OPEN_PLANAR' })).toBeNull();
    expect(volume({ contours: (index) => (index === 1 ? [box(2, 6)] : []) })).toBeNull();
    expect(volume({ contours: (index) => (index === 2 ? [] : [box(2, 6)]) })).toBeNull();
  });
});

describe('the pictures an object belongs on', () => {
  const needs = (json: DicomJson) => {
    const read = readStructureSet(json);
    if (!read.ok) throw new Error(read.error.reason);
    return read.value;
  };
  const other = madeStack({ count: 4, series: '2.25.30' });
  const elsewhere = madeStack({ count: 4, frameOfReference: '2.25.8' });

  it('are those it names', () => {
    expect(targetOf(needs(made()), [setOf(other), setOf(stack)])).toMatchObject({
      ok: true,
      value: { seriesInstanceUid: '2.25.20' },
    });
  });

  it('are not others in the same frame of reference', () => {
    expect(targetOf(needs(made()), [setOf(other)])).toEqual({
      ok: false,
      error: { reason: 'referenceMissing', params: { count: 4 } },
    });
  });

  it('are refused in another frame of reference, or in none', () => {
    const reason = { ok: false, error: { reason: 'frameOfReference' } };
    expect(targetOf(needs(made()), [setOf(elsewhere)])).toEqual(reason);
    const unplaced = stack.map(({ [S.FrameOfReferenceUID]: _gone, ...image }) => image);
    expect(targetOf(needs(made()), [setOf(unplaced)])).toEqual(reason);
  });

  it('are not guessed when it names none and is in no frame of reference', () => {
    const nothing = {
      references: { seriesInstanceUids: new Set<string>(), sopInstanceUids: new Set<string>() },
      framesOfReference: new Set<string>(),
    };
    expect(targetOf(nothing, [setOf(stack)])).toEqual({
      ok: false,
      error: { reason: 'noReference' },
    });
  });
});
