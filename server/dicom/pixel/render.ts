import { appError, type AppError } from '../../../shared/domain/errors';
import { err, ok, type Result } from '../../../shared/lib/result';
import { numberOf, textOf, type DicomDataSet } from '../parse/dicomJson';
import type { ImageShape } from './layout';
import { readPalette, type Palette } from './palette';

export type GreyWindow = {
  readonly center: number;
  readonly width: number;
  /** VOI LUT Function (0028,1056). */
  readonly shape: 'LINEAR' | 'LINEAR_EXACT' | 'SIGMOID';
};
/** Eight-bit picture, colour by pixel. */
export type Picture = {
  readonly bytes: Buffer;
  readonly columns: number;
  readonly rows: number;
  readonly channels: 1 | 3;
};
export type RenderInput = {
  /** Little-endian samples, colour by pixel. */
  readonly bytes: Buffer;
  readonly photometric: string;
  readonly image: ImageShape;
  /** Float or Double Float Pixel Data (7FE0,0008 / 0009) instead of integers. */
  readonly isFloat: boolean;
  readonly dataSet: DicomDataSet;
  /** Overrides the window of the header. */
  readonly window: GreyWindow | null;
};

/**
 * Turns one decoded frame into what a screen shows: rescale, window and polarity for grey images (PS3.3 C.11.1, C.11.2),
 * palette or colour conversion for colour ones.
 *
 * @returns The picture, or `dicom.notAcceptable` for pixel formats without a defined look.
 */
export function render(input: RenderInput): Result<Picture, AppError> {
  const { image, photometric, bytes } = input;
  const size = { columns: image.columns, rows: image.rows };
  if (photometric === 'PALETTE COLOR') {
    const palette = readPalette(input.dataSet);
    if (!palette) return unknownLook(photometric);
    return ok({ ...size, channels: 3, bytes: throughPalette(input, palette) });
  }
  if (image.samplesPerPixel === 3) {
    const rgb = toRgb(bytes, photometric, image);
    return rgb ? ok({ ...size, channels: 3, bytes: rgb }) : unknownLook(photometric);
  }
  if (image.samplesPerPixel !== 1 || !photometric.startsWith('MONOCHROME'))
    return unknownLook(photometric);
  const samples = input.isFloat ? floatSamples(bytes, image) : greySamples(bytes, image);
  return samples
    ? ok({ ...size, channels: 1, bytes: greyPicture(samples, input) })
    : unknownLook(photometric);
}

const unknownLook = (photometric: string): Result<never, AppError> =>
  err(appError('unsupported', 'dicom.notAcceptable', { params: { photometric } }));

function greySamples(bytes: Buffer, image: ImageShape): Float32Array | null {
  const count = image.rows * image.columns;
  const out = new Float32Array(count);
  const { bitsAllocated, isSigned } = image;
  for (let i = 0; i < count; i++) {
    if (bitsAllocated === 1) out[i] = ((bytes[i >> 3] ?? 0) >> (i & 7)) & 1;
    else if (bitsAllocated === 8) out[i] = isSigned ? bytes.readInt8(i) : (bytes[i] ?? 0);
    else if (bitsAllocated === 16)
      out[i] = isSigned ? bytes.readInt16LE(i * 2) : bytes.readUInt16LE(i * 2);
    else if (bitsAllocated === 32)
      out[i] = isSigned ? bytes.readInt32LE(i * 4) : bytes.readUInt32LE(i * 4);
    else return null;
  }
  return out;
}

function floatSamples(bytes: Buffer, image: ImageShape): Float32Array {
  const isDouble = image.bitsAllocated === 64;
  return Float32Array.from({ length: image.rows * image.columns }, (_, i) =>
    isDouble ? bytes.readDoubleLE(i * 8) : bytes.readFloatLE(i * 4),
  );
}

function greyPicture(
  samples: Float32Array,
  { dataSet, photometric, window, image }: RenderInput,
): Buffer {
  const slope = numberOf(dataSet, '00281053') ?? 1;
  const intercept = numberOf(dataSet, '00281052') ?? 0;
  for (let i = 0; i < samples.length; i++) samples[i] = (samples[i] ?? 0) * slope + intercept;
  const effective =
    window ?? headerWindow(dataSet) ?? (image.bitsAllocated === 1 ? BINARY : fullRange(samples));
  const isInverted = photometric === 'MONOCHROME1';
  const out = Buffer.alloc(samples.length);
  for (let i = 0; i < samples.length; i++) {
    const level = Math.round(255 * fraction(samples[i] ?? 0, effective));
    out[i] = isInverted ? 255 - level : level;
  }
  return out;
}

const BINARY: GreyWindow = { center: 0.5, width: 1, shape: 'LINEAR_EXACT' };

function headerWindow(dataSet: DicomDataSet): GreyWindow | null {
  const center = numberOf(dataSet, '00281050');
  const width = numberOf(dataSet, '00281051');
  if (center === null || width === null || width <= 0) return null;
  const shape = textOf(dataSet, '00281056');
  return {
    center,
    width,
    shape: shape === 'SIGMOID' || shape === 'LINEAR_EXACT' ? shape : 'LINEAR',
  };
}

function fullRange(samples: Float32Array): GreyWindow {
  let low = Infinity;
  let high = -Infinity;
  for (const sample of samples) {
    if (sample < low) low = sample;
    if (sample > high) high = sample;
  }
  return { center: (low + high) / 2, width: high > low ? high - low : 1, shape: 'LINEAR_EXACT' };
}

/** Position in the window, 0 to 1 (PS3.3 C.11.2.1.2.1, C.11.2.1.3). */
function fraction(value: number, { center, width, shape }: GreyWindow): number {
  if (shape === 'SIGMOID') return 1 / (1 + Math.exp((-4 * (value - center)) / width));
  const isExact = shape === 'LINEAR_EXACT' || width <= 1;
  const position = isExact
    ? (value - center) / width + 0.5
    : (value - (center - 0.5)) / (width - 1) + 0.5;
  return Math.min(1, Math.max(0, position));
}

function throughPalette({ bytes, image }: RenderInput, palette: Palette): Buffer {
  const count = image.rows * image.columns;
  const out = Buffer.alloc(count * 3);
  const wide = image.bitsAllocated > 8;
  for (let i = 0; i < count; i++) {
    const value = wide ? bytes.readUInt16LE(i * 2) : (bytes[i] ?? 0);
    const entry = Math.min(Math.max(value - palette.first, 0), palette.red.length - 1);
    out[i * 3] = palette.red[entry] ?? 0;
    out[i * 3 + 1] = palette.green[entry] ?? 0;
    out[i * 3 + 2] = palette.blue[entry] ?? 0;
  }
  return out;
}

/** Eight-bit RGB from RGB or YBR_FULL samples (PS3.3 C.7.6.3.1.2); null for other colour spaces. */
function toRgb(bytes: Buffer, photometric: string, image: ImageShape): Buffer | null {
  const width = image.bitsAllocated / 8;
  const count = image.rows * image.columns;
  const top = (at: number): number => bytes[at * width + width - 1] ?? 0;
  const out = Buffer.alloc(count * 3);
  if (photometric === 'RGB') {
    for (let i = 0; i < out.length; i++) out[i] = top(i);
    return out;
  }
  if (photometric !== 'YBR_FULL' && photometric !== 'YBR_FULL_422') return null;
  const isHalved = photometric === 'YBR_FULL_422';
  for (let i = 0; i < count; i++) {
    // 4:2:2 stores Y1 Y2 Cb Cr for each pair of columns.
    const base = isHalved ? (i >> 1) * 4 : i * 3;
    const y = top(isHalved ? base + (i & 1) : base);
    const cb = top(isHalved ? base + 2 : base + 1) - 128;
    const cr = top(isHalved ? base + 3 : base + 2) - 128;
    out[i * 3] = clamp(y + 1.402 * cr);
    out[i * 3 + 1] = clamp(y - 0.344136 * cb - 0.714136 * cr);
    out[i * 3 + 2] = clamp(y + 1.772 * cb);
  }
  return out;
}

const clamp = (value: number): number => Math.min(255, Math.max(0, Math.round(value)));
