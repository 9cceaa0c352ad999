import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Measurement } from '../../../../shared/domain/imaging/measurement';
import type { PixelPoint } from '../../../../shared/domain/imaging/vector';
import { screenMap } from './affine';
import { isComplete, moveDraft, placeDraft, shapeOf, startDraft } from './draft';
import { hitAt } from './hit';
import { outlineOf } from './outline';
import { moved, reshaped } from './reshape';
import { MeasurementShelf } from './shelf';

const OBLONG = { row: 0.5, column: 2 };
const SQUARE = { row: 1, column: 1 };
const near = (expected: readonly PixelPoint[]) =>
  expected.map(([x, y]) => [expect.closeTo(x, 6), expect.closeTo(y, 6)]);

function on(kind: Measurement['kind'], points: [number, number][], id = 'a'): Measurement {
  return { id, kind, sopInstanceUid: '1', frameNumber: 1, points };
}

describe('a map between picture and screen', () => {
  it('leads back to where it came from, also turned and mirrored', () => {
    const number = fc.double({ min: -50, max: 50, noNaN: true });
    fc.assert(
      fc.property(number, number, fc.integer({ min: 0, max: 359 }), (x, y, degrees) => {
        const [s, c] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
        const map = screenMap([7, 9], [7 - 2 * c, 9 - 2 * s], [7 - 3 * s, 9 + 3 * c]);
        const back = map?.toPixel(map.toScreen([x, y]));
        expect(back).toEqual([expect.closeTo(x, 6), expect.closeTo(y, 6)]);
      }),
    );
  });

  it('is none of a picture without extent', () => {
    expect(screenMap([0, 0], [0, 0], [0, 1])).toBeNull();
  });
});

describe('drawing', () => {
  it('takes as many places as the kind needs', () => {
    const first = startDraft('cobb', [0, 0]);
    expect(shapeOf(moveDraft(first, [3, 0]), SQUARE)).toMatchObject({ kind: 'length' });
    const third = placeDraft(placeDraft(first, [3, 0]), [0, 5]);
    expect([isComplete(third), shapeOf(third, SQUARE).kind]).toEqual([false, 'cobb']);
    expect(isComplete(placeDraft(third, [3, 6]))).toBe(true);
  });

  it('proposes a short axis at right angles in the body, half as long', () => {
    const draft = placeDraft(startDraft('bidirectional', [0, 0]), [2, 8]);
    const [, , c = [0, 0], d = [0, 0]] = shapeOf(draft, OBLONG).points;
    const [x, y] = [(d[0] - c[0]) * OBLONG.column, (d[1] - c[1]) * OBLONG.row];
    expect(x * 4 + y * 4).toBeCloseTo(0, 9);
    expect(Math.hypot(x, y)).toBeCloseTo(Math.hypot(4, 4) / 2, 9);
  });

  it('spans an ellipse and a rectangle from any corner to any other', () => {
    const at = (kind: 'ellipseRoi' | 'rectangleRoi') =>
      shapeOf(placeDraft(startDraft(kind, [6, 2]), [2, 8]), SQUARE).points;
    expect(at('rectangleRoi')).toEqual([
      [2, 2],
      [6, 2],
      [2, 8],
      [6, 8],
    ]);
    expect(at('ellipseRoi')).toEqual([
      [4, 8],
      [4, 2],
      [2, 5],
      [6, 5],
    ]);
  });
});

describe('changing a drawing', () => {
  it('keeps the corner across from the one held, whichever it is', () => {
    const box = on('rectangleRoi', [
      [0, 0],
      [4, 0],
      [0, 2],
      [4, 2],
    ]);
    for (const handle of [0, 1, 2, 3]) {
      const { points } = reshaped(box, handle, [10, 9], SQUARE);
      const fixed = box.points[3 - handle] ?? [0, 0];
      expect(points[3 - handle]).toEqual(fixed);
      expect(points[handle]).toEqual([10, 9]);
      expect(new Set(points.map(([x]) => x))).toEqual(new Set([fixed[0], 10]));
      expect(new Set(points.map(([, y]) => y))).toEqual(new Set([fixed[1], 9]));
    }
  });

  it('moves one end of an ellipse’s axis along it, and the other axis to the new middle', () => {
    const ring = on('ellipseRoi', [
      [4, 8],
      [4, 2],
      [2, 5],
      [6, 5],
    ]);
    expect(reshaped(ring, 3, [10, 30], SQUARE).points).toEqual([
      [6, 8],
      [6, 2],
      [2, 5],
      [10, 5],
    ]);
    expect(reshaped(ring, 0, [99, 12], SQUARE).points).toEqual([
      [4, 12],
      [4, 2],
      [2, 7],
      [6, 7],
    ]);
  });

  it('turns the short axis with the long one and keeps it square to it in the body', () => {
    const cross = on('bidirectional', [
      [0, 0],
      [4, 0],
      [2, 2],
      [2, -2],
    ]);
    const turned = reshaped(cross, 1, [0, 4], SQUARE).points;
    expect(turned).toEqual(
      near([
        [0, 0],
        [0, 4],
        [-2, 2],
        [2, 2],
      ]),
    );
    expect(reshaped(cross, 2, [3, 5], SQUARE).points).toEqual(
      near([
        [0, 0],
        [4, 0],
        [3, 5],
        [3, -2],
      ]),
    );
  });

  it('moves the words along with the whole', () => {
    const line = {
      ...on('length', [
        [0, 0],
        [1, 1],
      ]),
      textAt: [5, 5] as [number, number],
    };
    expect(moved(line, 2, 3)).toMatchObject({
      points: [
        [2, 3],
        [3, 4],
      ],
      textAt: [7, 8],
    });
  });
});

describe('the hand on a drawing', () => {
  const placed = [
    {
      id: 'under',
      outline: outlineOf(
        on('length', [
          [0, 0],
          [100, 0],
        ]),
      ),
      text: null,
    },
    {
      id: 'over',
      outline: outlineOf(
        on('rectangleRoi', [
          [40, -30],
          [90, -30],
          [40, 30],
          [90, 30],
        ]),
      ),
      text: { left: 200, top: 0, width: 50, height: 20 },
    },
  ];
  it.each([
    [[1, 2], { id: 'under', part: { kind: 'handle', index: 0 } }],
    [[41, -31], { id: 'over', part: { kind: 'handle', index: 0 } }],
    [[20, 3], { id: 'under', part: { kind: 'line' } }],
    [[41, 3], { id: 'over', part: { kind: 'line' } }],
    [[65, 33], { id: 'over', part: { kind: 'line' } }],
    [[210, 10], { id: 'over', part: { kind: 'text' } }],
    [[65, 15], null],
  ] as const)('at %o takes hold of %o', (at, hit) => {
    expect(hitAt(placed, at)).toEqual(hit);
  });
});

describe('the shelf of measurements', () => {
  it('keeps those of other frames when some are replaced, and forgets a selection that went', () => {
    const shelf = new MeasurementShelf();
    shelf.put(on('probe', [[0, 0]], 'a'));
    shelf.put({ ...on('probe', [[0, 0]], 'b'), sopInstanceUid: '2' });
    shelf.select('a');
    shelf.replace([{ sopInstanceUid: '1', frame: 1 }], [on('probe', [[3, 3]], 'c')]);
    expect(shelf.on({ sopInstanceUid: '1', frame: 1 }).map(({ id }) => id)).toEqual(['c']);
    expect(shelf.find('b')).not.toBeNull();
    expect(shelf.selected).toBeNull();
    shelf.remove('b');
    expect(shelf.on({ sopInstanceUid: '2', frame: 1 })).toEqual([]);
  });
});
