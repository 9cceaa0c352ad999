import { Worker } from 'node:worker_threads';
import type { EcgFile } from '../../../../shared/domain/ecg/formats/opening';
import type { ScanAsk, ScanOutcome } from './scanJob';
import { ScanLost, type EcgScanner, type ScanRun } from './scanner';
import { whole } from './transfer';

export type ThreadScannerOptions = {
  /** The bundled `scanWorker`. */
  readonly script: string | URL;
  /** One step takes about 0.1 s; a thread that takes longer than this has hung. */
  readonly stepTimeoutMs: number;
};

/** JavaScript heap of the thread: beats of a week lie in it; samples lie outside. */
const HEAP_MB = 512;

type Step = IteratorResult<ScanAsk, ScanOutcome>;

/** Goes through recordings in a thread of their own each: the server stays free, and a hostile file costs a thread. */
export function createThreadScanner(options: ThreadScannerOptions): EcgScanner {
  const running = new Set<ScanRun>();
  let isClosed = false;
  return {
    start(files) {
      if (isClosed) throw new ScanLost('closed', true);
      const run = startThread(options, files, () => running.delete(run));
      running.add(run);
      return run;
    },
    async close() {
      isClosed = true;
      await Promise.all([...running].map((run) => run.end()));
    },
  };
}

function startThread(
  { script, stepTimeoutMs }: ThreadScannerOptions,
  files: readonly EcgFile[],
  onEnd: () => void,
): ScanRun {
  const worker = new Worker(script, {
    workerData: files.map(({ name, sizeBytes }) => ({ name, sizeBytes })),
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  let waiting: { resolve(step: Step): void; reject(lost: ScanLost): void } | null = null;
  let lost: ScanLost | null = null;

  const lose = (reason: string, wasEnded = false): void => {
    lost ??= new ScanLost(reason, wasEnded);
    waiting?.reject(lost);
    waiting = null;
  };
  worker.on('message', (step: Step) => {
    waiting?.resolve(step);
    waiting = null;
  });
  worker.on('error', (error) => lose(error.message));
  worker.on('exit', () => lose('the thread ended'));

  return {
    async next(answer) {
      if (lost) throw lost;
      const timer = setTimeout(() => lose(`no step within ${stepTimeoutMs} ms`), stepTimeoutMs);
      try {
        return await new Promise<Step>((resolve, reject) => {
          waiting = { resolve, reject };
          worker.postMessage(answer, whole(answer));
        });
      } finally {
        clearTimeout(timer);
      }
    },
    async end() {
      onEnd();
      lose('ended', true);
      await worker.terminate();
    },
  };
}
