import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { bufferSource } from '../parse/byteSource';
import { indexDicom, openDataSet } from '../parse/indexDicom';
import { readFileMeta } from '../parse/part10';
import { decodedFrame } from '../pixel/frameSource';
import { readFrame } from '../pixel/frames';
import type { PixelLayout } from '../pixel/layout';
import { dataFile } from '../testing/testData';
import { transferSyntaxOf } from '../transferSyntax';
import { decodeFrame } from './decodeFrame';
import { decodeRle } from './rle';

async function open(bytes: Buffer) {
  const file = bufferSource(bytes);
  const indexed = await indexDicom(file);
  if (!indexed.ok || !indexed.value.pixels) throw new Error('not an image');
  const syntax = transferSyntaxOf(indexed.value.transferSyntaxUid);
  const { dataSetOffset } = await readFileMeta(file);
  const { dataSetSource: dataSet, start } = await openDataSet(file, dataSetOffset, syntax);
  const object = { syntax, file, dataSetOffset, dataSet, start, close: async () => undefined };
  return { object, pixels: indexed.value.pixels };
}

const CT = 'dicom/transfer-syntax-ct/CTImage.dcm';
const SOF55 = Buffer.from('fff7', 'hex');

async function frames(name: string): Promise<string> {
  const { object, pixels } = await open(dataFile(name));
  const hash = createHash('sha256');
  for (let frame = 1; frame <= pixels.image.frames; frame++) {
    const decoded = await decodedFrame(object, pixels, frame, decodeFrame);
    if (!decoded.ok) throw new Error(decoded.error.message);
    hash.update(decoded.value.bytes);
  }
  return hash.digest('hex').slice(0, 16);
}

describe('lossless frames are the original pixels', () => {
  it.each([
    [`${CT}_JPEGLSLosslessTransferSyntax_1.2.840.10008.1.2.4.80.dcm`, CT],
    [`${CT}_JPEG2000LosslessOnlyTransferSyntax_1.2.840.10008.1.2.4.90.dcm`, CT],
    [`${CT}_JPEGProcess14SV1TransferSyntax_1.2.840.10008.1.2.4.70.dcm`, CT],
    [`${CT}_JPEGProcess14TransferSyntax_1.2.840.10008.1.2.4.57.dcm`, CT],
    [`${CT}_RLELosslessTransferSyntax_1.2.840.10008.1.2.5.dcm`, CT],
    [`${CT}_DeflatedExplicitVRLittleEndianTransferSyntax_1.2.840.10008.1.2.1.99.dcm`, CT],
    [`${CT}_BigEndianExplicitTransferSyntax_1.2.840.10008.1.2.2.dcm`, CT],
    [`${CT}_LittleEndianExplicitTransferSyntax_1.2.840.10008.1.2.1.dcm`, CT],
    ['dicom/pydicom/MR_small_RLE.dcm', 'dicom/pydicom/MR_small.dcm'],
    ['dicom/pydicom/MR_small_jpeg_ls_lossless.dcm', 'dicom/pydicom/MR_small.dcm'],
    ['dicom/pydicom/MR_small_jp2klossless.dcm', 'dicom/pydicom/MR_small.dcm'],
    ['dicom/pydicom/MR_small_bigendian.dcm', 'dicom/pydicom/MR_small.dcm'],
    ['dicom/codec/emri_small_RLE.dcm', 'dicom/codec/emri_small.dcm'],
    ['dicom/pydicom/SC_rgb_jpeg_gdcm.dcm', 'dicom/pydicom/SC_rgb_rle.dcm'],
    ['dicom/testpattern/TestPattern_JPEG-LS-Lossless.dcm', 'dicom/testpattern/TestPattern_RGB.dcm'],
    [
      'dicom/testpattern/TestPattern_JPEG-Lossless_RGB.dcm',
      'dicom/testpattern/TestPattern_RGB.dcm',
    ],
  ])('%s', async (compressed, original) => {
    expect(await frames(compressed)).toBe(await frames(original));
  });
});

/** SHA-256 (first 16 digits) of what DCMTK 3.6.7 decodes from the same files. */
describe('frames are those of DCMTK', () => {
  it.each([
    ['dicom/codec/JPGLosslessP14SV1_1s_1f_8b.dcm', '36e27e4f1e87a7d5'],
    ['dicom/cr-dx/CR-ModalitySequenceLUT.dcm', 'cbb20687fdc832cc'],
    ['dicom/codec/OBXXXX1A_rle_2frame.dcm', 'a4e8cb3611e675c7'],
    ['dicom/pydicom/SC_rgb_rle_16bit_2frame.dcm', 'd7e2338dd240b58c'],
    ['dicom/pydicom/SC_rgb_rle_32bit_2frame.dcm', '3caa80cc3032f745'],
    ['dicom/pydicom/SC_rgb_jpeg_dcmtk.dcm', 'ddb100d8f45a7fbf'],
    ['dicom/pydicom/SC_jpeg_no_color_transform.dcm', 'be7aa556b206ac44'],
    ['dicom/xa/jpeg_baseline_8bit.dcm', '978fa8e8151d39e6'],
    ['dicom/us/examples_ybr_color.dcm', '7275d2af634281c8'],
  ])('%s', async (name, expected) => {
    expect(await frames(name)).toBe(expected);
  });
});

describe('HTJ2K', () => {
  type Encoder = {
    getDecodedBuffer(info: object): Uint8Array;
    encode(): void;
    getEncodedBuffer(): Uint8Array;
  };

  it('gives back the pixels that were encoded without loss', async () => {
    const { object, pixels } = await open(dataFile('dicom/transfer-syntax-ct/CTImage.dcm'));
    const original = await decodedFrame(object, pixels, 1, decodeFrame);
    if (!original.ok) throw new Error('unreadable');
    const factory = createRequire(import.meta.url)(
      '@cornerstonejs/codec-openjph/wasmjs',
    ) as () => Promise<{
      HTJ2KEncoder: new () => Encoder;
    }>;
    const encoder = new (await factory()).HTJ2KEncoder();
    const { columns: width, rows: height, bitsStored, isSigned } = pixels.image;
    const info = {
      width,
      height,
      bitsPerSample: bitsStored,
      componentCount: 1,
      isSigned,
      isUsingColorTransform: false,
    };
    encoder.getDecodedBuffer(info).set(original.value.bytes);
    encoder.encode();
    const encoded = Buffer.from(encoder.getEncodedBuffer());
    expect(encoded.length).toBeLessThan(original.value.bytes.length);
    const decoded = await decodeFrame('htj2k', encoded, pixels.image);
    expect(decoded).toMatchObject({ ok: true });
    expect(decoded.ok && decoded.value.bytes.equals(original.value.bytes)).toBe(true);
  });
});

describe('what cannot be decoded', () => {
  it.each([
    'dicom/transfer-syntax-ct/CTImage.dcm_JPEGProcess2_4TransferSyntax_1.2.840.10008.1.2.4.51.dcm',
    'dicom/pydicom/JPGExtended.dcm',
  ])('12-bit lossy JPEG is refused with a code: %s', async (name) => {
    const { object, pixels } = await open(dataFile(name));
    expect(await decodedFrame(object, pixels, 1, decodeFrame)).toMatchObject({
      ok: false,
      error: { code: 'dicom.decodeFailed', retry: 'never' },
    });
  });

  it.each(['rle', 'jpeg8', 'jpegLossless', 'jpegLs', 'jpeg2000', 'htj2k'] as const)(
    'garbage under the label %s is an error, and the next frame still decodes',
    async (codec) => {
      const { image } = (await open(dataFile('dicom/pydicom/MR_small_jp2klossless.dcm'))).pixels;
      const garbage = Buffer.from(Array.from({ length: 500 }, (_, i) => (i * 73) % 256));
      expect(await decodeFrame(codec, garbage, image)).toMatchObject({
        error: { code: 'dicom.decodeFailed' },
      });
      expect(await frames('dicom/pydicom/MR_small_jp2klossless.dcm')).toBe(
        await frames('dicom/pydicom/MR_small.dcm'),
      );
    },
  );

  it('a header that announces gigabytes is refused before anything is allocated', async () => {
    const { image } = (await open(dataFile('dicom/pydicom/MR_small_RLE.dcm'))).pixels;
    const huge = { ...image, rows: 65_535, columns: 65_535 };
    expect(await decodeFrame('rle', Buffer.alloc(100), huge)).toMatchObject({
      error: { code: 'dicom.decodeFailed' },
    });
  });

  it.each([
    ['jpeg2000', 'dicom/pydicom/MR_small_jp2klossless.dcm', Buffer.from('ff4fff51', 'hex'), 8, 4],
    ['jpegLs', `${CT}_JPEGLSLosslessTransferSyntax_1.2.840.10008.1.2.4.80.dcm`, SOF55, 5, 2],
  ] as const)(
    'a %s stream that announces a giant is refused before its decoder reserves memory',
    async (codec, name, marker, at, width) => {
      const { object, pixels } = await open(dataFile(name));
      const encoded = await readFrame(object.dataSet, pixels, 1, false);
      if (!encoded) throw new Error('no frame');
      const giant = Buffer.from(encoded);
      const start = giant.indexOf(marker) + at;
      for (const offset of [0, width]) giant.writeUIntBE(60_000, start + offset, width);
      const before = process.memoryUsage().rss;
      expect(await decodeFrame(codec, giant, pixels.image)).toMatchObject({
        error: { code: 'dicom.decodeFailed', message: expect.stringContaining('60000x60000') },
      });
      expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
    },
  );

  it('a stream of another size than the header says is an error, not a shifted image', async () => {
    const { object, pixels } = await open(dataFile('dicom/pydicom/MR_small_jp2klossless.dcm'));
    const wrong: PixelLayout = { ...pixels, image: { ...pixels.image, columns: 32, rows: 128 } };
    expect(await decodedFrame(object, wrong, 1, decodeFrame)).toMatchObject({
      error: { code: 'dicom.decodeFailed' },
    });
  });
});

describe('RLE', () => {
  const header = (...offsets: number[]) => {
    const bytes = Buffer.alloc(64);
    [offsets.length, ...offsets].forEach((value, at) => bytes.writeUInt32LE(value, at * 4));
    return bytes;
  };
  const shape = { pixels: 4, samplesPerPixel: 1, bytesPerSample: 2 };

  it('puts the most significant byte plane last in little-endian samples and skips the no-op code', () => {
    const encoded = Buffer.concat([header(64, 66), Buffer.from([253, 0x12, 128, 3, 1, 2, 3, 4])]);
    expect(decodeRle(encoded, shape)).toEqual(Buffer.from('0112021203120412', 'hex'));
  });

  it.each([
    ['a missing segment', header(64), [253, 1]],
    ['a segment that ends early', header(64, 66), [253, 0x12, 3, 1]],
    ['offsets that go backwards', header(66, 64), [253, 0x12, 253, 1]],
  ])('refuses %s', (_, head, body) => {
    expect(() => decodeRle(Buffer.concat([head, Buffer.from(body)]), shape)).toThrow(/RLE/);
  });
});
