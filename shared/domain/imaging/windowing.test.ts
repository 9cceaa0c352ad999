import { describe, expect, it } from 'vitest';
import { dragWindow, fullWindow, valuesIn, windowOfValues, windowPresets } from './windowing';

const windowsOf = (modality: string) =>
  Object.fromEntries(
    windowPresets(modality).flatMap(({ id, choice }) =>
      choice.kind === 'fixed' ? [[id, [choice.window.width, choice.window.centre]]] : [],
    ),
  );

describe('window presets', () => {
  it('gives CT its absolute windows as width and centre', () => {
    expect(windowsOf('CT')).toEqual({
      brain: [80, 40],
      stroke: [40, 40],
      lung: [1500, -600],
      mediastinum: [350, 50],
      bone: [2000, 500],
      abdomen: [400, 50],
      liver: [150, 30],
      angio: [600, 300],
    });
  });

  it.each(['MR', 'CR', 'DX', 'XA', 'US', 'PT'])(
    'gives %s no absolute window, for its values have no fixed scale',
    (modality) => {
      expect(windowsOf(modality)).toEqual({});
      expect(windowPresets(modality).map(({ id }) => id)).toEqual(['file', 'auto', 'full']);
    },
  );

  it('fits every list to the digit keys 1 to 9', () => {
    for (const modality of ['CT', 'MR', 'CR'])
      expect(windowPresets(modality).length).toBeLessThanOrEqual(9);
  });
});

describe('a window from the values', () => {
  const values = Int16Array.from({ length: 1001 }, (_, i) => i);

  it('spans the whole range exactly', () => {
    expect(fullWindow(values)).toEqual({ centre: 500, width: 1000 });
  });

  it('leaves out one percent at each end, so a single hot pixel does not darken the rest', () => {
    const hot = [...values, 30_000];
    expect(windowOfValues(hot, 0.98).width).toBeLessThan(1000);
  });

  it('is never narrower than one for a flat picture', () => {
    expect(windowOfValues([7, 7, 7], 0.98)).toEqual({ centre: 7, width: 1 });
    expect(fullWindow([7, 7])).toEqual({ centre: 7, width: 1 });
  });
});

describe('dragging', () => {
  it('widens to the right and raises the centre downwards', () => {
    expect(dragWindow({ centre: 40, width: 400 }, 10, 5)).toEqual({ centre: 50, width: 420 });
  });

  it('stops at a width of one', () => {
    expect(dragWindow({ centre: 40, width: 80 }, -100_000, 0).width).toBe(1);
  });
});

describe('the values of a rectangle', () => {
  const grid = { columns: 4, rows: 3, values: Array.from({ length: 12 }, (_, i) => i) };
  it('are those between its corners, whichever way it was drawn and within the picture', () => {
    expect([...valuesIn(grid, [2.4, 1.6], [0.6, 0.9])]).toEqual([5, 6, 9, 10]);
    expect([...valuesIn(grid, [3, 2], [99, 99])]).toEqual([11]);
  });

  it('may leave out what is no picture', () => {
    const isPicture = (value: number) => value >= 0;
    expect(windowOfValues([-9, -9, 10, 20], 1, isPicture)).toEqual({ centre: 15, width: 10 });
    expect(fullWindow([-9, 10, 20], isPicture)).toEqual({ centre: 15, width: 10 });
    expect(fullWindow([-9], isPicture)).toEqual({ centre: 0, width: 1 });
  });
});
