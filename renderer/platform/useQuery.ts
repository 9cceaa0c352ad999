import { useCallback, useEffect, useRef, useState } from 'react';
import type { ServerEvent } from '../../shared/api/events';
import type { RouteOutput, RouteShape } from '../../shared/api/route';
import type { AppError } from '../../shared/domain/errors';
import type { RouteCall } from './api';
import { useApi, useServerEvents } from './ApiContext';

type Controls<T> = {
  /** Fetches again; what is shown stays until the answer is there. */
  readonly reload: () => void;
  /** Puts in what a command just answered. */
  readonly replace: (value: T) => void;
};

/** One read of the server. `stale` still shows the last answer and says why there is no newer one. */
export type Query<T> = Controls<T> &
  (
    | {
        readonly status: 'loading';
        readonly value: T | null;
        readonly error: null;
        readonly at: null;
      }
    | { readonly status: 'ready'; readonly value: T; readonly error: null; readonly at: string }
    | { readonly status: 'stale'; readonly value: T; readonly error: AppError; readonly at: string }
    | {
        readonly status: 'failed';
        readonly value: null;
        readonly error: AppError;
        readonly at: null;
      }
  );

export type QueryOptions = {
  /** `false` asks nothing yet and stays `loading`. */
  readonly enabled?: boolean;
  /** Which server events make the answer old. A reconnection always does when this is given. */
  readonly reloadOn?: (event: ServerEvent) => boolean;
  /** Keeps showing the answer to the previous input while a changed input is asked: filters that do not blink. */
  readonly keepPrevious?: boolean;
};

type Held<T> = {
  readonly key: string;
  readonly value: T | null;
  readonly at: string | null;
  readonly error: AppError | null;
};

const EMPTY = { value: null, at: null, error: null } as const;

/**
 * Least pause between two reloads that server events cause. A thousand cases may change in a minute, by a clock or an
 * import; one request for each would queue up in the browser and keep the person's own waiting.
 */
const EVENT_PAUSE_MS = 500;

/**
 * Reads a route and keeps the answer current.
 *
 * @param route - A GET route of the contract.
 * @param call - Its input; compared by content, so an inline object is fine.
 */
export function useQuery<R extends RouteShape>(
  route: R,
  call: RouteCall<R>,
  options: QueryOptions = {},
): Query<RouteOutput<R>> {
  type T = RouteOutput<R>;
  const api = useApi();
  const { enabled = true, keepPrevious = false, reloadOn } = options;
  const key = `${route.id} ${JSON.stringify(call)}`;
  const [held, setHeld] = useState<Held<T>>({ key, ...EMPTY });
  const [round, setRound] = useState(0);
  const latestCall = useRef(call);
  latestCall.current = call;
  const replacements = useRef(0);
  const flight = useRef(NO_FLIGHT);

  useEffect(() => {
    if (!enabled) return;
    let isCurrent = true;
    const asked = replacements.current;
    flight.current = { isUnderWay: true, isOutdated: false };
    void api(route, latestCall.current).then((result) => {
      if (!isCurrent) return;
      // asked before a command or an event, answered after it: nobody knows which is newer, so ask again
      const isOvertaken = asked !== replacements.current;
      if (isOvertaken || flight.current.isOutdated) setRound((before) => before + 1);
      flight.current = { ...flight.current, isUnderWay: false };
      if (isOvertaken) return;
      setHeld((before) => {
        if (result.ok)
          return { key, value: result.value, at: new Date().toISOString(), error: null };
        const kept = before.key === key ? before : EMPTY;
        return { key, value: kept.value, at: kept.at, error: result.error };
      });
    });
    return () => {
      isCurrent = false;
      flight.current = { ...flight.current, isUnderWay: false };
    };
  }, [api, route, key, round, enabled]);

  const reload = useCallback(() => {
    if (flight.current.isUnderWay) flight.current = { ...flight.current, isOutdated: true };
    else setRound((before) => before + 1);
  }, []);
  const replace = useCallback(
    (value: T) => {
      replacements.current += 1;
      setHeld({ key, value, at: new Date().toISOString(), error: null });
    },
    [key],
  );
  const reloadSoon = useAtMostEvery(EVENT_PAUSE_MS, reload);
  useServerEvents((event) => {
    if (reloadOn && (event.type === 'hello' || reloadOn(event))) reloadSoon();
  });
  return { ...toState(held, key, keepPrevious), reload, replace };
}

/** Does `work` at once, and again as soon as the pause allows when it was asked for in between. */
function useAtMostEvery(pauseMs: number, work: () => void): () => void {
  const lastAt = useRef(-Infinity);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
  return useCallback(() => {
    const doNow = () => {
      timer.current = null;
      lastAt.current = performance.now();
      work();
    };
    const wait = lastAt.current + pauseMs - performance.now();
    if (wait <= 0) doNow();
    else timer.current ??= setTimeout(doNow, wait);
  }, [pauseMs, work]);
}

/** The request under way, if any, and whether something has happened since that its answer may not know of. */
type Flight = { readonly isUnderWay: boolean; readonly isOutdated: boolean };
const NO_FLIGHT: Flight = { isUnderWay: false, isOutdated: false };

type StateOf<T> =
  Query<T> extends infer Q ? (Q extends unknown ? Omit<Q, keyof Controls<T>> : never) : never;

function toState<T>(held: Held<T>, key: string, keepPrevious: boolean): StateOf<T> {
  if (held.key !== key) {
    return {
      status: 'loading',
      value: keepPrevious ? held.value : null,
      error: null,
      at: null,
    };
  }
  if (held.value !== null && held.at !== null) {
    return held.error
      ? { status: 'stale', value: held.value, error: held.error, at: held.at }
      : { status: 'ready', value: held.value, error: null, at: held.at };
  }
  return held.error
    ? { status: 'failed', value: null, error: held.error, at: null }
    : { status: 'loading', value: null, error: null, at: null };
}
