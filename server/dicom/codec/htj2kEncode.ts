import { forgetCodec, loadCodec } from './wasm';

/** Samples of one frame as Explicit VR Little Endian stores them, colour by pixel. */
export type FrameSamples = {
  readonly bytes: Uint8Array;
  readonly rows: number;
  readonly columns: number;
  readonly samplesPerPixel: number;
  /** 8 or 16. */
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly isSigned: boolean;
  /** Components are red, green, blue: they are decorrelated, which a reader of palettes or YBR must not get. */
  readonly isRgb: boolean;
};

export type ProgressiveFrame = {
  readonly codestream: Buffer;
  /** Where each resolution level ends, coarsest first; the last is the length of the codestream. */
  readonly levelEnds: readonly number[];
};

type Encoder = {
  getDecodedBuffer(info: object): Uint8Array;
  getEncodedBuffer(): Uint8Array;
  setProgressionOrder(order: number): void;
  setQuality(isReversible: boolean, quantization: number): void;
  setDecompositions(count: number): void;
  setTLMMarker(on: boolean): void;
  setTilePartDivisionsAtResolutions(on: boolean): void;
  encode(): void;
  delete(): void;
};
type Decoder = {
  getEncodedBuffer(length: number): Uint8Array;
  getDecodedBuffer(): Uint8Array;
  decode(): void;
  delete(): void;
};
type Codec = { HTJ2KEncoder: new () => Encoder; HTJ2KDecoder: new () => Decoder };

const RPCL = 2;
const SOT = 0xff90;
const COARSEST_SIDE = 16;
const MAX_DECOMPOSITIONS = 8;

/**
 * Compresses one frame without loss, resolution by resolution, each in a tile-part of its own, so that any prefix up to
 * the end of a tile-part is a smaller picture (ISO/IEC 15444-15; 15444-1 A.4.2 for SOT). The result is decoded again and
 * compared: what is not identical is never used.
 *
 * @returns Null when the frame cannot be stored this way without loss.
 */
export async function encodeProgressive(frame: FrameSamples): Promise<ProgressiveFrame | null> {
  const codec = (await loadCodec('htj2k')) as unknown as Codec;
  // Some devices keep overlays or padding in the bits above Bits Stored.
  // The codec takes samples of up to eight bits as bytes, so those kept in sixteen need a ninth.
  const least = frame.bitsAllocated > 8 ? 9 : 1;
  for (const bits of new Set([Math.max(least, frame.bitsStored), frame.bitsAllocated])) {
    const codestream = attempt(codec, frame, bits);
    const levelEnds = codestream ? tilePartEnds(codestream) : [];
    if (codestream && levelEnds.at(-1) === codestream.length) return { codestream, levelEnds };
  }
  return null;
}

function attempt(codec: Codec, frame: FrameSamples, bits: number): Buffer | null {
  try {
    const codestream = encode(codec, frame, bits);
    return isIdentical(codec, codestream, frame.bytes) ? codestream : null;
  } catch (error) {
    forgetCodec('htj2k');
    throw error instanceof Error ? error : new Error(`codec failure ${String(error)}`);
  }
}

function encode(codec: Codec, frame: FrameSamples, bitsPerSample: number): Buffer {
  const encoder = new codec.HTJ2KEncoder();
  try {
    const info = {
      width: frame.columns,
      height: frame.rows,
      bitsPerSample,
      componentCount: frame.samplesPerPixel,
      isSigned: frame.isSigned,
      isUsingColorTransform: frame.isRgb,
    };
    encoder.getDecodedBuffer(info).set(frame.bytes);
    encoder.setProgressionOrder(RPCL);
    encoder.setQuality(true, 0);
    encoder.setDecompositions(decompositionsOf(frame));
    encoder.setTLMMarker(true);
    encoder.setTilePartDivisionsAtResolutions(true);
    encoder.encode();
    return Buffer.from(encoder.getEncodedBuffer());
  } finally {
    encoder.delete();
  }
}

function isIdentical(codec: Codec, codestream: Buffer, expected: Uint8Array): boolean {
  const decoder = new codec.HTJ2KDecoder();
  try {
    decoder.getEncodedBuffer(codestream.length).set(codestream);
    decoder.decode();
    return Buffer.compare(decoder.getDecodedBuffer(), expected) === 0;
  } finally {
    decoder.delete();
  }
}

function decompositionsOf({ rows, columns }: FrameSamples): number {
  const levels = Math.floor(Math.log2(Math.min(rows, columns) / COARSEST_SIDE));
  // Without any decomposition the codec alters the first sample.
  return Math.min(MAX_DECOMPOSITIONS, Math.max(1, levels));
}

/** Ends of the tile-parts; the end-of-codestream marker belongs to the last. */
function tilePartEnds(codestream: Buffer): number[] {
  const ends: number[] = [];
  let at = codestream.indexOf(Buffer.from([SOT >> 8, SOT & 0xff]));
  while (at >= 0 && at + 12 <= codestream.length && codestream.readUInt16BE(at) === SOT) {
    const length = codestream.readUInt32BE(at + 6);
    if (length === 0) break;
    at += length;
    ends.push(at);
  }
  const EOC_BYTES = 2;
  if (ends.at(-1) === codestream.length - EOC_BYTES) ends[ends.length - 1] = codestream.length;
  return ends;
}
