// What a slice costs in each lossless coding: bytes, milliseconds to encode and to decode, on the 80 slices of a real CT, every
// result compared with the samples that went in. JPEG 2000 is what archives send most, HTJ2K what we make of it. Codec by
// codec in one thread, turn by turn; ratios of medians. ROUNDS (default 3), SLICES (default 40).
import dcmjs from 'dcmjs';
import { createRequire } from 'node:module';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { readSeries } from './harness/ctSeries.mjs';
import { median, rounded } from './harness/figures.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 3);
const SLICES = Number(process.env.SLICES ?? 40);
const require = createRequire(import.meta.url);

/** Through `require`: the packages find their .wasm beside themselves. */
const load = (name) => require(`@cornerstonejs/${name}/wasmjs`)({ print() {}, printErr() {} });

dcmjs.log.getLogger('validation.dcmjs').setLevel('silent');
const frames = readSeries()
  .slice(0, SLICES)
  .map((bytes) => {
    const { dict } = dcmjs.data.DicomMessage.readFile(
      bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
    );
    const one = (tag) => dict[tag].Value[0];
    return {
      info: {
        width: one('00280011'),
        height: one('00280010'),
        bitsPerSample: 16,
        componentCount: 1,
        isSigned: one('00280103') === 1,
        isUsingColorTransform: false,
      },
      bytes: Buffer.from(one('7FE00010')),
    };
  });

/** The wasm codecs share one manner: buffers of their own to write into and to read from. */
const codec = (module, names, prepare = () => {}) => ({
  encode({ info, bytes }) {
    const encoder = new module[names.encoder]();
    encoder.getDecodedBuffer(info).set(bytes);
    prepare(encoder);
    encoder.encode();
    const encoded = Buffer.from(encoder.getEncodedBuffer());
    encoder.delete();
    return encoded;
  },
  decode(encoded) {
    const decoder = new module[names.decoder]();
    decoder.getEncodedBuffer(encoded.length).set(encoded);
    decoder.decode();
    const decoded = Buffer.from(decoder.getDecodedBuffer());
    decoder.delete();
    return decoded;
  },
});

const CODECS = {
  htj2k: codec(
    await load('codec-openjph'),
    { encoder: 'HTJ2KEncoder', decoder: 'HTJ2KDecoder' },
    (encoder) => {
      encoder.setQuality(true, 0);
      encoder.setProgressionOrder(2);
    },
  ),
  jpeg2000: codec(
    await load('codec-openjpeg'),
    { encoder: 'J2KEncoder', decoder: 'J2KDecoder' },
    (encoder) => encoder.setQuality(true, 0),
  ),
  jpegLs: codec(await load('codec-charls'), {
    encoder: 'JpegLSEncoder',
    decoder: 'JpegLSDecoder',
  }),
  deflate: {
    encode: ({ bytes }) => deflateRawSync(bytes, { level: 6 }),
    decode: (encoded) => inflateRawSync(encoded),
  },
};

const taken = Object.fromEntries(
  Object.keys(CODECS).map((name) => [name, { encodeMs: [], decodeMs: [], bytes: [] }]),
);
for (let round = 0; round < ROUNDS; round += 1)
  for (const frame of frames)
    for (const [name, { encode, decode }] of Object.entries(CODECS)) {
      const began = performance.now();
      const encoded = encode(frame);
      const between = performance.now();
      const decoded = decode(encoded);
      const ended = performance.now();
      if (!decoded.equals(frame.bytes)) throw new Error(`${name} altered a sample`);
      taken[name].encodeMs.push(between - began);
      taken[name].decodeMs.push(ended - between);
      taken[name].bytes.push(encoded.length);
    }

const raw = median(frames.map(({ bytes }) => bytes.length));
const figures = Object.fromEntries(
  Object.entries(taken).map(([name, { encodeMs, decodeMs, bytes }]) => [
    name,
    {
      encodeMs: rounded(median(encodeMs)),
      decodeMs: rounded(median(decodeMs)),
      timesSmaller: Math.round((100 * raw) / median(bytes)) / 100,
      decodeToHtj2k: Math.round((100 * median(decodeMs)) / median(taken.htj2k.decodeMs)) / 100,
    },
  ]),
);
process.stdout.write(
  `${JSON.stringify({ slices: frames.length, rounds: ROUNDS, figures }, null, 1)}\n`,
);
