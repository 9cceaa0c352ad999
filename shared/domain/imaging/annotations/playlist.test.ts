import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entriesOf, moved, playlistItems } from './playlist';
import { areaOfField, fieldOfArea, withinImage } from './shownArea';
import { aKeyImage } from './testing/samples';

const [a, b, c, d] = fc.sample(aKeyImage, { numRuns: 4, seed: 4 });
if (!a || !b || !c || !d) throw new Error('no samples');
const set = (userId: string, ...keyImages: (typeof a)[]) => ({
  author: { userId },
  content: { keyImages },
});
const ids = (items: ReturnType<typeof playlistItems>) => items.map(({ mark }) => mark.id);

describe('the key images of a case', () => {
  it('stand in the order of the lead expert, new ones after them', () => {
    const sets = [set('one', a, b), set('two', c, d)];
    const order = [
      { authorId: 'two', id: d.id },
      { authorId: 'one', id: a.id },
    ];
    expect(ids(playlistItems(sets, order))).toEqual([d.id, a.id, b.id, c.id]);
  });

  it('pass over what was taken back, and do not show an image twice', () => {
    const entry = { authorId: 'one', id: a.id };
    const order = [entry, entry, { authorId: 'two', id: a.id }, { authorId: 'one', id: 'gone' }];
    expect(ids(playlistItems([set('one', a)], order))).toEqual([a.id]);
  });

  it('moved one by one end where they were put', () => {
    const items = playlistItems([set('one', a, b, c)], []);
    expect(ids(moved(items, 0, 2))).toEqual([b.id, c.id, a.id]);
    expect(moved(items, 0, -1)).toBe(items);
    expect(entriesOf(moved(items, 2, 0)).map(({ id }) => id)).toEqual([c.id, a.id, b.id]);
  });
});

describe('the part of an image on screen', () => {
  const plane = {
    origin: [10, -20, 5] as const,
    right: [1, 0, 0] as const,
    down: [0, 1, 0] as const,
    spacing: { row: 0.8, column: 0.5 },
    placed: true,
  };
  it('as whole pixels shows the same place again, to half a pixel', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 300, noNaN: true }),
        fc.double({ min: 0, max: 300, noNaN: true }),
        fc.double({ min: 5, max: 400, noNaN: true }),
        (x, y, height) => {
          const field = { centre: [x, y, 5] as const, height };
          const again = fieldOfArea(areaOfField(field, plane), plane, 0);
          expect(Math.abs(again.centre[0] - x)).toBeLessThanOrEqual(0.5);
          expect(Math.abs(again.centre[1] - y)).toBeLessThanOrEqual(0.8);
          expect(Math.abs(again.height - height)).toBeLessThanOrEqual(1.6);
        },
      ),
    );
  });

  it('ends where the image ends, and is the whole image when it shows all of it', () => {
    const image = { rows: 50, columns: 100 };
    const area = { left: -5, top: 10, right: 40, bottom: 70 };
    expect(withinImage(area, image)).toEqual({ left: 1, top: 10, right: 40, bottom: 50 });
    expect(withinImage({ left: -5, top: -5, right: 200, bottom: 200 }, image)).toBeNull();
    expect(withinImage({ left: 200, top: 1, right: 300, bottom: 10 }, image)).toBeNull();
  });

  it('lying on its side is as high as it was wide', () => {
    const area = { left: 1, top: 1, right: 100, bottom: 50 };
    expect(fieldOfArea(area, plane, 90).height).toBe(50);
    expect(fieldOfArea(area, plane, 0).height).toBe(40);
  });
});
