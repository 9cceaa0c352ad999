import { Worker } from 'node:worker_threads';
import type { PdfAnswer, PdfJob, PdfReader } from './protocol';

export type PdfReaderOptions = {
  /** The bundled `pdfWorker`. */
  readonly script: string | URL;
  /** A question that takes longer has hung; ordinary ones take 20 to 500 ms. */
  readonly timeoutMs: number;
};

/** JavaScript heap of the thread; drawn pages lie outside it. */
const HEAP_MB = 512;

type Waiting = { readonly job: PdfJob; readonly settle: (answer: PdfAnswer) => void };
const FAILED: PdfAnswer = { kind: 'failed' };

/**
 * Reads PDFs in one thread, a question at a time: a hostile file costs its own answer and the thread, never the server.
 * The thread starts when it is first needed and does not keep the process alive.
 */
export function createPdfReader(options: PdfReaderOptions): PdfReader {
  const queue: Waiting[] = [];
  let worker: Worker | null = null;
  let current: Waiting | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isClosed = false;

  function pump(): void {
    if (isClosed) for (const { settle } of queue.splice(0)) settle(FAILED);
    if (current || queue.length === 0) return;
    current = queue.shift() ?? null;
    worker ??= start();
    worker.ref();
    timer = setTimeout(lose, options.timeoutMs);
    worker.postMessage(current?.job);
  }

  function start(): Worker {
    const made = new Worker(options.script, {
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    made.on('message', (answer: PdfAnswer) => made === worker && finish(answer));
    made.on('error', () => made === worker && lose());
    made.on('exit', () => made === worker && lose());
    return made;
  }

  function finish(answer: PdfAnswer): void {
    if (timer) clearTimeout(timer);
    const done = current;
    current = null;
    worker?.unref();
    done?.settle(answer);
    pump();
  }

  function lose(): void {
    const lost = worker;
    worker = null;
    void lost?.terminate();
    finish(FAILED);
  }

  const ask = (job: PdfJob): Promise<PdfAnswer> =>
    new Promise((settle) => {
      queue.push({ job, settle });
      pump();
    });
  return {
    ...questions(ask),
    async close() {
      isClosed = true;
      const ended = worker;
      lose();
      await ended?.terminate();
    },
  };
}

/** The questions over whatever answers them. */
export const questions = (ask: (job: PdfJob) => Promise<PdfAnswer>): Omit<PdfReader, 'close'> => ({
  async text(bytes) {
    const answer = await ask({ kind: 'text', bytes });
    return answer.kind === 'text' ? answer.pages : null;
  },
  async pageCount(bytes) {
    const answer = await ask({ kind: 'count', bytes });
    return answer.kind === 'count' ? answer.count : null;
  },
  async page(bytes, page) {
    const answer = await ask({ kind: 'page', bytes, page });
    return answer.kind === 'page' ? answer.picture : null;
  },
});
