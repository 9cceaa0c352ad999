import { describe, expect, it } from 'vitest';
import type { DicomJson } from './dicomJson';
import { overlaysOf, unpackedBits } from './overlayPlane';
import { isPadding, paddingOf } from './padding';
import { shuttersOf } from './shutter';

const element = (...Value: unknown[]) => ({ vr: 'UN', Value });

describe('overlay planes', () => {
  const data = { vr: 'OW', InlineBinary: 'AAA=' };
  const base: DicomJson = {
    '60000010': element(2),
    '60000011': element(3),
    '60000040': element('R'),
    '60000050': element(1, -4),
    '60000100': element(1),
    '60000102': element(0),
    '60003000': data,
    '60021500': element('label'),
  };

  it('lie where their origin says, row first and counted from one', () => {
    expect(overlaysOf(base)).toEqual([
      {
        group: 0x6000,
        rows: 2,
        columns: 3,
        left: -5,
        top: 0,
        label: null,
        type: 'roi',
        source: { kind: 'data', element: data, firstBit: 0 },
      },
    ]);
  });

  it('of several frames lie over the frames they begin at', () => {
    const frames = { ...base, '60000015': element(2), '60000051': element(3) };
    expect([1, 2, 3, 4, 5].map((frame) => overlaysOf(frames, frame).length)).toEqual([
      0, 0, 1, 1, 0,
    ]);
    expect(overlaysOf(frames, 4)[0]?.source).toMatchObject({ firstBit: 6 });
  });

  it('may be a bit of the pixels themselves', () => {
    const inPixels: DicomJson = {
      '00280010': element(4),
      '00280011': element(5),
      '60040100': element(16),
      '60040102': element(12),
    };
    expect(overlaysOf(inPixels)).toMatchObject([
      { group: 0x6004, rows: 4, columns: 5, source: { kind: 'pixelBit', bit: 12 } },
    ]);
  });

  it('are packed from the lowest bit on, across bytes and frames', () => {
    const bytes = Uint8Array.of(0b1010_0001, 0b0000_0011);
    expect([...unpackedBits(bytes, { rows: 2, columns: 3 }, 0)]).toEqual([1, 0, 0, 0, 0, 1]);
    expect([...unpackedBits(bytes, { rows: 2, columns: 3 }, 6)]).toEqual([0, 1, 1, 1, 0, 0]);
  });
});

describe('shutters', () => {
  it('leave open what their edges, counted from one, do not cover', () => {
    const instance: DicomJson = {
      '00181600': element('RECTANGULAR', 'CIRCULAR', 'POLYGONAL'),
      '00181602': element(1),
      '00181604': element(10),
      '00181606': element(2),
      '00181608': element(8),
      '00181610': element(5, 7),
      '00181612': element(3),
      '00181620': element(1, 1, 1, 9, 9, 9),
    };
    expect(shuttersOf(instance)).toEqual([
      { kind: 'rectangle', left: 0.5, right: 8.5, top: 1.5, bottom: 6.5 },
      { kind: 'circle', centre: [6, 4], radius: 3 },
      {
        kind: 'polygon',
        corners: [
          [0, 0],
          [8, 0],
          [8, 8],
        ],
      },
    ]);
  });

  it('that lack a number are none', () => {
    expect(shuttersOf({ '00181600': element('RECTANGULAR'), '00181602': element(1) })).toEqual([]);
    expect(shuttersOf({})).toEqual([]);
  });
});

describe('padding', () => {
  it('is said in values after rescale, as one value or a range', () => {
    const signed: DicomJson = { '00280103': element(1), '00280120': element(63_536) };
    const padding = paddingOf(signed, { slope: 1, intercept: -1024 });
    expect(padding).toEqual({ low: -3024, high: -3024 });
    expect(padding && [isPadding(padding, -3024), isPadding(padding, -1024)]).toEqual([
      true,
      false,
    ]);
    const range: DicomJson = { '00280120': element(10), '00280121': element(2) };
    expect(paddingOf(range, { slope: -2, intercept: 0 })).toEqual({ low: -20, high: -4 });
  });

  it('is none of a colour picture', () => {
    expect(paddingOf({ '00280120': element(0), '00280002': element(3) }, null)).toBeNull();
    expect(paddingOf({}, null)).toBeNull();
  });
});
