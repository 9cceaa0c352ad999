import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { appError, AppFailure, type AppError } from '../../../../shared/domain/errors';
import type { Db } from '../../../db/database';
import { uploaderOf, type Batches, type BatchRow } from '../batches';
import type { IntakeLog } from '../deps';
import type { UploadFiles } from '../uploads/uploadFiles';
import { runBatch, type RunDeps } from './run';

export type ProcessorDeps = Omit<RunDeps, 'isStopping' | 'onProgress'> & {
  readonly db: Db;
  readonly batches: Batches;
  readonly files: UploadFiles;
  readonly pulse: (caseId: string) => void;
  readonly log: IntakeLog;
  /** Waiting times between attempts, in milliseconds; their number is the number of repetitions. */
  readonly retryAfterMs?: readonly number[];
};

export type Processor = {
  /** All bytes of an upload are durably on disk. The same call again does nothing. */
  readonly onComplete: (id: string) => Promise<void>;
  /** Takes up what a former run left unfinished; uploads nobody continued are given up after a week. */
  readonly resume: () => Promise<void>;
  /** Answers when nothing is being processed. */
  readonly idle: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const ABANDONED_MS = 7 * 24 * 3600 * 1000;
const PARALLEL_BATCHES = 2;

export function createProcessor(deps: ProcessorDeps): Processor {
  const { batches, files } = deps;
  const waiting: string[] = [];
  const active = new Map<string, Promise<void>>();
  const stop = new AbortController();

  const next = (): void => {
    if (stop.signal.aborted || active.size >= PARALLEL_BATCHES) return;
    const id = waiting.shift();
    if (id === undefined) return;
    const run = attempt(deps, id, stop.signal).finally(() => {
      active.delete(id);
      next();
    });
    active.set(id, run);
    next();
  };
  const enqueue = (id: string): void => {
    if (active.has(id) || waiting.includes(id)) return;
    waiting.push(id);
    next();
  };

  const onComplete = async (id: string): Promise<void> => {
    if (!(await batches.markReceived(id))) return;
    const batch = await batches.find(id);
    if (batch) deps.pulse(batch.case_id);
    enqueue(id);
  };
  const takeUp = async (batch: BatchRow): Promise<void> => {
    const size = await files.sizeOf(batch.id);
    if (batch.status === 'processing') {
      // uploads lie on the node that received them; another node's are not ours to process
      if (size !== null) enqueue(batch.id);
    } else if (size === batch.size_bytes) await onComplete(batch.id);
    else if (Date.parse(deps.now()) - Date.parse(batch.started_at) > ABANDONED_MS) {
      await batches.fail(batch.id, { code: 'upload.incomplete' });
      await files.remove(batch.id);
    }
  };

  return {
    onComplete,
    async resume() {
      const unfinished = await batches.unfinished();
      const wanted = new Set(unfinished.map(({ id }) => id));
      for (const id of await files.ids()) if (!wanted.has(id)) await files.remove(id);
      for (const batch of unfinished) await takeUp(batch);
    },
    async idle() {
      while (active.size > 0) await Promise.all(active.values());
    },
    async close() {
      stop.abort();
      await Promise.all(active.values());
    },
  };
}

/** One upload from received to done or failed. Never throws: what cannot be done is on the batch, and in the log. */
async function attempt(deps: ProcessorDeps, id: string, stop: AbortSignal): Promise<void> {
  const delays = deps.retryAfterMs ?? [1_000, 10_000, 60_000];
  for (let repetition = 0; !stop.aborted; repetition++) {
    try {
      return await processOnce(deps, id, () => stop.aborted);
    } catch (error) {
      deps.log.warn({ ...traceOf(error), batchId: id, repetition }, 'intake run failed');
      const pause = delays[repetition];
      const isFinal = error instanceof AppFailure && error.error.kind !== 'device';
      if (pause === undefined || isFinal) return giveUp(deps, id, toAppError(error));
      await delay(pause, undefined, { signal: stop }).catch(() => undefined);
    }
  }
}

async function processOnce(
  deps: ProcessorDeps,
  id: string,
  isStopping: () => boolean,
): Promise<void> {
  const batch = await deps.batches.find(id);
  if (batch?.status !== 'processing') return;
  const file = deps.files.pathOf(id);
  if (!(await isAsAnnounced(batch, file)))
    return giveUp(deps, id, appError('integrity', 'upload.checksum'));
  const onProgress = () => deps.pulse(batch.case_id);
  const items = await runBatch({ ...deps, isStopping, onProgress }, batch, file);
  if (items === null) return;
  await deps.batches.finish(id, items);
  await deps.files.remove(id);
  await deps.caseAccess.touch(batch.case_id, uploaderOf(batch));
  onProgress();
}

/** The sender's digest, when it gave one, is the only proof that the network and both disks told the truth. */
async function isAsAnnounced(batch: BatchRow, file: string): Promise<boolean> {
  if (batch.sha256 === null) return true;
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 }))
    hash.update(chunk as Buffer);
  return hash.digest('hex') === batch.sha256;
}

async function giveUp(deps: ProcessorDeps, id: string, { code, params }: AppError): Promise<void> {
  try {
    await deps.batches.fail(id, { code, ...(params ? { params } : {}) });
    // the sender still has it; a file nobody can use must not fill the disk
    await deps.files.remove(id);
    const batch = await deps.batches.find(id);
    if (batch) deps.pulse(batch.case_id);
  } catch (error) {
    deps.log.error({ ...traceOf(error), batchId: id }, 'intake failure could not be recorded');
  }
}

function toAppError(error: unknown): AppError {
  if (error instanceof AppFailure) return error.error;
  if ((error as NodeJS.ErrnoException).code === 'ENOSPC')
    return appError('device', 'device.diskFull');
  return appError('internal', 'server.internal');
}

/** Where it happened, without its message: messages of databases and parsers quote what is in the file. */
function traceOf(error: unknown): { name: string; code: string; at: string[] } {
  const { name = 'unknown', code = '', stack = '' } = error as NodeJS.ErrnoException;
  const at = stack.split('\n').filter((line) => line.startsWith('    at '));
  return { name, code: String(code), at: at.slice(0, 6).map((line) => line.trim()) };
}
