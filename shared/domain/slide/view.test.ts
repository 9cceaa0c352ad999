import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clampView,
  fitView,
  followView,
  panBy,
  toScreen,
  toSlide,
  visibleRect,
  zoomAt,
} from './view';

const slide = { width: 20_000, height: 10_000 };
const box = { width: 1000, height: 600 };
const aView = fc.record({
  centre: fc.record({
    x: fc.integer({ min: 0, max: 20_000 }),
    y: fc.integer({ min: 0, max: 10_000 }),
  }),
  zoom: fc.double({ min: 0.01, max: 8, noNaN: true }),
  rotation: fc.integer({ min: 0, max: 359 }),
});
const aPoint = fc.record({
  x: fc.integer({ min: 0, max: 1000 }),
  y: fc.integer({ min: 0, max: 600 }),
});
const near = (a: { x: number; y: number }, b: { x: number; y: number }): void => {
  expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeLessThan(1e-6);
};

describe('a view of a slide', () => {
  it('leads from the screen to the slide and back', () => {
    fc.assert(
      fc.property(aView, aPoint, (view, point) =>
        near(toScreen(view, box, toSlide(view, box, point)), point),
      ),
    );
  });

  it('keeps the place under the pointer while it zooms', () => {
    fc.assert(
      fc.property(
        aView,
        aPoint,
        fc.double({ min: 0.5, max: 2, noNaN: true }),
        (view, point, factor) => {
          const zoomed = zoomAt(view, box, factor, point);
          near(toScreen(zoomed, box, toSlide(view, box, point)), point);
        },
      ),
    );
  });

  it('moves what is on screen as far as the hand does, however it is turned', () => {
    fc.assert(
      fc.property(aView, aPoint, (view, by) => {
        const place = toSlide(view, box, { x: 500, y: 300 });
        near(toScreen(panBy(view, by), box, place), { x: 500 + by.x, y: 300 + by.y });
      }),
    );
  });

  it('shows the whole slide at first, also when it is turned', () => {
    for (const rotation of [0, 90, 30]) {
      const view = fitView(slide, box, rotation);
      for (const corner of [
        { x: 0, y: 0 },
        { x: 20_000, y: 10_000 },
        { x: 0, y: 10_000 },
      ]) {
        const { x, y } = toScreen(view, box, corner);
        expect(x >= 0 && x <= 1000 && y >= 0 && y <= 600).toBe(true);
      }
    }
  });

  it('never loses the slide', () => {
    fc.assert(
      fc.property(aView, (view) => {
        const wild = {
          ...view,
          centre: { x: view.centre.x * 50 - 1e5, y: -1e6 },
          zoom: view.zoom * 1e4,
        };
        const { centre, zoom } = clampView(wild, slide, box);
        expect([centre.y, centre.x >= 0 && centre.x <= 20_000, zoom <= 8]).toEqual([0, true, true]);
      }),
    );
  });

  it('holds everything on screen in its rectangle', () => {
    const rect = visibleRect({ centre: { x: 100, y: 100 }, zoom: 2, rotation: 90 }, box);
    expect(rect).toMatchObject({ width: expect.closeTo(300, 6), height: expect.closeTo(500, 6) });
  });
});

describe('a second slide', () => {
  const at = (x: number, zoom: number, rotation = 0) => ({ centre: { x, y: 50 }, zoom, rotation });

  it('follows in micrometres', () => {
    const fine = { micronsPerPixel: { x: 0.25, y: 0.25 } };
    const coarse = { micronsPerPixel: { x: 0.5, y: 0.5 } };
    const moved = followView(
      { before: at(0, 1), now: at(400, 2), slide: fine },
      { before: at(1000, 0.5), slide: coarse },
    );
    expect(moved).toEqual(at(1200, 1));
  });

  it('that lies turned follows along its own axes', () => {
    const none = { micronsPerPixel: null };
    const { centre } = followView(
      { before: at(0, 1), now: at(100, 1), slide: none },
      { before: { ...at(500, 1), rotation: 90 }, slide: none },
    );
    near(centre, { x: 500, y: -50 });
  });
});
