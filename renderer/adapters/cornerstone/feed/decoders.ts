import { appError, AppFailure } from '../../../../shared/domain/errors';
import type { DecodeAnswer, DecodedPixels, DecodeJob } from './decodeJob';

export type DecoderOptions = {
  readonly threads: number;
  readonly timeoutMs: number;
  readonly start: () => Worker;
};

type Waiting = {
  readonly job: DecodeJob;
  readonly isUrgent: boolean;
  readonly resolve: (pixels: DecodedPixels) => void;
  readonly reject: (cause: AppFailure) => void;
};
type Thread = {
  readonly worker: Worker;
  current: Waiting | null;
  timer: ReturnType<typeof setTimeout> | undefined;
};

/** Decodes frames in threads that are ended when a frame hangs them; what somebody waits for goes first. */
export class Decoders {
  readonly #options: DecoderOptions;
  readonly #threads: Thread[] = [];
  readonly #queue: Waiting[] = [];
  #ids = 0;
  #isClosed = false;

  constructor(options: DecoderOptions) {
    this.#options = options;
    this.#grow(); // the first one loads its codec meanwhile
  }

  /** Rejects with AppFailure `dicom.decodeFailed`, or `viewer.loadTimeout` for a frame that hung its decoder. */
  decode(job: Omit<DecodeJob, 'id'>, isUrgent: boolean): Promise<DecodedPixels> {
    return new Promise((resolve, reject) => {
      const waiting = { job: { ...job, id: (this.#ids += 1) }, isUrgent, resolve, reject };
      const firstPatient = this.#queue.findIndex((entry) => !entry.isUrgent);
      const at = isUrgent && firstPatient >= 0 ? firstPatient : this.#queue.length;
      this.#queue.splice(at, 0, waiting);
      this.#pump();
    });
  }

  dispose(): void {
    this.#isClosed = true;
    for (const thread of this.#threads.splice(0)) {
      clearTimeout(thread.timer);
      thread.worker.terminate();
    }
    this.#queue.length = 0;
  }

  #pump(): void {
    while (!this.#isClosed && this.#queue.length > 0) {
      const thread = this.#threads.find(({ current }) => current === null) ?? this.#grow();
      const waiting = thread ? this.#queue.shift() : undefined;
      if (!thread || !waiting) return;
      thread.current = waiting;
      thread.timer = setTimeout(() => this.#hung(thread), this.#options.timeoutMs);
      thread.worker.postMessage(waiting.job);
    }
  }

  #grow(): Thread | null {
    if (this.#threads.length >= this.#options.threads) return null;
    const thread: Thread = { worker: this.#options.start(), current: null, timer: undefined };
    thread.worker.onmessage = (event: MessageEvent<DecodeAnswer>) =>
      this.#answered(thread, event.data);
    thread.worker.onerror = (event) => {
      event.preventDefault();
      this.#lose(thread, decodeFailed('the decoder ended'));
    };
    this.#threads.push(thread);
    return thread;
  }

  #answered(thread: Thread, answer: DecodeAnswer): void {
    const { current } = thread;
    if (current?.job.id !== answer.id) return;
    clearTimeout(thread.timer);
    thread.current = null;
    if (answer.ok) current.resolve(answer);
    else current.reject(decodeFailed(answer.message));
    this.#pump();
  }

  #hung(thread: Thread): void {
    this.#lose(
      thread,
      new AppFailure(appError('timeout', 'viewer.loadTimeout', { retry: 'never' })),
    );
  }

  #lose(thread: Thread, failure: AppFailure): void {
    const at = this.#threads.indexOf(thread);
    if (at < 0) return;
    this.#threads.splice(at, 1);
    clearTimeout(thread.timer);
    thread.worker.terminate();
    thread.current?.reject(failure);
    this.#pump();
  }
}

const decodeFailed = (message: string): AppFailure =>
  new AppFailure(appError('unsupported', 'dicom.decodeFailed', { message, retry: 'never' }));

export const startDecodeWorker = (): Worker =>
  new Worker(new URL('./decodeWorker.ts', import.meta.url), { type: 'module' });
