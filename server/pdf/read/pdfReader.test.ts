import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPdfReader } from './pdfReader';
import type { PdfReader } from './protocol';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const CACHE = path.join(ROOT, '.cache');
const demo = (name: string) => readFile(path.join(ROOT, 'resources/demo/documents', name));

let dir: string;
const readers: PdfReader[] = [];
const reader = (script: string, timeoutMs = 20_000) => {
  const made = createPdfReader({ script: path.join(dir, script), timeoutMs });
  readers.push(made);
  return made;
};
/** A thread that does what the first byte says: hang, die, or answer. */
const ROGUE = `
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', ({ bytes }) => {
    if (bytes[0] === 1) for (;;);
    if (bytes[0] === 2) process.exit(3);
    parentPort.postMessage({ kind: 'count', count: bytes[0] });
  });`;

beforeAll(async () => {
  // inside the project, because the library is found from where the thread's script lies
  await mkdir(CACHE, { recursive: true });
  dir = await mkdtemp(path.join(CACHE, 'pdf-'));
  await writeFile(path.join(dir, 'rogue.cjs'), ROGUE);
  await build({
    entryPoints: [path.join(import.meta.dirname, 'pdfWorker.ts')],
    outfile: path.join(dir, 'worker.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
});
afterAll(async () => {
  await Promise.all(readers.map(({ close }) => close()));
  await rm(dir, { recursive: true, force: true });
});

describe('PDFs in a thread', () => {
  it('have text, pages, and each page a picture', async () => {
    const { text, pageCount, page } = reader('worker.mjs');
    const bytes = await demo('consent-wang.pdf');
    expect((await text(bytes))?.[0]).toContain('姓名：王某芳');
    expect(await pageCount(bytes)).toBe(1);
    const picture = await page(bytes, 0);
    expect(picture).toMatchObject({ width: 1653, height: 2338 });
    const dark = picture?.samples.filter((value, index) => index % 4 === 0 && value < 100).length;
    expect(dark, 'pixels of letters').toBeGreaterThan(10_000);
  });

  it('that are none answer nothing', async () => {
    const { text, pageCount, page } = reader('worker.mjs');
    const bytes = Buffer.from('%PDF-1.7\n garbage \n%%EOF');
    expect([await text(bytes), await pageCount(bytes), await page(bytes, 0)]).toEqual([
      null,
      null,
      null,
    ]);
    expect(await page(await demo('consent-wang.pdf'), 7)).toBeNull();
  });

  it('cost their own answer when the thread hangs or dies; the next one is answered', async () => {
    const { pageCount } = reader('rogue.cjs', 1000);
    const answers = await Promise.all(
      [1, 7, 2, 9].map((first) => pageCount(new Uint8Array([first]))),
    );
    expect(answers).toEqual([null, 7, null, 9]);
  });

  it('answers nothing once it is closed', async () => {
    const { pageCount, close } = reader('rogue.cjs');
    await close();
    expect(await pageCount(new Uint8Array([7]))).toBeNull();
  });
});
