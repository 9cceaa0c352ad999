import { fork, type ChildProcess } from 'node:child_process';
import { appError, refuse, type AppError } from '../../shared/domain/errors';
import { err, type Result } from '../../shared/lib/result';
import type { MediaCapability, MediaEvent, MediaNode } from './mediaNode';
import type { WorkerPresence } from './workerPresence';
import type { FromMedia, MediaSettings } from './wire';

export type ForkedMediaOptions = {
  /** The bundled `main.ts`. */
  readonly script: URL;
  readonly settings: MediaSettings;
  readonly presence: WorkerPresence;
  readonly log: { warn(context: object, message: string): void };
};

const LOOK_EVERY_MS = 3_000;
const ANSWER_WITHIN_MS = 8_000;
const RESTART_AFTER_MS = [200, 1_000, 2_000, 5_000];
/** Up for so long, the next death counts as the first. */
const STABLE_AFTER_MS = 60_000;

type Waiting = { resolve(result: Result<never, AppError>): void; timer: NodeJS.Timeout };

/**
 * The media process as a child: started when its worker is there, also when that appears later; started again when it dies. The
 * API goes on without it, and everybody is told which.
 */
export function createForkedMedia(options: ForkedMediaOptions): MediaNode {
  const listeners = new Set<(event: MediaEvent | null) => void>();
  const waiting = new Map<number, Waiting>();
  let child: ChildProcess | null = null;
  let status: 'absent' | 'starting' | 'ready' | 'recovering' | 'closed' = 'absent';
  let lastId = 0;
  let deaths = 0;
  let startedAt = 0;
  const emit = (event: MediaEvent | null) => listeners.forEach((listener) => listener(event));

  function become(next: typeof status): void {
    if (status === 'closed' || status === next) return;
    status = next;
    emit(null);
  }

  function look(): void {
    if (status === 'absent' && options.presence.look().state === 'here') start();
  }

  function start(): void {
    startedAt = Date.now();
    if (status === 'absent') status = 'starting';
    const started = fork(options.script, {
      env: {
        ...process.env,
        MEDIASOUP_WORKER_BIN: options.presence.binary,
        HUIZHEN_MEDIA_SETTINGS: JSON.stringify(options.settings),
      },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      serialization: 'advanced',
    });
    child = started;
    started.on('message', (message: FromMedia) => receive(message));
    started.on('error', () => undefined); // `exit` follows
    started.once('exit', (code, signal) => died(code, signal));
  }

  function receive(message: FromMedia): void {
    if (message.type === 'ready') return become('ready');
    if (message.type === 'event') return emit(message.event);
    settle(message.id, message.result as Result<never, AppError>);
  }

  function settle(id: number, result: Result<never, AppError>): void {
    const asked = waiting.get(id);
    if (!asked) return;
    waiting.delete(id);
    clearTimeout(asked.timer);
    asked.resolve(result);
  }

  function died(code: number | null, signal: string | null): void {
    child = null;
    for (const id of [...waiting.keys()])
      settle(id, err(appError('unavailable', 'conference.mediaEpoch')));
    if (status === 'closed') return;
    options.log.warn({ component: 'media', code, signal }, 'media process ended, starting another');
    deaths = Date.now() - startedAt > STABLE_AFTER_MS ? 1 : deaths + 1;
    become('recovering');
    emit({ type: 'roomsLost', roomIds: 'all' });
    const delay = RESTART_AFTER_MS[Math.min(deaths, RESTART_AFTER_MS.length) - 1] ?? 5_000;
    setTimeout(() => {
      if (status !== 'closed') start();
    }, delay).unref();
  }

  function capability(): MediaCapability {
    if (status === 'ready') return { state: 'ready' };
    if (status === 'recovering') return { state: 'recovering' };
    if (status === 'starting') return { state: 'preparing', readyAt: null };
    const found = options.presence.look();
    return found.state === 'preparing' ? found : { state: 'unavailable' };
  }

  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  look();

  return {
    capability,
    call: (method, data) => {
      const target = child;
      if (status !== 'ready' || !target) return Promise.resolve(refusal(capability()));
      return new Promise((resolve) => {
        const id = ++lastId;
        const late = setTimeout(
          () => settle(id, err(appError('timeout', 'net.timeout'))),
          ANSWER_WITHIN_MS,
        );
        waiting.set(id, { resolve, timer: late });
        target.send({ id, method: method, data });
      });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      clearInterval(timer);
      status = 'closed';
      const ending = child;
      if (!ending) return;
      const ended = new Promise<void>((resolve) => ending.once('exit', () => resolve()));
      ending.disconnect();
      await ended;
    },
  };
}

function refusal(capability: MediaCapability): Result<never, AppError> {
  return capability.state === 'preparing'
    ? refuse('unavailable', 'conference.mediaPreparing')
    : refuse('unavailable', 'conference.mediaUnavailable');
}
