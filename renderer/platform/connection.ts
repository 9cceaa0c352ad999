import type { Exchange } from './api';
import { createObservable, type Observable } from './observable';

/** What the top bar says about the line: state, last round trip in ms, and when the server last answered. */
export type Connection = {
  readonly status: 'connecting' | 'online' | 'offline';
  readonly latencyMs: number | null;
  /** Instant of the last answer, by this machine's clock. */
  readonly syncedAt: string | null;
};

export type ConnectionMonitor = {
  readonly state: Observable<Connection>;
  recordExchange(exchange: Exchange): void;
  recordSocket(isOpen: boolean): void;
};

export function createConnectionMonitor(now: () => string): ConnectionMonitor {
  const state = createObservable<Connection>({
    status: 'connecting',
    latencyMs: null,
    syncedAt: null,
  });
  return {
    state,
    recordExchange({ reached, durationMs }) {
      const before = state.get();
      state.set(
        reached
          ? { status: 'online', latencyMs: Math.round(durationMs), syncedAt: now() }
          : { ...before, status: 'offline', latencyMs: null },
      );
    },
    recordSocket(isOpen) {
      const before = state.get();
      if (isOpen) state.set({ ...before, status: 'online', syncedAt: now() });
      else state.set({ ...before, status: 'offline', latencyMs: null });
    },
  };
}
