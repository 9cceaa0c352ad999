import { describe, expect, it } from 'vitest';
import { lookUp, lutsOf } from './lutTable';
import { toned, toneOf, type Tone } from './tone';
import { fileVoiOf, rescaleOf } from './voi';
import { TAG, type DicomJson } from './dicomJson';

const element = (...Value: unknown[]) => ({ vr: 'UN', Value });
const windowed = (centre: number, width: number, fn: 'linear' | 'exact' | 'sigmoid'): Tone => ({
  modality: null,
  voi: { kind: 'window', window: { centre, width }, fn },
  presentation: null,
});
const table = (entries: number[], first = 0, bits = 8) => ({ first, bits, entries });

describe('the tone of a value', () => {
  it.each([
    // PS3.3 C.11.2.1.2.1: c 2048, w 4096 maps 0 to 0 and 4095 to 255
    [windowed(2048, 4096, 'linear'), 0, 0],
    [windowed(2048, 4096, 'linear'), 4095, 255],
    [windowed(2048, 4096, 'linear'), 2047.5, 127.5],
    [windowed(100, 1, 'linear'), 99, 0],
    [windowed(100, 1, 'linear'), 100, 255],
    [windowed(0, 200, 'exact'), -100, 0],
    [windowed(0, 200, 'exact'), 0, 127.5],
    [windowed(0, 200, 'exact'), 100, 255],
    [windowed(0, 200, 'sigmoid'), 0, 127.5],
    [windowed(0, 200, 'sigmoid'), 50, 255 / (1 + Math.exp(-1))],
  ] as const)('%o of %d is %d', (tone, value, grey) => {
    expect(toneOf(tone)(value)).toBeCloseTo(grey, 6);
  });

  it('goes through the tables in their order', () => {
    const tone: Tone = {
      modality: table([30, 10, 20]),
      voi: { kind: 'table', table: table([0, 255], 15) },
      presentation: table([200, 50]),
    };
    expect([0, 1, 2].map(toneOf(tone))).toEqual([50, 200, 50]);
  });

  it('is the same for whole and for floating values', () => {
    const tone = windowed(40, 400, 'linear');
    const values = [-3000, -160, 0, 40, 41, 239, 240, 3000];
    expect([...toned(Int16Array.from(values), tone)]).toEqual([
      ...toned(Float32Array.from(values), tone),
    ]);
  });
});

describe('a lookup table', () => {
  it('holds its first and last entry beyond its ends, and reads a negative start', () => {
    const holder = {
      [TAG.VOILUTSequence]: element(
        { '00283002': element(3, 65_534, 8), '00283006': element(5, 6, 7) },
        { '00283002': element(0, 0, 16) },
      ),
    };
    const [lut, ...more] = lutsOf(holder, TAG.VOILUTSequence, true);
    expect(more).toEqual([]);
    expect(lut).toMatchObject({ entries: 3, first: -2, bits: 8 });
    expect([-9, -2, -1, 0, 9].map((v) => lookUp(table([5, 6, 7], -2), v))).toEqual([5, 5, 6, 7, 7]);
  });
});

describe('what a file says of its values', () => {
  it('gives every window with its name, and its function', () => {
    const instance: DicomJson = {
      '00281050': element('450', '200', '1'),
      '00281051': element('790', '443', '0.5'),
      '00281055': element('WINDOW1', ''),
    };
    expect(fileVoiOf(instance)).toEqual({
      windows: [
        { window: { centre: 450, width: 790 }, explanation: 'WINDOW1' },
        { window: { centre: 200, width: 443 }, explanation: null },
      ],
      tables: [],
      fn: 'linear',
    });
    const exact = { ...instance, '00281056': element('LINEAR_EXACT') };
    expect(fileVoiOf(exact)).toMatchObject({ fn: 'exact', windows: { length: 3 } });
  });

  it('is the frame’s own in an enhanced image', () => {
    const voi = (centre: number) => ({
      '00289132': element({ '00281050': element(centre), '00281051': element(10) }),
    });
    const scale = { '00289145': element({ '00281052': element(-5), '00281053': element(2) }) };
    const instance: DicomJson = {
      '52009229': element(scale),
      '52009230': element(voi(1), voi(2)),
    };
    expect(fileVoiOf(instance, 2).windows[0]?.window.centre).toBe(2);
    expect(rescaleOf(instance, 2)).toEqual({ slope: 2, intercept: -5 });
    expect(rescaleOf({})).toBeNull();
  });
});
