import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  logLevel: 'warn',
  build: {
    target: 'es2022',
    outDir: here('../../dist/ecgPage'),
    emptyOutDir: true,
    chunkSizeWarningLimit: 6000,
    rollupOptions: { input: [here('index.html'), here('draw.html')] },
  },
});
