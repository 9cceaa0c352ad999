import { describe, expect, it } from 'vitest';
import { applyModalityLut, modalityLutData, modalityLutOf } from './modalityLut';

const element = (...Value: unknown[]) => ({ vr: 'US', Value });
const withTable = (sopClass: string, descriptor: number[]) => ({
  '00080016': element(sopClass),
  '00283000': {
    vr: 'SQ',
    Value: [{ '00283002': element(...descriptor), '00283006': { vr: 'OW', InlineBinary: 'AAA=' } }],
  },
});
const CR = '1.2.840.10008.5.1.4.1.1.1';
const XA = '1.2.840.10008.5.1.4.1.1.12.1';

describe('a modality table', () => {
  it('maps from its first stored value and holds its ends', () => {
    const lut = modalityLutOf(withTable(CR, [3, 10, 16]), [100, 300, 200]);
    expect(lut && [...applyModalityLut([0, 10, 11, 12, 99], lut)]).toEqual([
      100, 100, 300, 200, 200,
    ]);
  });

  it('starts below zero for signed pictures, whichever way the start was written', () => {
    for (const start of [-2, 65_534]) {
      const instance = { ...withTable(CR, [4, start, 16]), '00280103': element(1) };
      const lut = modalityLutOf(instance, [60_000, 1, 2, 3]);
      expect(lut && [...applyModalityLut([-2, -1, 0, 1], lut)]).toEqual([60_000, 1, 2, 3]);
    }
  });

  it('is refused when it is shorter than its descriptor says', () => {
    expect(modalityLutOf(withTable(CR, [3, 0, 16]), [1, 2])).toBeNull();
    expect(modalityLutOf(withTable(CR, [0, 0, 16]), [1, 2])).toBeNull();
  });

  it('is used for a radiograph, not for angiography, and not where there is none', () => {
    expect(modalityLutData(withTable(CR, [3, 0, 16]))).not.toBeNull();
    expect(modalityLutData(withTable(XA, [3, 0, 16]))).toBeNull();
    expect(modalityLutData({ '00080016': element(CR) })).toBeNull();
  });
});
