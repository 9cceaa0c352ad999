import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StackReader } from '../imaging/stackStream';
import { cornersOf, measureShape, slideShapeSchema } from './annotation';
import { columnsOf, rowsOf, type SlideLevel } from './manifest';
import { areaText, lengthText, magnificationOf, slideScaleBar } from './scale';
import { isTilePart, parseTileList, tileList, tilePartHeader } from './tileStream';
import { ancestorOf, levelFor, tileRect, tilesIn } from './tiles';

const level = (width: number, height: number, tile = 256): SlideLevel => ({
  width,
  height,
  tileWidth: tile,
  tileHeight: tile,
  made: 'file',
});
const slide = {
  width: 10_000,
  height: 8_000,
  levels: [level(10_000, 8_000), level(2_500, 2_000), level(625, 500, 512)],
};

describe('the level of a zoom', () => {
  it.each([
    [0.5, 0],
    [1, 0],
    [3, 0],
    [4, 1],
    [3.6, 1],
    [16, 2],
    [400, 2],
  ])('for %d slide pixels a screen pixel is %d', (pixels, expected) => {
    expect(levelFor(slide, pixels)).toBe(expected);
  });
});

describe('tiles', () => {
  it('cover every pixel of any part of the slide', () => {
    const coordinate = fc.integer({ min: -500, max: 11_000 });
    fc.assert(
      fc.property(
        fc.nat(2),
        fc.record({ x: coordinate, y: coordinate, width: fc.nat(4000), height: fc.nat(4000) }),
        (index, rect) => {
          const rects = tilesIn(slide, index, rect).map((tile) => tileRect(slide, tile));
          const left = Math.max(0, rect.x);
          const top = Math.max(0, rect.y);
          const right = Math.min(slide.width, rect.x + rect.width);
          const bottom = Math.min(slide.height, rect.y + rect.height);
          for (const [x, y] of [
            [left, top],
            [right - 1, bottom - 1],
            [left, bottom - 1],
          ] as const) {
            if (x < left || y < top || x >= right || y >= bottom) continue;
            const isCovered = rects.some(
              (r) =>
                x >= r.x - 1e-6 &&
                y >= r.y - 1e-6 &&
                x < r.x + r.width + 1e-6 &&
                y < r.y + r.height + 1e-6,
            );
            expect(isCovered).toBe(true);
          }
        },
      ),
    );
  });

  it('at the edge end where the slide does', () => {
    const last = {
      level: 0,
      x: columnsOf(level(10_000, 8_000)) - 1,
      y: rowsOf(level(10_000, 8_000)) - 1,
    };
    expect(tileRect(slide, last)).toEqual({ x: 9984, y: 7936, width: 16, height: 64 });
  });

  it('that have not come are stood in for by the nearest coarser one that has', () => {
    const at = { level: 0, x: 20, y: 9 };
    expect(ancestorOf(slide, at, ({ level: l }) => l === 2)).toEqual({ level: 2, x: 0, y: 0 });
    expect(ancestorOf(slide, at, () => true)).toEqual({ level: 1, x: 5, y: 2 });
    expect(ancestorOf(slide, at, () => false)).toBeNull();
  });
});

describe('a list of tiles', () => {
  it('reads as it was written', () => {
    const tiles = [
      { level: 3, x: 12, y: 700 },
      { level: 0, x: 0, y: 1 },
    ];
    expect(parseTileList(tileList(tiles))).toEqual(tiles);
  });

  it.each([
    '',
    '1/2',
    '1/2/3,',
    'a/b/c',
    '-1/2/3',
    '1/2/3;1/2/3',
    Array(65).fill('1/1/1').join(','),
  ])('is refused when it is %j', (text) => expect(parseTileList(text)).toBeNull());

  it('comes back tile by tile, also where the slide is empty', () => {
    const tile = { level: 1, x: 2, y: 3 };
    const bytes = new Uint8Array([1, 2, 3]);
    const reader = new StackReader();
    const parts = [
      ...reader.push(tilePartHeader(tile, 0, { mime: 'image/jpeg', length: 3 })),
      ...reader.push(bytes),
      ...reader.push(tilePartHeader(tile, 1, { mime: '', length: 0 })),
      ...reader.push(tilePartHeader(tile, 2, 'failed')),
    ];
    expect(
      parts.map(({ kind, want, transferSyntaxUid: mime, bytes: { length } }) => [
        kind,
        want,
        mime,
        length,
      ]),
    ).toEqual([
      ['stored', 0, 'image/jpeg', 3],
      ['stored', 1, '', 0],
      ['failed', 2, '', 0],
    ]);
    expect(parts.every((part) => isTilePart(part, tile))).toBe(true);
    expect(parts.some((part) => isTilePart(part, { ...tile, x: 4 }))).toBe(false);
  });
});

describe('scale', () => {
  const scanned = { micronsPerPixel: { x: 0.5, y: 0.5 }, objectivePower: 20 };

  it('is a bar of a round length that fits', () => {
    expect(slideScaleBar(scanned, 1, 160)).toEqual({ microns: 50, pixels: 100 });
    expect(slideScaleBar(scanned, 0.01, 160)).toEqual({ microns: 5000, pixels: 100 });
  });

  it('is absent where the file does not say how large a pixel is', () => {
    expect(slideScaleBar({ micronsPerPixel: null, objectivePower: 20 }, 1, 160)).toBeNull();
    expect(
      magnificationOf({ micronsPerPixel: { x: 0.25, y: 0.25 }, objectivePower: null }, 1),
    ).toBeNull();
    expect(magnificationOf(scanned, 0.5)).toBe(10);
  });

  it('reads lengths and areas in the unit people say them in', () => {
    expect([lengthText(12.345), lengthText(2340), lengthText(0)]).toEqual([
      { value: '12.3', unit: 'µm' },
      { value: '2.34', unit: 'mm' },
      { value: '0', unit: 'µm' },
    ]);
    expect([areaText(54_321), areaText(2_500_000)]).toEqual([
      { value: '54300', unit: 'µm²' },
      { value: '2.5', unit: 'mm²' },
    ]);
  });
});

describe('drawings', () => {
  const unsquare = { micronsPerPixel: { x: 0.5, y: 0.25 } };

  it('measure in micrometres of both directions', () => {
    expect(
      measureShape(
        {
          kind: 'line',
          points: [
            [0, 0],
            [6, 16],
          ],
        },
        unsquare,
      ),
    ).toEqual({ kind: 'length', microns: 5 });
    expect(
      measureShape(
        {
          kind: 'rectangle',
          points: [
            [10, 10],
            [0, 0],
          ],
        },
        unsquare,
      ),
    ).toEqual({
      kind: 'area',
      squareMicrons: 12.5,
      perimeterMicrons: 15,
    });
    expect(
      measureShape(
        {
          kind: 'polygon',
          points: [
            [0, 0],
            [8, 0],
            [0, 16],
          ],
        },
        unsquare,
      ),
    ).toMatchObject({ squareMicrons: 8 });
  });

  it('measure nothing without a scale', () => {
    expect(
      measureShape(
        {
          kind: 'line',
          points: [
            [0, 0],
            [1, 1],
          ],
        },
        { micronsPerPixel: null },
      ),
    ).toBeNull();
    expect(measureShape({ kind: 'point', points: [[0, 0]] }, unsquare)).toBeNull();
  });

  it('of a rectangle have four corners', () => {
    expect(
      cornersOf({
        kind: 'rectangle',
        points: [
          [1, 2],
          [5, 9],
        ],
      }),
    ).toEqual([
      [1, 2],
      [5, 2],
      [5, 9],
      [1, 9],
    ]);
  });

  it.each([
    [{ kind: 'line', points: [[0, 0]], text: '' }],
    [
      {
        kind: 'polygon',
        points: [
          [0, 0],
          [1, 1],
        ],
        text: '',
      },
    ],
    [{ kind: 'text', points: [[0, 0]], text: ' ' }],
    [{ kind: 'point', points: [[0, Infinity]], text: '' }],
  ])('are refused as %j', (shape) => {
    expect(slideShapeSchema.safeParse(shape).success).toBe(false);
  });
});
