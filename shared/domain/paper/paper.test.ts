import { describe, expect, it } from 'vitest';
import { paperEdges } from './edges';
import { cropBox, straightenedSize, turnedSteps } from './geometry';
import { quarterTurned, type Luma } from './luma';
import { categoriesOf, filedOriginals, NO_STEPS, WHOLE_PAGE, type PaperOrigin } from './paper';
import { hintsOf } from './quality';
import { estimateSkew } from './skew';
import { drawSheet } from './testing/sheet';

const A4 = { width: 700, height: 990, character: 13 };
const blurred = ({ width, height, values }: Luma, radius: number): Luma => {
  const pass = (
    source: Uint8Array | Uint8ClampedArray,
    step: number,
    limit: (at: number) => [number, number],
  ) =>
    Uint8Array.from(source, (_, at) => {
      const [low, high] = limit(at);
      let [sum, count] = [0, 0];
      for (let n = -radius; n <= radius; n += 1) {
        const from = at + n * step;
        if (from < low || from > high) continue;
        sum += source[from] ?? 0;
        count += 1;
      }
      return sum / count;
    });
  const across = pass(values, 1, (at) => {
    const row = Math.floor(at / width) * width;
    return [row, row + width - 1];
  });
  return { width, height, values: pass(across, width, () => [0, values.length - 1]) };
};

describe('the lean of a page', () => {
  it.each([-12.4, -7.3, -3.1, -0.6, 0, 0.35, 1.2, 4.8, 9.9, 13.7])(
    'of %s degrees is found to a third of a degree',
    (degrees) => {
      const skew = estimateSkew(drawSheet({ ...A4, degrees }));
      expect(Math.abs((skew?.degrees ?? 99) + degrees)).toBeLessThanOrEqual(0.3);
    },
  );

  it('is found under a shadow, on a table, and with ragged lines', () => {
    const paper = { x: 0.12, y: 0.1, width: 0.76, height: 0.8 };
    for (const degrees of [-5.5, 2.3]) {
      const sheet = drawSheet({ ...A4, degrees, paper, shadow: 0.5, ragged: true });
      expect(Math.abs((estimateSkew(sheet)?.degrees ?? 99) + degrees)).toBeLessThanOrEqual(0.3);
    }
  });

  it('is not made up where nothing has a direction', () => {
    const values = Uint8Array.from({ length: 600 * 800 }, (_, n) =>
      Math.abs(Math.sin(n * 12.9898) * 43_758.5453) % 1 < 0.004 ? 30 : 230,
    );
    expect(estimateSkew({ width: 600, height: 800, values })).toBeNull();
    expect(
      estimateSkew({ width: 600, height: 800, values: new Uint8Array(480_000).fill(240) }),
    ).toBeNull();
  });
});

describe('the edges of the paper', () => {
  const paper = { x: 0.2, y: 0.1, width: 0.6, height: 0.7 };

  it.each([0, 6, -9])(
    'are found on a dark table at %s degrees, on the straightened page',
    (degrees) => {
      const crop = paperEdges(drawSheet({ ...A4, degrees, paper }), -degrees);
      for (const key of ['x', 'y', 'width', 'height'] as const)
        expect(Math.abs(crop[key] - paper[key]), key).toBeLessThan(0.03);
    },
  );

  it('are those of the picture when paper fills it, and when there is no telling', () => {
    expect(paperEdges(drawSheet({ ...A4, degrees: 0 }), 0)).toEqual(WHOLE_PAGE);
    const grey = { width: 300, height: 400, values: new Uint8Array(120_000).fill(128) };
    expect(paperEdges(grey, 0)).toEqual(WHOLE_PAGE);
  });
});

describe('hints about a page', () => {
  const original = { width: 1700, height: 2400 };
  const sheet = drawSheet({ ...A4, degrees: 0, ragged: true });

  it('are none for a good one', () => {
    expect(hintsOf(sheet, original)).toEqual([]);
  });

  it.each([
    ['tooSmall', sheet, { width: 600, height: 900 }],
    ['blurred', blurred(sheet, 5), original],
    [
      'dark',
      drawSheet({ ...A4, degrees: 0, ragged: true, paperLevel: 80, inkLevel: 20 }),
      original,
    ],
    ['sideways', quarterTurned(sheet, 1), original],
    ['upsideDown', quarterTurned(sheet, 2), original],
    ['blank', { ...A4, values: new Uint8Array(A4.width * A4.height).fill(235) }, original],
  ] as const)('say %s', (hint, luma, size) => {
    expect(hintsOf(luma, size)).toContain(hint);
  });

  it('do not call justified text upside down', () => {
    expect(hintsOf(quarterTurned(drawSheet({ ...A4, degrees: 0 }), 2), original)).toEqual([]);
  });
});

describe('the steps of a page', () => {
  it('come back after four quarter turns, either way', () => {
    const steps = {
      ...NO_STEPS,
      skewDegrees: 2,
      crop: { x: 0.1, y: 0.2, width: 0.5, height: 0.6 },
    };
    for (const direction of [1, -1] as const) {
      let turned = steps;
      for (let n = 0; n < 4; n += 1) turned = turnedSteps(turned, direction);
      expect(turned.quarterTurns).toBe(0);
      for (const key of ['x', 'y', 'width', 'height'] as const)
        expect(turned.crop[key]).toBeCloseTo(steps.crop[key], 6);
    }
  });

  it('cut around the same middle whatever the angle, and never outside', () => {
    const turned = { width: 1000, height: 1400 };
    const crop = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 };
    expect(cropBox(turned, turned, crop)).toEqual({ left: 250, top: 350, width: 500, height: 700 });
    const straight = straightenedSize(turned, 10);
    const box = cropBox(turned, straight, crop);
    expect(box.left + box.width / 2).toBeCloseTo(straight.width / 2, 0);
    expect([box.width, box.height]).toEqual([500, 700]);
    const strip = cropBox(
      { width: 4000, height: 40 },
      straightenedSize({ width: 4000, height: 40 }, 15),
      WHOLE_PAGE,
    );
    expect(strip.left).toBeGreaterThanOrEqual(0);
    expect(strip.width).toBeLessThanOrEqual(
      straightenedSize({ width: 4000, height: 40 }, 15).width,
    );
  });
});

describe('a document of pages', () => {
  it('counts for every category its pages are of, most frequent first', () => {
    const tags = ['labSlip', 'progressNote', 'prescription', 'consent'] as const;
    expect(categoriesOf(tags.map((tag) => ({ tag })))).toEqual(['chart', 'laboratory', 'consent']);
  });

  it('stands for originals all pages of which it has', () => {
    const page = (recordId: string, number: number, pageCount: number) => ({
      ...{ recordId, page: number, pageCount, tag: 'chart', steps: NO_STEPS },
      ...{ sha256: '', title: '' },
    });
    const origin = { datedOn: null, pages: [page('a', 0, 1), page('b', 0, 2)] } as PaperOrigin;
    expect([...filedOriginals([origin])]).toEqual(['a']);
    const rest = { datedOn: null, pages: [page('b', 1, 2)] } as PaperOrigin;
    expect([...filedOriginals([origin, rest])]).toEqual(['a', 'b']);
  });
});
