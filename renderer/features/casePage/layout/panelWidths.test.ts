import { describe, expect, it } from 'vitest';
import { DEFAULT_WIDTHS, readWidths, resized, writeWidths } from './panelWidths';

describe('panel widths', () => {
  it('never squeezes the stage below what pictures need', () => {
    const { timeline, panel } = resized(DEFAULT_WIDTHS, 'panel', 5000, 1000);
    expect(1000 - timeline - panel).toBeGreaterThanOrEqual(320);
  });

  it('survives being stored', () => {
    const wide = { timeline: 300, panel: 500 };
    expect(readWidths(writeWidths(wide))).toEqual(wide);
  });

  it.each([null, '', 'x y', '0 0'])('takes the defaults for %j', (stored) => {
    expect(readWidths(stored)).toEqual(DEFAULT_WIDTHS);
  });
});
