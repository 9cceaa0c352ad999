import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const server = process.env['HUIZHEN_DEV_SERVER'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  root: at('renderer'),
  // relative, because the same files are served by the portal and by app://workstation
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    outDir: at('dist/renderer'),
    emptyOutDir: true,
    chunkSizeWarningLimit: 6000,
    rollupOptions: {
      // the verification page stands alone: whoever scans a QR code does not load the workstation
      input: { index: at('renderer/index.html'), verify: at('renderer/verify.html') },
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
