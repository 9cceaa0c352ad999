import { describe, expect, it } from 'vitest';
import { DEFAULT_WIDTHS, fitted, readWidths, resized, writeWidths } from './panelWidths';

describe('panel widths', () => {
  it('never squeezes the stage below what pictures need', () => {
    const { timeline, panel } = resized(DEFAULT_WIDTHS, 'panel', 5000, 1000);
    expect(1000 - timeline - panel).toBeGreaterThanOrEqual(320);
  });

  it('give way on a narrower page, the timeline first', () => {
    expect(fitted({ timeline: 240, panel: 360 }, 1310)).toEqual({ timeline: 240, panel: 360 });
    expect(fitted({ timeline: 240, panel: 360 }, 900)).toEqual({ timeline: 220, panel: 360 });
    expect(fitted({ timeline: 400, panel: 600 }, 904)).toEqual({ timeline: 160, panel: 424 });
    expect(fitted({ timeline: 400, panel: 600 }, 0)).toEqual({ timeline: 400, panel: 600 });
  });

  it('survives being stored', () => {
    const wide = { timeline: 300, panel: 500 };
    expect(readWidths(writeWidths(wide))).toEqual(wide);
  });

  it.each([null, '', 'x y', '0 0'])('takes the defaults for %j', (stored) => {
    expect(readWidths(stored)).toEqual(DEFAULT_WIDTHS);
  });
});
