import { describe, expect, it } from 'vitest';
import { pxPerMmOf, zoomStep, type ZoomGround } from './zoom';

const ground: ZoomGround = {
  frameWidth: 1350,
  frameHeight: 600,
  sheet: { widthMm: 275, heightMm: 130 },
  realPxPerMm: 4,
  ratio: 1.25,
};

describe('the size of the sheet', () => {
  it('is true at 100 percent and grows with the percentage', () => {
    expect([pxPerMmOf(100, ground), pxPerMmOf(250, ground)]).toEqual([4, 10]);
  });

  it('fits the window with heavy squares of whole device pixels', () => {
    const width = pxPerMmOf('width', ground);
    expect(Number.isInteger(Math.round(width * 5 * 1.25 * 1e6) / 1e6)).toBe(true);
    expect(width * 275).toBeLessThanOrEqual(1350);
    expect(width * 275).toBeGreaterThan(1350 * 0.95);
    expect(pxPerMmOf('page', ground) * 130).toBeLessThanOrEqual(600);
  });

  it('does not blow a strip of a few samples up, and waits for a window', () => {
    expect(pxPerMmOf('width', { ...ground, sheet: { widthMm: 30, heightMm: 30 } })).toBe(12);
    expect(pxPerMmOf('width', { ...ground, frameWidth: 0 })).toBe(4);
  });

  it('steps up and down from wherever it is', () => {
    expect([zoomStep(4.9, 4, 1), zoomStep(4.9, 4, -1)]).toEqual([150, 100]);
    expect([zoomStep(400, 4, 1), zoomStep(0.1, 4, -1)]).toEqual([800, 50]);
  });
});
