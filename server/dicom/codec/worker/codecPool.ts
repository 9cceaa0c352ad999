import { Worker } from 'node:worker_threads';
import { appError, type AppError } from '../../../../shared/domain/errors';
import { err, ok, type Result } from '../../../../shared/lib/result';
import type { FrameDecoder } from '../decodeFrame';
import type { FrameSamples, ProgressiveFrame } from '../htj2kEncode';
import type { CodecAnswer, CodecJob, DecodeAnswer, EncodeAnswer } from './protocol';

export type FrameEncoder = (
  frame: FrameSamples,
) => Promise<Result<ProgressiveFrame | null, AppError>>;

export type CodecPool = {
  readonly decode: FrameDecoder;
  /** As `encodeProgressive`; `dicom.decodeFailed` when the frame hung or crashed the codec. */
  readonly encode: FrameEncoder;
  close(): Promise<void>;
};

export type CodecPoolOptions = {
  /** The bundled `codecWorker`. */
  readonly script: string | URL;
  /** Frames worked on at the same time. */
  readonly threads: number;
  /** A frame that takes longer has hung its codec; the thread is ended. Ordinary frames take 2 to 500 ms. */
  readonly timeoutMs: number;
};

/** JavaScript heap of one thread; frames themselves lie outside it. */
const HEAP_MB = 256;

type Waiting = { readonly job: CodecJob; readonly settle: (answer: CodecAnswer) => void };
type Thread = { readonly worker: Worker; current: Waiting | null; timer: NodeJS.Timeout | null };

/**
 * Runs codecs in threads of their own: a hostile frame that hangs or kills its decoder costs that frame and one thread,
 * never the server. Threads start when they are first needed and do not keep the process alive.
 *
 * Decoding goes before encoding: somebody waits for it.
 */
export function createCodecPool(options: CodecPoolOptions): CodecPool {
  const threads = new Set<Thread>();
  const queue: Waiting[] = [];
  let isClosed = false;

  function pump(): void {
    if (isClosed) for (const { settle } of queue.splice(0)) settle(CLOSED);
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
    worker.on('message', (answer: CodecAnswer) => {
      finish(thread, answer);
      pump();
    });
    worker.on('error', (error) => lose(thread, error.message));
    worker.on('exit', () => lose(thread, 'the codec ended'));
    return thread;
  }

  function give(thread: Thread, waiting: Waiting): void {
    thread.current = waiting;
    thread.worker.ref();
    thread.timer = setTimeout(
      () => lose(thread, `not finished within ${options.timeoutMs} ms`),
      options.timeoutMs,
    );
    thread.worker.postMessage(waiting.job);
  }

  function finish(thread: Thread, answer: CodecAnswer): void {
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
    const job = thread.current?.job;
    const codec = job?.kind === 'decode' ? job.codec : 'htj2k';
    const message = `${codec}: ${reason}`;
    finish(
      thread,
      err(appError('unsupported', 'dicom.decodeFailed', { message, params: { codec } })),
    );
    pump();
  }

  function ask(job: CodecJob): Promise<CodecAnswer> {
    return new Promise((settle) => {
      const firstEncoding = queue.findIndex((waiting) => waiting.job.kind === 'encode');
      const at = job.kind === 'encode' || firstEncoding < 0 ? queue.length : firstEncoding;
      queue.splice(at, 0, { job, settle });
      pump();
    });
  }

  return {
    async decode(codec, encoded, image) {
      const answer = (await ask({ kind: 'decode', codec, encoded, image })) as DecodeAnswer;
      if (!answer.ok) return answer;
      const { bytes, photometric } = answer.value;
      return ok({ bytes: asBuffer(bytes), photometric });
    },
    async encode(frame) {
      const answer = (await ask({ kind: 'encode', frame })) as EncodeAnswer;
      if (!answer.ok || !answer.value) return answer as Result<null, AppError>;
      const { codestream, levelEnds } = answer.value;
      return ok({ codestream: asBuffer(codestream), levelEnds });
    },
    async close() {
      isClosed = true;
      pump();
      const ended = [...threads];
      threads.clear();
      for (const thread of ended) finish(thread, CLOSED);
      await Promise.all(ended.map(({ worker }) => worker.terminate()));
    },
  };
}

/** Not the frame's fault: it may be tried again by the next server. */
const CLOSED: CodecAnswer = err(appError('unavailable', 'server.notReady'));

const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);
