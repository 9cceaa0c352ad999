import type { SeatId } from '../../../../shared/domain/conference/seat';
import {
  applyViewing,
  EMPTY_VIEWING,
  type Pointer,
  type ViewingState,
  type ViewingUpdate,
} from '../../../../shared/domain/conference/viewing';
import type { Connection } from './connection';
import { createBucket, LIMITS } from './rate';

export type ViewingRelay = {
  stateFor(maySee: boolean): ViewingState;
  /** From the presenter. Above the limit only the newest view of each place is kept, and sent a little later. */
  publish(seatId: SeatId, update: ViewingUpdate, nowMs: number): void;
  point(seatId: SeatId, pointer: Pointer): void;
  /** Another presenter, or none. */
  reset(): void;
  /** For somebody from whom the record was hidden, or who may see it now. */
  resend(connection: Connection, maySee: boolean): void;
};

const FLUSH_MS = 40;

/** Passes the presenter's view on to everybody who may see it, and keeps the last one for who comes later. */
export function createViewingRelay(receivers: () => readonly Connection[]): ViewingRelay {
  let state = EMPTY_VIEWING;
  let bucket = createBucket(LIMITS.viewing);
  const held = new Map<string, { seatId: SeatId; update: ViewingUpdate }>();
  let timer: NodeJS.Timeout | null = null;

  function send(seatId: SeatId, update: ViewingUpdate): void {
    state = applyViewing(state, update);
    for (const connection of receivers()) {
      if (connection.seatId !== seatId)
        connection.notify('viewing', { revision: state.revision, seatId, update });
    }
  }

  function flush(): void {
    timer = null;
    for (const { seatId, update } of held.values()) send(seatId, update);
    held.clear();
  }

  return {
    stateFor: (maySee) => (maySee ? state : { ...EMPTY_VIEWING, revision: state.revision }),
    publish(seatId, update, nowMs) {
      const place = update.type === 'stage' ? 'stage' : String(update.surfaceId);
      if (held.size === 0 && bucket.take(nowMs)) return send(seatId, update);
      held.set(place, { seatId, update });
      timer ??= setTimeout(flush, FLUSH_MS).unref();
    },
    point(seatId, pointer) {
      for (const connection of receivers()) {
        if (connection.seatId !== seatId) connection.notifyLossy('pointer', { seatId, pointer });
      }
    },
    reset() {
      held.clear();
      bucket = createBucket(LIMITS.viewing);
      state = { ...EMPTY_VIEWING, revision: state.revision + 1 };
      for (const connection of receivers())
        connection.notify('viewingReset', { revision: state.revision });
    },
    resend(connection, maySee) {
      connection.notify('viewingReset', { revision: Math.max(1, state.revision) });
      if (!maySee) return;
      const seatId = connection.seatId;
      const again = (update: ViewingUpdate) =>
        connection.notify('viewing', { revision: Math.max(1, state.revision), seatId, update });
      if (state.stage) again({ type: 'stage', stage: state.stage });
      for (const [surfaceId, view] of Object.entries(state.surfaces))
        again({ type: 'surface', surfaceId: Number(surfaceId), view });
    },
  };
}
