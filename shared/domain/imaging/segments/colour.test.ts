import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paletteColour, rgbFromLab } from './colour';

describe('colours of segments', () => {
  it('come out as their writer chose them', () => {
    // liver of a public segmentation, whose writer documents 221 130 101; it took another white, which shifts red by a few
    const [red = 0, green = 0, blue = 0] = rgbFromLab([41661, 41167, 40792]) ?? [];
    expect(Math.abs(red - 221)).toBeLessThanOrEqual(5);
    expect(Math.abs(green - 130)).toBeLessThanOrEqual(5);
    expect(Math.abs(blue - 101)).toBeLessThanOrEqual(5);
  });

  it('keep black, white and grey without a tint', () => {
    const neutral = (128 * 65535) / 255;
    expect(rgbFromLab([0, neutral, neutral])).toEqual([0, 0, 0]);
    expect(rgbFromLab([65535, neutral, neutral])).toEqual([255, 255, 255]);
    // L* 50 is 119 in sRGB
    expect(rgbFromLab([32768, neutral, neutral])).toEqual([119, 119, 119]);
  });

  it('are no colour when a number is missing or out of range', () => {
    expect(rgbFromLab([1, 2])).toBeNull();
    expect(rgbFromLab([1, 2, 70000])).toBeNull();
    expect(rgbFromLab([])).toBeNull();
  });

  it('stay within what a screen can show', () => {
    const word = fc.integer({ min: 0, max: 65535 });
    fc.assert(
      fc.property(fc.tuple(word, word, word), (lab) => {
        const rgb = rgbFromLab(lab) ?? [];
        expect(rgb.every((value) => Number.isInteger(value) && value >= 0 && value <= 255)).toBe(
          true,
        );
      }),
    );
  });

  it('of neighbouring parts without one differ', () => {
    for (let i = 0; i < 20; i++) expect(paletteColour(i)).not.toEqual(paletteColour(i + 1));
  });
});
