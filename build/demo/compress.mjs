// JPEG-LS lossless (PS3.5 8.2.3), and the proof that nothing was lost: both sides decoded, pixel bytes compared.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run } from './run.mjs';

export function pixelHash(file) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'huizhen-pixels-'));
  try {
    const plain = path.join(folder, 'plain.dcm');
    run('dcmdjpls', ['-q', '+te', file, plain]);
    run('dcmdump', ['-q', '+W', folder, '+P', 'PixelData', plain]);
    const raw = readdirSync(folder).find((name) => name.endsWith('.raw'));
    if (raw === undefined) throw new Error(`${file} has no pixel data`);
    return createHash('sha256')
      .update(readFileSync(path.join(folder, raw)))
      .digest('hex');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function compressLosslessly(file) {
  const before = pixelHash(file);
  run('dcmcjpls', ['-q', '+un', file, file]);
  if (pixelHash(file) !== before) throw new Error(`${file}: compression changed pixels`);
}
