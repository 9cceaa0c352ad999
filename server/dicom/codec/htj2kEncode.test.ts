import { describe, expect, it } from 'vitest';
import { decodeWithWasm, loadCodec } from './wasm';
import { encodeProgressive, type FrameSamples } from './htj2kEncode';

/** A smooth picture with noise, so that coding has something to do; deterministic. */
function samples(
  over: Partial<FrameSamples> & { readonly values?: (i: number) => number },
): FrameSamples {
  const shape = { rows: 96, columns: 128, samplesPerPixel: 1, bitsAllocated: 16, bitsStored: 12 };
  const frame = { ...shape, isSigned: false, isRgb: false, ...over };
  const { values = (i: number) => ((i >> 3) * 5 + ((i * 2_654_435_761) >>> 27)) % 4096 } = over;
  const count = frame.rows * frame.columns * frame.samplesPerPixel;
  const bytes = Buffer.alloc((count * frame.bitsAllocated) / 8);
  for (let i = 0; i < count; i++) {
    if (frame.bitsAllocated === 8) bytes[i] = values(i) & 0xff;
    else if (frame.isSigned) bytes.writeInt16LE(values(i), i * 2);
    else bytes.writeUInt16LE(values(i), i * 2);
  }
  return { ...frame, bytes };
}

describe('progressive frames', () => {
  it.each([
    ['unsigned 12 bits', samples({})],
    [
      'signed 16 bits',
      samples({ isSigned: true, bitsStored: 16, values: (i) => ((i * 37) % 65_536) - 32_768 }),
    ],
    ['bits above Bits Stored', samples({ values: (i) => 0xf000 + (i % 4096) })],
    ['a sign that is not extended', samples({ isSigned: true, values: (i) => i % 4096 })],
    ['8 bits', samples({ bitsAllocated: 8, bitsStored: 8 })],
    ['colour', samples({ bitsAllocated: 8, bitsStored: 8, samplesPerPixel: 3, isRgb: true })],
    ['8 bits kept in 16', samples({ bitsStored: 8, values: (i) => i % 256 })],
    ['a narrow picture', samples({ rows: 17, columns: 300 })],
  ])('are the samples that came in: %s', async (_, frame) => {
    const encoded = await encodeProgressive(frame);
    if (!encoded) throw new Error('not possible');
    const decoded = await decodeWithWasm('htj2k', encoded.codestream);
    expect(decoded.bytes.equals(frame.bytes)).toBe(true);
    expect(encoded.levelEnds.at(-1)).toBe(encoded.codestream.length);
  });

  it('are never used where the codec alters a sample', async () => {
    for (let rows = 1; rows < 9; rows++) {
      for (let columns = 1; columns < 9; columns++) {
        const frame = samples({ rows, columns });
        const encoded = await encodeProgressive(frame);
        if (!encoded) continue;
        const decoded = await decodeWithWasm('htj2k', encoded.codestream);
        expect(decoded.bytes.equals(frame.bytes)).toBe(true);
      }
    }
  });

  it('give a whole smaller picture from the bytes up to the end of a level', async () => {
    const encoded = await encodeProgressive(samples({ rows: 256, columns: 256 }));
    if (!encoded) throw new Error('not possible');
    const { codestream, levelEnds } = encoded;
    expect(levelEnds).toHaveLength(5);
    const small = (bytes: Buffer) => subResolution(bytes, 2);
    const prefix = codestream.subarray(0, levelEnds[2]);
    expect(prefix.length).toBeLessThan(codestream.length / 8);
    expect(await small(prefix)).toEqual(await small(codestream));
  });
});

async function subResolution(bytes: Buffer, level: number): Promise<Buffer> {
  type Decoder = {
    getEncodedBuffer(length: number): Uint8Array;
    getDecodedBuffer(): Uint8Array;
    decodeSubResolution(level: number): void;
    readHeader(): void;
  };
  const codec = (await loadCodec('htj2k')) as unknown as { HTJ2KDecoder: new () => Decoder };
  const decoder = new codec.HTJ2KDecoder();
  decoder.getEncodedBuffer(bytes.length).set(bytes);
  decoder.readHeader();
  decoder.decodeSubResolution(level);
  return Buffer.from(decoder.getDecodedBuffer());
}
