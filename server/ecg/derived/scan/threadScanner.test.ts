import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joined } from '../../../../shared/domain/ecg/testing/bytes';
import { plantDay } from '../../../../shared/domain/ecg/testing/day';
import { edfDay } from '../../../../shared/domain/ecg/testing/dayFile';
import { scannerInPlace } from '../../../testing/ecg/scannerInPlace';
import type { ScanOutcome } from './scanJob';
import { ScanLost, type EcgScanner } from './scanner';
import { createThreadScanner } from './threadScanner';

const bytes = joined(...edfDay(plantDay(300, 250)));
const files = [{ name: '', sizeBytes: bytes.length }];

/** A thread that does what the first byte of its answer says: hang, die or throw. */
const ROGUE = `
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', ([what]) => {
    if (what === 1) for (;;);
    if (what === 2) process.exit(3);
    throw new Error('trap');
  });`;

let dir: string;
const scanners: EcgScanner[] = [];
const scanner = (script: string, stepTimeoutMs = 60_000): EcgScanner => {
  const created = createThreadScanner({ script: path.join(dir, script), stepTimeoutMs });
  scanners.push(created);
  return created;
};
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'ecg-scan-'));
  await writeFile(path.join(dir, 'rogue.cjs'), ROGUE);
  await build({
    entryPoints: [path.join(import.meta.dirname, 'scanWorker.ts')],
    outfile: path.join(dir, 'worker.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
});
afterAll(async () => {
  await Promise.all(scanners.map((one) => one.close()));
  await rm(dir, { recursive: true, force: true });
});

async function carryOut(one: EcgScanner): Promise<{ pairs: Buffer; outcome: ScanOutcome }> {
  const run = one.start(files);
  const pairs: Uint8Array[] = [];
  let answer: Uint8Array = new Uint8Array();
  for (;;) {
    const { done, value } = await run.next(answer);
    if (done === true) {
      await run.end();
      return { pairs: Buffer.concat(pairs), outcome: value };
    }
    if (value.kind === 'pairs') pairs.push(value.bytes);
    const { offset = 0, length = 0 } = value.kind === 'read' ? value.request : {};
    answer = Buffer.from(bytes.subarray(offset, offset + length));
  }
}

describe('a scan in a thread', () => {
  it('comes to what one in place comes to', async () => {
    const threaded = await carryOut(scanner('worker.mjs'));
    expect(threaded).toEqual(await carryOut(scannerInPlace));
    expect(threaded.outcome).toMatchObject({
      kind: 'scanned',
      analysis: { channels: ['II', 'V5', 'V1'] },
    });
  });

  it.each([
    ['hangs', 1, 'no step within 300 ms'],
    ['ends its thread', 2, 'the thread ended'],
    ['throws', 3, 'trap'],
  ])('is lost when it %s', async (_what, first, message) => {
    const run = scanner('rogue.cjs', 300).start(files);
    const lost = await run.next(Uint8Array.of(first)).catch((cause: unknown) => cause);
    expect(lost).toBeInstanceOf(ScanLost);
    expect(lost).toMatchObject({ message: `ECG scan: ${message}`, wasEnded: false });
    await run.end();
  });

  it('is ended with the server, as something to be tried again', async () => {
    const one = scanner('rogue.cjs');
    const step = one.start(files).next(Uint8Array.of(1));
    const lost = expect(step).rejects.toMatchObject({ wasEnded: true });
    await one.close();
    await lost;
    expect(() => one.start(files)).toThrow(ScanLost);
  });
});
