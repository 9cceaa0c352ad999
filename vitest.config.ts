import { defineConfig } from 'vitest/config';

const node = { environment: 'node' as const };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...node,
          name: 'unit',
          include: ['{shared,server,gateway,electron,build,renderer}/**/*.test.ts'],
          exclude: ['**/*.int.test.ts', '**/node_modules/**', 'dist/**'],
          // reports are set and slides decoded here, beside the screens' tests
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'component',
          environment: 'jsdom',
          include: ['renderer/**/*.test.tsx'],
          setupFiles: ['renderer/platform/testing/patience.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          ...node,
          name: 'integration',
          include: ['{server,gateway,shared,electron}/**/*.int.test.ts'],
          globalSetup: ['server/testing/globalDatabase.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          ...node,
          name: 'e2e',
          include: ['e2e/**/*.e2e.ts'],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          fileParallelism: false,
          // a loaded machine answers later, not differently
          expect: { poll: { timeout: 20_000, interval: 100 } },
        },
      },
    ],
  },
});
