import { Worker } from 'node:worker_threads';
import { appError } from '../../../../shared/domain/errors';
import { err, ok } from '../../../../shared/lib/result';
import type { FrameDecoder } from '../decodeFrame';
import type { DecodeAnswer, DecodeJob } from './protocol';

export type DecodePool = { readonly decode: FrameDecoder; close(): Promise<void> };

export type DecodePoolOptions = {
  /** The bundled `decodeWorker`. */
  readonly script: string | URL;
  /** Frames decoded at the same time. */
  readonly threads: number;
  /** A frame that takes longer has hung its decoder; the thread is ended. Ordinary frames take 2 to 500 ms. */
  readonly timeoutMs: number;
};

/** JavaScript heap of one thread; frames themselves lie outside it. */
const HEAP_MB = 256;

type Waiting = { readonly job: DecodeJob; readonly settle: (answer: DecodeAnswer) => void };
type Thread = { readonly worker: Worker; current: Waiting | null; timer: NodeJS.Timeout | null };

/**
 * Decodes frames in threads of their own: a hostile frame that hangs or kills its decoder costs that frame and one
 * thread, never the server. Threads start when they are first needed and do not keep the process alive.
 *
 * @returns A decoder that answers as `decodeFrame` does, and `dicom.decodeFailed` for a frame that hung or crashed it.
 */
export function createDecodePool(options: DecodePoolOptions): DecodePool {
  const threads = new Set<Thread>();
  const queue: Waiting[] = [];

  function pump(): void {
    while (queue.length > 0) {
      const thread = [...threads].find(({ current }) => current === null) ?? grow();
      const waiting = thread && queue.shift();
      if (!waiting) return;
      give(thread, waiting);
    }
  }

  function grow(): Thread | null {
    if (threads.size >= options.threads) return null;
    const worker = new Worker(options.script, {
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    worker.unref();
    const thread: Thread = { worker, current: null, timer: null };
    threads.add(thread);
    worker.on('message', (answer: DecodeAnswer) => {
      finish(thread, answer);
      pump();
    });
    worker.on('error', (error) => lose(thread, error.message));
    worker.on('exit', () => lose(thread, 'the decoder ended'));
    return thread;
  }

  function give(thread: Thread, waiting: Waiting): void {
    thread.current = waiting;
    thread.worker.ref();
    thread.timer = setTimeout(
      () => lose(thread, `not decoded within ${options.timeoutMs} ms`),
      options.timeoutMs,
    );
    thread.worker.postMessage(waiting.job);
  }

  function finish(thread: Thread, answer: DecodeAnswer): void {
    if (thread.timer) clearTimeout(thread.timer);
    const { current } = thread;
    thread.current = null;
    thread.timer = null;
    thread.worker.unref();
    current?.settle(answer);
  }

  function lose(thread: Thread, reason: string): void {
    if (!threads.delete(thread)) return;
    void thread.worker.terminate();
    const codec = thread.current?.job.codec ?? '';
    const message = `${codec}: ${reason}`;
    finish(
      thread,
      err(appError('unsupported', 'dicom.decodeFailed', { message, params: { codec } })),
    );
    pump();
  }

  return {
    async decode(codec, encoded, image) {
      const answer = await new Promise<DecodeAnswer>((settle) => {
        queue.push({ job: { codec, encoded, image }, settle });
        pump();
      });
      if (!answer.ok) return answer;
      const { bytes, photometric } = answer.value;
      return ok({
        bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
        photometric,
      });
    },
    async close() {
      await Promise.all([...threads].map(({ worker }) => worker.terminate()));
    },
  };
}
