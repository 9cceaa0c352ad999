/**
 * How samples lie in a WFDB signal file (signal(5)): `samples` of them in a unit of `bytes`. A last unit may be cut off
 * behind the bytes its samples need.
 */
export type SampleFormat = {
  readonly samples: number;
  readonly bytes: number;
  /** Bytes that the first n samples of a unit need, n from 1. */
  readonly needs: readonly number[];
  readonly isWide: boolean;
  /** Value of a sample that is not one. */
  readonly invalid: number;
  /** Sample `index` of the unit that begins at `at`; bytes that are not there are 0. */
  read(bytes: Uint8Array, at: number, index: number): number;
};

const byte = (bytes: Uint8Array, at: number): number => bytes[at] ?? 0;
const word = (bytes: Uint8Array, at: number): number =>
  byte(bytes, at) | (byte(bytes, at + 1) << 8);
const signed = (value: number, bits: number): number => (value << (32 - bits)) >> (32 - bits);

const single = (
  bytes: number,
  read: (bytes: Uint8Array, at: number) => number,
): Pick<SampleFormat, 'samples' | 'bytes' | 'needs' | 'read' | 'isWide' | 'invalid'> => ({
  samples: 1,
  bytes,
  needs: [bytes],
  isWide: bytes > 2,
  invalid: -(2 ** (8 * bytes - 1)),
  read,
});

/** By number. Format 8 holds differences and is read from the beginning, see `wfdbEcg.ts`. */
export const SAMPLE_FORMATS: Readonly<Record<number, SampleFormat>> = {
  16: single(2, (bytes, at) => signed(word(bytes, at), 16)),
  24: single(3, (bytes, at) => signed(word(bytes, at) | (byte(bytes, at + 2) << 16), 24)),
  32: single(4, (bytes, at) => word(bytes, at) | (word(bytes, at + 2) << 16)),
  61: single(2, (bytes, at) => signed((byte(bytes, at) << 8) | byte(bytes, at + 1), 16)),
  80: single(1, (bytes, at) => byte(bytes, at) - 128),
  160: single(2, (bytes, at) => word(bytes, at) - 32768),
  212: {
    samples: 2,
    bytes: 3,
    needs: [2, 3],
    isWide: false,
    invalid: -2048,
    read: (bytes, at, index) =>
      index === 0
        ? signed(byte(bytes, at) | ((byte(bytes, at + 1) & 0x0f) << 8), 12)
        : signed(byte(bytes, at + 2) | ((byte(bytes, at + 1) & 0xf0) << 4), 12),
  },
  310: {
    samples: 3,
    bytes: 4,
    needs: [2, 4, 4],
    isWide: false,
    invalid: -512,
    read: (bytes, at, index) => {
      const [low, high] = [word(bytes, at), word(bytes, at + 2)];
      if (index === 2) return signed((low >> 11) | ((high >> 11) << 5), 10);
      return signed(((index === 0 ? low : high) >> 1) & 0x3ff, 10);
    },
  },
  311: {
    samples: 3,
    bytes: 4,
    needs: [2, 3, 4],
    isWide: false,
    invalid: -512,
    read: (bytes, at, index) => {
      const all = word(bytes, at) | (word(bytes, at + 2) << 16);
      return signed((all >> (10 * index)) & 0x3ff, 10);
    },
  },
};

/** Bytes that the first `samples` samples of a file need. */
export function bytesNeeded(
  { samples: perUnit, bytes, needs }: SampleFormat,
  samples: number,
): number {
  const whole = Math.floor(samples / perUnit);
  const rest = samples % perUnit;
  return whole * bytes + (rest === 0 ? 0 : (needs[rest - 1] ?? bytes));
}

/** Samples that so many bytes hold. */
export function samplesHeld(
  { samples: perUnit, bytes, needs }: SampleFormat,
  size: number,
): number {
  const whole = Math.floor(size / bytes);
  const rest = size % bytes;
  return whole * perUnit + needs.filter((need) => need <= rest).length;
}
