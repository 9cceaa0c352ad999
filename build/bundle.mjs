// Builds what runs: the renderer (Vite), the server and, where its bundler is present, the Electron shell (esbuild).
import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { compressPortal } from './compress-portal.mjs';

const root = path.resolve(import.meta.dirname, '..');
const at = (...parts) => path.join(root, ...parts);

export async function bundleServer() {
  await build({
    entryPoints: {
      main: at('server/main.ts'),
      tasks: at('server/tasks.ts'),
      codecWorker: at('server/dicom/codec/worker/codecWorker.ts'),
      ecgScanWorker: at('server/ecg/derived/scan/scanWorker.ts'),
      pdfWorker: at('server/pdf/read/pdfWorker.ts'),
      media: at('server/media/main.ts'),
    },
    outdir: at('dist/server'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: 'linked',
    outExtension: { '.js': '.mjs' },
    logLevel: 'warning',
  });
}

export async function bundleRenderer() {
  const { build: viteBuild } = await import('vite');
  await viteBuild({ configFile: at('vite.config.ts'), logLevel: 'warn' });
  // one file without imports or a hash: its address is its identity, and its folder what it is responsible for
  await viteBuild({
    configFile: false,
    root: at('renderer'),
    publicDir: false,
    logLevel: 'warn',
    build: {
      target: 'es2022',
      outDir: at('dist/renderer'),
      emptyOutDir: false,
      lib: {
        entry: at('renderer/serviceWorker/main.ts'),
        formats: ['iife'],
        name: 'serviceWorker',
        fileName: () => 'sw.js',
      },
    },
  });
  await compressPortal(at('dist/renderer'));
}

export async function bundleAll() {
  await rm(at('dist/server'), { recursive: true, force: true });
  await Promise.all([bundleServer(), bundleRenderer()]);
  if (existsSync(at('build/bundle-electron.mjs'))) {
    const { bundleElectron } = await import('./bundle-electron.mjs');
    await bundleElectron({ outDir: at('dist/electron') });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await bundleAll();
}
