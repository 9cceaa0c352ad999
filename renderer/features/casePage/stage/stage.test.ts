import { describe, expect, it } from 'vitest';
import { stageOf } from './stageOf';
import { fitZoom, nextZoom, quarterTurn } from './zoom';

describe('stage of a record', () => {
  it.each([
    ['study', 'CT', null, 'images'],
    ['study', 'ECG', null, 'ecg'],
    ['document', null, 'application/pdf', 'document'],
    ['document', null, 'text/html', 'file'],
    ['image', null, 'image/tiff', 'picture'],
    ['video', null, 'video/x-msvideo', 'video'],
    ['study', 'SM', null, 'slide'],
    ['slide', null, 'image/tiff', 'slide'],
  ] as const)('%s %s %s is shown as %s', (kind, modality, mime, stage) => {
    expect(stageOf({ kind, modality, mime, payload: null })).toBe(stage);
  });
});

describe('zoom', () => {
  it('steps from a fitted zoom to the neighbouring round one', () => {
    expect([nextZoom(0.84, 1), nextZoom(0.84, -1), nextZoom(8, 1)]).toEqual([1, 0.75, 8]);
  });

  it('fits a turned page by its turned sides', () => {
    const page = { width: 600, height: 800 };
    expect(fitZoom(page, { width: 400, height: 400 }, 0)).toBe(0.5);
    expect(fitZoom(page, { width: 400, height: 600 }, 90)).toBe(0.5);
  });

  it('turns left from upright to 270 degrees', () => {
    expect(quarterTurn(0, -1)).toBe(270);
  });
});
