import { describe, expect, it } from 'vitest';
import { scaleSamples, type SampleScale } from './samples';

const bytesOf = (values: Int16Array | Uint16Array | Uint8Array | Int8Array): Uint8Array =>
  new Uint8Array(values.buffer);
const scale = (over: Partial<SampleScale> = {}): SampleScale => ({
  bitsAllocated: 16,
  bitsStored: 12,
  isSigned: false,
  rescale: null,
  ...over,
});

describe('samples of a grey frame', () => {
  it('are Hounsfield units after a whole rescale, in 16 bits', () => {
    const stored = bytesOf(new Uint16Array([0, 24, 1024, 4095]));
    expect(scaleSamples(stored, scale({ rescale: { slope: 1, intercept: -1024 } }))).toEqual({
      values: new Int16Array([-1024, -1000, 0, 3071]),
      min: -1024,
      max: 3071,
    });
  });

  it('become floating point with a fractional slope', () => {
    const { values } = scaleSamples(
      bytesOf(new Uint16Array([0, 3])),
      scale({ rescale: { slope: 0.5, intercept: -1 } }),
    );
    expect(values).toEqual(new Float32Array([-1, 0.5]));
  });

  it('keep their sign when it does not reach through the unused bits', () => {
    const stored = bytesOf(new Uint16Array([0x0fff, 0x0800, 0x07ff]));
    expect(scaleSamples(stored, scale({ isSigned: true })).values).toEqual(
      new Int16Array([-1, -2048, 2047]),
    );
  });

  it('are told apart in 8 bits', () => {
    const narrow = { bitsAllocated: 8, bitsStored: 8 };
    const stored = bytesOf(new Uint8Array([0, 127, 255]));
    expect(scaleSamples(stored, scale(narrow)).values).toEqual(new Uint8Array([0, 127, 255]));
    expect(scaleSamples(stored, scale({ ...narrow, isSigned: true })).values).toEqual(
      new Int16Array([0, 127, -1]),
    );
  });

  it('use the wider type where the narrower would wrap around', () => {
    const stored = bytesOf(new Uint16Array([0, 65_535]));
    const wide = scale({ bitsStored: 16, rescale: { slope: 2, intercept: 0 } });
    expect(scaleSamples(stored, wide).values).toEqual(new Float32Array([0, 131_070]));
    const shifted = scale({ bitsStored: 16, rescale: { slope: 1, intercept: 0 } });
    expect(scaleSamples(stored, shifted).values).toEqual(new Uint16Array([0, 65_535]));
  });

  it('have a negative slope’s smallest value where it belongs', () => {
    const stored = bytesOf(new Uint16Array([0, 100]));
    const negative = scale({ rescale: { slope: -1, intercept: 10 } });
    expect(scaleSamples(stored, negative)).toMatchObject({ min: -90, max: 10 });
  });

  it('do not change the bytes they came from', () => {
    const stored = bytesOf(new Uint16Array([0x0fff]));
    scaleSamples(stored, scale({ isSigned: true }));
    expect(stored).toEqual(new Uint8Array([0xff, 0x0f]));
  });
});
