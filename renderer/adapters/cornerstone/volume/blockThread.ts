import { appError, AppFailure } from '../../../../shared/domain/errors';
import type { CutPlane, Slab, SliceValues } from '../../../../shared/domain/imaging/reslice';
import type { VolumeGrid } from '../../../../shared/domain/imaging/volume';
import type { BlockAnswer, BlockMessage } from './blockJob';
import type { CutResult } from './keptBlock';

type Waiting = {
  readonly message: Extract<BlockMessage, { job: number }>;
  /** Whoever asked is gone when this is aborted. */
  readonly signal: AbortSignal | undefined;
  readonly resolve: (result: CutResult) => void;
  readonly reject: (cause: Error) => void;
};

/** The thread that holds blocks. One job at a time; the newest first, since it is what the person looks at now. */
export class BlockThread {
  readonly #start: () => Worker;
  #worker: Worker | null = null;
  #waiting: Waiting[] = [];
  #current: Waiting | null = null;
  #jobs = 0;

  constructor(start: () => Worker) {
    this.#start = start;
  }

  open(block: string, grid: VolumeGrid, halving: { columns: number; rows: number } | null): void {
    this.#send({ kind: 'open', block, grid, halving });
  }

  /** The values are the thread's from now on. */
  put(block: string, index: number, values: SliceValues): void {
    this.#send({ kind: 'slice', block, index, values }, [values.buffer as ArrayBuffer]);
  }

  /** Rejects with AppFailure, or with an AbortError when the signal came first. */
  cut(block: string, cut: CutPlane, slab: Slab | null, signal?: AbortSignal): Promise<CutResult> {
    return this.#ask({ kind: 'cut', job: (this.#jobs += 1), block, cut, slab }, signal);
  }

  dump(block: string, step: number, signal?: AbortSignal): Promise<CutResult> {
    return this.#ask({ kind: 'dump', job: (this.#jobs += 1), block, step }, signal);
  }

  close(block: string): void {
    if (this.#worker) this.#send({ kind: 'close', block });
  }

  dispose(): void {
    this.#worker?.terminate();
    this.#worker = null;
    for (const { reject } of this.#waiting) reject(new DOMException('aborted', 'AbortError'));
    this.#current?.reject(new DOMException('aborted', 'AbortError'));
    this.#waiting = [];
    this.#current = null;
  }

  #ask(message: Waiting['message'], signal: AbortSignal | undefined): Promise<CutResult> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ message, signal, resolve, reject });
      this.#pump();
    });
  }

  #pump(): void {
    while (!this.#current) {
      const next = this.#waiting.pop();
      if (!next) return;
      if (next.signal?.aborted) {
        next.reject(new DOMException('aborted', 'AbortError'));
        continue;
      }
      this.#current = next;
      this.#send(next.message);
    }
  }

  #send(message: BlockMessage, transfer: Transferable[] = []): void {
    this.#worker ??= this.#started();
    this.#worker.postMessage(message, transfer);
  }

  #started(): Worker {
    const worker = this.#start();
    worker.onmessage = ({ data }: MessageEvent<BlockAnswer>) => this.#answered(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#settle((current) => current.reject(failed('the block thread ended')));
    };
    return worker;
  }

  #answered(answer: BlockAnswer): void {
    if (this.#current?.message.job !== answer.job) return;
    this.#settle(({ resolve, reject }) =>
      answer.ok ? resolve(answer) : reject(failed(answer.message)),
    );
  }

  #settle(how: (current: Waiting) => void): void {
    const current = this.#current;
    this.#current = null;
    if (current) how(current);
    this.#pump();
  }
}

const failed = (message: string): AppFailure =>
  new AppFailure(appError('internal', 'viewer.loadFailed', { message, retry: 'safe' }));

export const startBlockWorker = (): Worker =>
  new Worker(new URL('./blockWorker.ts', import.meta.url), { type: 'module' });
