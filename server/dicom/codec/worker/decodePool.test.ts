import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeRle } from '../rle';
import { createDecodePool, type DecodePool } from './decodePool';

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

let dir: string;
const pools: DecodePool[] = [];
const pool = (script: string, options: { threads?: number; timeoutMs?: number } = {}) => {
  const created = createDecodePool({
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
  dir = await mkdtemp(path.join(os.tmpdir(), 'huizhen-decode-'));
  await writeFile(path.join(dir, 'rogue.cjs'), ROGUE);
  await build({
    entryPoints: [path.join(import.meta.dirname, 'decodeWorker.ts')],
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

describe('decoding in threads', () => {
  it('gives the samples that decoding in place gives', async () => {
    const answer = await pool('worker.mjs').decode('rle', RLE, IMAGE);
    const inPlace = decodeRle(RLE, { pixels: 8, samplesPerPixel: 1, bytesPerSample: 1 });
    expect(answer).toEqual({ ok: true, value: { bytes: inPlace, photometric: 'MONOCHROME2' } });
  });

  it('says so when the frame is damaged, and goes on', async () => {
    const { decode } = pool('worker.mjs');
    const damaged = await decode('rle', RLE.subarray(0, 66), IMAGE);
    expect(damaged).toMatchObject({ error: { code: 'dicom.decodeFailed', retry: 'never' } });
    expect((await decode('rle', RLE, IMAGE)).ok).toBe(true);
  });

  it.each([
    ['hangs', 1],
    ['ends its thread', 2],
    ['throws', 3],
  ])('loses only the frame that %s', async (_what, first) => {
    const { decode } = pool('rogue.cjs', { threads: 2, timeoutMs: 500 });
    const frames = [0, first, 0, 0].map((byte) => decode('htj2k', Buffer.from([byte]), IMAGE));
    const answers = await Promise.all(frames);
    expect(answers.map(({ ok }) => ok)).toEqual([true, false, true, true]);
    expect(answers[1]).toMatchObject({
      error: { code: 'dicom.decodeFailed', params: { codec: 'htj2k' } },
    });
  });
});
