import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { noChunkCycles } from './build/chunk-cycles.mjs';
import { preloadLinks } from './build/preload-links.mjs';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const server = process.env['HUIZHEN_DEV_SERVER'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  root: at('renderer'),
  // relative, because the same files are served by the portal and by app://workstation
  base: './',
  plugins: [
    react(),
    noChunkCycles(),
    preloadLinks({
      entry: 'renderer/app/main.tsx',
      viewer: 'renderer/adapters/cornerstone/viewer.ts',
    }),
  ],
  resolve: {
    alias: {
      '@kitware/vtk.js/IO/XML/XMLPolyDataReader.js': at(
        'renderer/adapters/cornerstone/noXmlReader.ts',
      ),
    },
  },
  worker: { format: 'es', rollupOptions: { checks: { pluginTimings: false } } },
  build: {
    target: 'es2022',
    outDir: at('dist/renderer'),
    emptyOutDir: true,
    chunkSizeWarningLimit: 6000,
    rollupOptions: {
      // the verification page stands alone: whoever scans a QR code does not load the workstation
      input: { index: at('renderer/index.html'), verify: at('renderer/verify.html') },
      // code that several pages share: by who needs it together, and never in crumbs that cost a request each
      output: {
        chunkFileNames: ({ name }) =>
          `assets/${name.startsWith('shared~') ? 'shared' : '[name]'}-[hash].js`,
        codeSplitting: {
          groups: [
            // what the page's first script needs stays a few kilobytes
            { name: 'boot', test: /preload-helper|platform[\\/]earlyRequests/, priority: 1 },
            // needs nothing of ours: left to the group below, its halves can land in chunks that need each other
            { name: 'schemas', test: /node_modules[\\/]zod[\\/]/, priority: 1 },
            {
              name: 'shared',
              minShareCount: 2,
              entriesAware: true,
              entriesAwareMergeThreshold: 60_000,
            },
          ],
        },
      },
      checks: { pluginTimings: false },
      // the codecs' Emscripten loaders name Node modules they only use in Node
      onLog(level, log, handle) {
        if (!log.message.includes('has been externalized for browser compatibility'))
          handle(level, log);
      },
    },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: {
      '/v1': { target: server, ws: true },
      '/dicom-web': { target: server },
    },
  },
});
