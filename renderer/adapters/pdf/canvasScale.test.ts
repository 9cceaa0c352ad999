import { describe, expect, it } from 'vitest';
import { canvasScale } from './canvasScale';

describe('canvasScale', () => {
  it('leaves an A4 page at 200 % on a retina screen alone', () => {
    expect(canvasScale(4, 595, 842)).toBe(4);
  });

  it('keeps a scanned A0 sheet at 400 % within what a browser can draw', () => {
    const scale = canvasScale(8, 2384, 3370);
    expect(scale).toBeLessThan(8);
    expect(2384 * scale * 3370 * scale).toBeLessThanOrEqual(32_000_001);
  });
});
