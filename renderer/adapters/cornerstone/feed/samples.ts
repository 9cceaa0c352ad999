/** How decoded samples become values of the picture. */
export type SampleScale = {
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly isSigned: boolean;
  /** Rescale Slope and Intercept (PS3.3 C.11.1.1); null: stored values are shown. */
  readonly rescale: { readonly slope: number; readonly intercept: number } | null;
  /** Unused bits below the value (High Bit above Bits Stored - 1); default none. */
  readonly shift?: number;
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
  return scaleValues(storedValues(bytes, scale), scale.rescale);
}

export function scaleValues(stored: PixelValues, rescale: SampleScale['rescale']): ScaledSamples {
  const { slope, intercept } = rescale ?? { slope: 1, intercept: 0 };
  const [low, high] = rangeOf(stored);
  const ends = [low * slope + intercept, high * slope + intercept];
  const [min, max] = [Math.min(...ends), Math.max(...ends)];
  if (slope === 1 && intercept === 0) return { values: stored, min, max };
  const isWhole =
    !(stored instanceof Float32Array) && Number.isInteger(slope) && Number.isInteger(intercept);
  const values = emptyFor(isWhole, min, max, stored.length);
  for (let i = 0; i < stored.length; i++) values[i] = (stored[i] ?? 0) * slope + intercept;
  return { values, min, max };
}

/** Bits outside of Bits Stored are no part of a value: old files keep overlays there (PS3.5 8.1.1). */
function storedValues(bytes: Uint8Array, scale: SampleScale): PixelValues {
  const { buffer, byteOffset, byteLength } = bytes;
  const copy = buffer.slice(byteOffset, byteOffset + byteLength);
  const { bitsAllocated, bitsStored, isSigned, shift = 0 } = scale;
  const unused = 32 - bitsStored;
  if (bitsAllocated === 8 && !isSigned && bitsStored === 8) return new Uint8Array(copy);
  if (bitsAllocated === 8) {
    const stored = new Uint8Array(copy);
    return isSigned
      ? Int16Array.from(stored, (value) => ((value >> shift) << unused) >> unused)
      : stored.map((value) => ((value >> shift) << unused) >>> unused);
  }
  if (isSigned) {
    const values = new Int16Array(copy);
    if (bitsStored === 16) return values;
    for (let i = 0; i < values.length; i++)
      values[i] = (((values[i] ?? 0) >>> shift) << unused) >> unused;
    return values;
  }
  const values = new Uint16Array(copy);
  if (bitsStored === 16) return values;
  const mask = 2 ** bitsStored - 1;
  for (let i = 0; i < values.length; i++) values[i] = ((values[i] ?? 0) >> shift) & mask;
  return values;
}

function rangeOf(values: PixelValues): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? [0, 0] : [low, high];
}

function emptyFor(isWhole: boolean, min: number, max: number, length: number): PixelValues {
  if (isWhole && min >= -32_768 && max <= 32_767) return new Int16Array(length);
  if (isWhole && min >= 0 && max <= 65_535) return new Uint16Array(length);
  return new Float32Array(length);
}
