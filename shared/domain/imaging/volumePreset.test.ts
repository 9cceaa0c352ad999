import { describe, expect, it } from 'vitest';
import { transferOf, VOLUME_PRESETS, volumePresetsOf } from './volumePreset';

const RANGE = { min: -1024, max: 3071 };

describe('presets of a solid', () => {
  it.each(VOLUME_PRESETS)('%s grows in value and begins with nothing', (preset) => {
    const { colours, opacities } = transferOf(preset, RANGE, 0);
    const values = opacities.map(({ value }) => value);
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    expect(new Set(values).size).toBe(values.length);
    expect(opacities[0]?.opacity).toBe(0);
    for (const { rgb } of colours) for (const part of rgb) expect(part).toBeLessThanOrEqual(1);
  });

  it('leave air out of every CT preset', () => {
    for (const preset of volumePresetsOf('CT')) {
      const [first] = transferOf(preset, RANGE, 0).opacities;
      expect(first?.value).toBeGreaterThan(-1000);
    }
  });

  it('of MR follow the range of the block, which has no unit', () => {
    const last = (max: number) => transferOf('mr', { min: 0, max }, 0).opacities.at(-1)?.value;
    expect([last(500), last(4000)]).toEqual([500, 4000]);
  });

  it('move as a whole', () => {
    const [before, after] = [transferOf('bone', RANGE, 0), transferOf('bone', RANGE, 0.1)];
    const moves = after.opacities.map(({ value }, i) => value - (before.opacities[i]?.value ?? 0));
    expect(moves).toEqual(moves.map(() => 200));
    expect(after.colours.map(({ rgb }) => rgb)).toEqual(before.colours.map(({ rgb }) => rgb));
  });

  it('are none where values say nothing about tissue', () => {
    expect(['US', 'PT', 'CR'].flatMap(volumePresetsOf)).toEqual([]);
  });
});
