/** Bundles the main process and the preload; everything but Electron itself goes into the two files. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Writes `main.cjs` and `preload.cjs`. The preload runs sandboxed and must be one CommonJS file with no other
 * `require` than `electron`.
 *
 * @param {{ outDir?: string, minify?: boolean }} options - `outDir` defaults to `dist/electron`.
 * @returns {Promise<{ main: string, preload: string }>} The files written.
 */
export async function bundleElectron({
  outDir = join(root, 'dist/electron'),
  minify = false,
} = {}) {
  const shared = {
    absWorkingDir: root,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node22',
    external: ['electron'],
    sourcemap: false,
    legalComments: 'eof',
    logLevel: 'warning',
    minify,
  };
  const main = join(outDir, 'main.cjs');
  const preload = join(outDir, 'preload.cjs');
  await Promise.all([
    build({ ...shared, entryPoints: ['electron/main.ts'], outfile: main }),
    build({ ...shared, entryPoints: ['electron/preload/index.ts'], outfile: preload }),
  ]);
  return { main, preload };
}
