// The invented people live once, in TypeScript; the bundle scripts read them from there.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

export async function loadContent(file) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'huizhen-demo-'));
  const outfile = path.join(folder, 'content.mjs');
  try {
    await build({
      entryPoints: [path.resolve('server/demo/content', file)],
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile,
      logLevel: 'error',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(folder, { recursive: true });
  }
}
