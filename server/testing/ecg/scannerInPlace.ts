import { setImmediate as turn } from 'node:timers/promises';
import { scanJob } from '../../ecg/derived/scan/scanJob';
import type { EcgScanner } from '../../ecg/derived/scan/scanner';

/** Scans in the test's own thread: threads need a bundle, and have a test of their own. */
export const scannerInPlace: EcgScanner = {
  start(files) {
    const job = scanJob(files);
    return {
      async next(answer) {
        await turn();
        return job.next(answer);
      },
      end: async () => undefined,
    };
  },
  close: async () => undefined,
};
