import type { Log } from '../log';
import type { Outcome, Queue } from '../queue/queue';
import type { Entry } from '../queue/types';
import type { Centre, Sent } from './centre';
import type { Throttle } from './throttle';

export type LinkState =
  | { readonly kind: 'up' }
  | { readonly kind: 'down'; readonly code: string; readonly since: string }
  | { readonly kind: 'locked'; readonly code: string; readonly since: string }
  /** The plan allows nothing to leave at this time of day. */
  | { readonly kind: 'closed' };

export type Forwarder = {
  start(): void;
  /** Try now, whatever the last failure said: somebody repaired something, or a credential came. */
  wake(): void;
  link(): LinkState;
  /** Resolves when what is under way has ended. */
  stop(): Promise<void>;
};

export type ForwarderDeps = {
  readonly queue: Queue;
  readonly centre: Centre;
  readonly throttle: Throttle;
  readonly now: () => Date;
  readonly log: Log;
  /** Without a credential nothing is tried. */
  readonly isJoined: () => boolean;
  readonly lanes: number;
  /** 0..1, for the jitter of the waits. */
  readonly random?: () => number;
};

/** A bundle is what has to be repeated when the line breaks: seconds, also on a thin one. */
const LIMITS = { maxCount: 64, maxBytes: 4 * 1024 * 1024 } as const;
const FIRST_WAIT_MS = 1_000;
const LAST_WAIT_MS = 60_000;
/** A credential that is refused is tried seldom: it may have been given back. */
const LOCKED_WAIT_MS = 60_000;
const ENTRY_WAIT_MS = 5_000;

/**
 * Brings the queue to the centre, a few requests at a time. A line that is down stops everything and is probed with
 * growing waits; an object that is refused for good is set aside and stops nothing.
 */
export function createForwarder(deps: ForwarderDeps): Forwarder {
  const { queue, log, now } = deps;
  const random = deps.random ?? Math.random;
  let state: LinkState = { kind: 'up' };
  let failures = 0;
  let isStopped = false;
  let isRunning = false;
  let resume: (() => void) | null = null;
  const lanes: Promise<void>[] = [];

  const pause = (ms: number | null): Promise<void> =>
    new Promise((resolve) => {
      const timer = ms === null ? null : setTimeout(done, ms);
      const before = resume;
      function done() {
        if (timer) clearTimeout(timer);
        resolve();
      }
      resume = () => {
        before?.();
        done();
      };
    });
  const wake = () => {
    const waiting = resume;
    resume = null;
    waiting?.();
  };

  const backoffMs = () => {
    const ceiling = Math.min(LAST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 10));
    return ceiling * (0.5 + random() / 2);
  };

  const setLink = (next: LinkState) => {
    if (next.kind !== state.kind) {
      if (next.kind === 'up') log.info('upstream', 'the centre answers again');
      else log.warn('upstream', `link is ${next.kind}`, 'code' in next ? { code: next.code } : {});
    }
    // since when it is down is of interest, not when it was last tried
    if (next.kind === 'down' && state.kind === 'down') state = { ...next, since: state.since };
    else state = next;
  };

  async function settle(batch: readonly Entry[], sent: Sent): Promise<number> {
    const at = now().toISOString();
    if (sent.kind === 'answered') {
      failures = 0;
      setLink({ kind: 'up' });
      await queue.settle(batch, sent.outcomes, true);
      const again = [...sent.outcomes.values()].some(
        (outcome) => outcome.kind === 'failed' && outcome.failure.class !== 'permanent',
      );
      return again ? ENTRY_WAIT_MS : 0;
    }
    failures++;
    const cls = sent.kind === 'link' && sent.isAmbiguous ? 'ambiguous' : 'transient';
    const failure: Outcome = { kind: 'failed', failure: { class: cls, code: sent.code, at } };
    await queue.settle(batch, new Map(batch.map(({ id }) => [id, failure])), false);
    if (sent.kind === 'locked') {
      setLink({ kind: 'locked', code: sent.code, since: at });
      return LOCKED_WAIT_MS;
    }
    setLink({ kind: 'down', code: sent.code, since: at });
    return backoffMs();
  }

  async function step(lane: number): Promise<void> {
    if (!deps.isJoined()) return pause(null);
    if (!deps.throttle.isOpen()) {
      setLink({ kind: 'closed' });
      return pause(30_000);
    }
    // while the line is down one lane is enough to find out
    if (lane > 0 && state.kind !== 'up') return pause(FIRST_WAIT_MS);
    const batch = queue.take(LIMITS);
    if (batch.length === 0) return pause(null);
    const sent = await deps.centre.store(batch).catch((error: unknown): Sent => {
      log.error('upstream', 'a request failed in an unforeseen way', { error });
      return { kind: 'link', code: 'gateway.internal', isAmbiguous: true };
    });
    const waitMs = await settle(batch, sent);
    if (waitMs > 0 && !isStopped) await pause(waitMs);
  }

  async function run(lane: number): Promise<void> {
    while (!isStopped) {
      try {
        await step(lane);
      } catch (error) {
        log.error('upstream', 'forwarding failed', { error });
        await pause(LAST_WAIT_MS);
      }
    }
  }

  return {
    start() {
      if (isRunning) return;
      isRunning = true;
      queue.onWaiting(() => state.kind === 'up' && wake());
      for (let lane = 0; lane < deps.lanes; lane++) lanes.push(run(lane));
    },
    wake() {
      failures = 0;
      wake();
    },
    link: () => (deps.isJoined() ? state : { kind: 'locked', code: 'site.credential', since: '' }),
    async stop() {
      isStopped = true;
      wake();
      await Promise.all(lanes);
    },
  };
}
