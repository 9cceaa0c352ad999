import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeRle } from '../rle';
import { createCodecPool, type CodecPool } from './codecPool';

const IMAGE = {
  rows: 2,
  columns: 4,
  samplesPerPixel: 1,
  bitsAllocated: 8,
  bitsStored: 8,
  isSigned: false,
  photometric: 'MONOCHROME2',
  planarConfiguration: 0,
  frames: 1,
};
/** One RLE segment: a header of sixteen words, then eight literal bytes. */
const RLE = Buffer.concat([
  Buffer.from(new Uint32Array([1, 64, ...new Array<number>(14).fill(0)]).buffer),
  Buffer.from([7, 1, 2, 3, 4, 5, 6, 7, 8]),
]);

const CACHE = path.resolve(import.meta.dirname, '../../../../.cache');
let dir: string;
const pools: CodecPool[] = [];
const pool = (script: string, options: { threads?: number; timeoutMs?: number } = {}) => {
  const created = createCodecPool({
    script: path.join(dir, script),
    threads: options.threads ?? 1,
    timeoutMs: options.timeoutMs ?? 20_000,
  });
  pools.push(created);
  return created;
};
/** A decoder thread that does what its first byte says: hang, die, throw, or answer with the bytes. */
const ROGUE = `
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', ({ encoded }) => {
    if (encoded[0] === 1) for (;;);
    if (encoded[0] === 2) process.exit(3);
    if (encoded[0] === 3) throw new Error('trap');
    parentPort.postMessage({ ok: true, value: { bytes: encoded, photometric: 'MONOCHROME2' } });
  });`;

beforeAll(async () => {
  // inside the project, because the codecs are found from where the thread's script lies
  await mkdir(CACHE, { recursive: true });
  dir = await mkdtemp(path.join(CACHE, 'codec-'));
  await writeFile(path.join(dir, 'rogue.cjs'), ROGUE);
  await build({
    entryPoints: [path.join(import.meta.dirname, 'codecWorker.ts')],
    outfile: path.join(dir, 'worker.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
});
afterAll(async () => {
  await Promise.all(pools.map(({ close }) => close()));
  await rm(dir, { recursive: true, force: true });
});

describe('codecs in threads', () => {
  it('gives the samples that decoding in place gives', async () => {
    const answer = await pool('worker.mjs').decode('rle', RLE, IMAGE);
    const inPlace = decodeRle(RLE, { pixels: 8, samplesPerPixel: 1, bytesPerSample: 1 });
    expect(answer).toEqual({ ok: true, value: { bytes: inPlace, photometric: 'MONOCHROME2' } });
  });

  it('encodes without loss, level by level', async () => {
    const bytes = Buffer.from(Array.from({ length: 64 * 32 * 2 }, (_, i) => (i * 7) % 5));
    const frame = { rows: 32, columns: 64, samplesPerPixel: 1, bitsStored: 12, isSigned: false };
    const { encode, decode } = pool('worker.mjs');
    const encoded = await encode({ ...frame, bytes, bitsAllocated: 16, isRgb: false });
    if (!encoded.ok || !encoded.value) throw new Error('not encoded');
    const { codestream, levelEnds } = encoded.value;
    expect(levelEnds).toHaveLength(2);
    expect(levelEnds.at(-1)).toBe(codestream.length);
    const image = { ...IMAGE, ...frame, bitsAllocated: 16 };
    expect(await decode('htj2k', codestream, image)).toMatchObject({ ok: true, value: { bytes } });
  });

  it('says so when the frame is damaged, and goes on', async () => {
    const { decode } = pool('worker.mjs');
    const damaged = await decode('rle', RLE.subarray(0, 66), IMAGE);
    expect(damaged).toMatchObject({ error: { code: 'dicom.decodeFailed', retry: 'never' } });
    expect((await decode('rle', RLE, IMAGE)).ok).toBe(true);
  });

  it('lets go of everything when it is closed, as something to be tried again', async () => {
    const { decode, close } = pool('rogue.cjs', { timeoutMs: 60_000 });
    const frames = [1, 0].map((byte) => decode('htj2k', Buffer.from([byte]), IMAGE));
    await close();
    const refused = { ok: false, error: { code: 'server.notReady', retry: 'safe' } };
    expect(await Promise.all(frames)).toMatchObject([refused, refused]);
    expect(await decode('htj2k', Buffer.from([0]), IMAGE)).toMatchObject(refused);
  });

  it.each([
    ['hangs', 1],
    ['ends its thread', 2],
    ['throws', 3],
  ])('loses only the frame that %s', async (_what, first) => {
    // a thread that starts slowly on a loaded machine is not one that hangs
    const { decode } = pool('rogue.cjs', { threads: 2, timeoutMs: 4_000 });
    const frames = [0, first, 0, 0].map((byte) => decode('htj2k', Buffer.from([byte]), IMAGE));
    const answers = await Promise.all(frames);
    expect(answers.map(({ ok }) => ok)).toEqual([true, false, true, true]);
    expect(answers[1]).toMatchObject({
      error: { code: 'dicom.decodeFailed', params: { codec: 'htj2k' } },
    });
  });
});
