/** How decoded samples become values of the picture. */
export type SampleScale = {
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly isSigned: boolean;
  /** Rescale Slope and Intercept (PS3.3 C.11.1.1); null: stored values are shown. */
  readonly rescale: { readonly slope: number; readonly intercept: number } | null;
};

export type PixelValues = Uint8Array | Uint16Array | Int16Array | Float32Array;

export type ScaledSamples = {
  readonly values: PixelValues;
  readonly min: number;
  readonly max: number;
};

/**
 * Turns little-endian samples of one grey frame into the values people measure. Whole numbers stay whole numbers in the
 * narrowest type that holds them; a fractional slope makes them 32-bit floating point.
 */
export function scaleSamples(bytes: Uint8Array, scale: SampleScale): ScaledSamples {
  const stored = storedValues(bytes, scale);
  const { slope, intercept } = scale.rescale ?? { slope: 1, intercept: 0 };
  const [low, high] = rangeOf(stored);
  const ends = [low * slope + intercept, high * slope + intercept];
  const [min, max] = [Math.min(...ends), Math.max(...ends)];
  if (slope === 1 && intercept === 0) return { values: stored, min, max };
  const isWhole = Number.isInteger(slope) && Number.isInteger(intercept);
  const values = emptyFor(isWhole, min, max, stored.length);
  for (let i = 0; i < stored.length; i++) values[i] = (stored[i] ?? 0) * slope + intercept;
  return { values, min, max };
}

function storedValues(bytes: Uint8Array, scale: SampleScale): PixelValues {
  const { buffer, byteOffset, byteLength } = bytes;
  const copy = buffer.slice(byteOffset, byteOffset + byteLength);
  if (scale.bitsAllocated === 8 && !scale.isSigned) return new Uint8Array(copy);
  if (scale.bitsAllocated === 8) return Int16Array.from(new Int8Array(copy), extend(scale));
  if (!scale.isSigned) return new Uint16Array(copy);
  const values = new Int16Array(copy);
  const unused = 16 - scale.bitsStored;
  // the sign may not reach through the bits above Bits Stored (PS3.5 8.1.1)
  if (unused > 0)
    for (let i = 0; i < values.length; i++)
      values[i] = ((values[i] ?? 0) << (16 + unused)) >> (16 + unused);
  return values;
}

const extend = ({ bitsStored }: SampleScale) => {
  const shift = 32 - bitsStored;
  return (value: number): number => (value << shift) >> shift;
};

function rangeOf(values: PixelValues): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return values.length === 0 ? [0, 0] : [low, high];
}

function emptyFor(isWhole: boolean, min: number, max: number, length: number): PixelValues {
  if (isWhole && min >= -32_768 && max <= 32_767) return new Int16Array(length);
  if (isWhole && min >= 0 && max <= 65_535) return new Uint16Array(length);
  return new Float32Array(length);
}
