import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskEdges } from './maskEdges';

describe('the outline of a mask', () => {
  it('goes round one pixel along its edges', () => {
    expect(maskEdges([0, 0, 0, 0, 255, 0, 0, 0, 0], 3, 3).toSorted()).toEqual(
      [
        [1, 1, 2, 1],
        [1, 2, 2, 2],
        [1, 1, 1, 2],
        [2, 1, 2, 2],
      ].toSorted(),
    );
  });

  it('takes a straight side as one piece and what is less than half covered as outside', () => {
    expect(maskEdges([255, 255, 127], 3, 1)).toHaveLength(4);
  });

  it('is as long as there are sides between inside and outside', () => {
    const [columns, rows] = [6, 5];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(0, 255), { minLength: 30, maxLength: 30 }),
        (coverage) => {
          const isIn = (x: number, y: number): boolean =>
            x >= 0 && x < columns && y >= 0 && y < rows && coverage[y * columns + x] === 255;
          let sides = 0;
          for (let y = 0; y < rows; y++)
            for (let x = 0; x < columns; x++)
              for (const [dx, dy] of [
                [1, 0],
                [-1, 0],
                [0, 1],
                [0, -1],
              ] as const)
                if (isIn(x, y) && !isIn(x + dx, y + dy)) sides += 1;
          const length = maskEdges(coverage, columns, rows).reduce(
            (sum, [x1, y1, x2, y2]) => sum + Math.abs(x2 - x1) + Math.abs(y2 - y1),
            0,
          );
          expect(length).toBe(sides);
        },
      ),
    );
  });
});
