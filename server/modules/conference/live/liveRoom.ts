import type { ChatMessage } from '../../../../shared/domain/conference/chat';
import { seesRecord } from '../../../../shared/domain/conference/authority';
import type { Decision } from '../../../../shared/domain/conference/decision';
import { applyDeltas } from '../../../../shared/domain/conference/delta';
import type { RoomState } from '../../../../shared/domain/conference/room';
import type { Seat } from '../../../../shared/domain/conference/seat';
import { deltasBetween, seesSharing, viewFor } from '../../../../shared/domain/conference/viewFor';
import type { Snapshot } from '../../../../shared/signaling/requests';
import type { Connection } from './connection';
import { createViewingRelay, type ViewingRelay } from './viewingRelay';

export type LiveRoom = {
  state(): RoomState;
  seq(): number;
  /** Applies a decision, tells everybody what of it they may know, and hands the change on. Returns its number. */
  commit(decision: Decision): number;
  snapshotFor(seat: Seat): Snapshot;
  /** The seat's line from now on; the one before is returned, without being told anything. */
  attach(connection: Connection): Connection | null;
  /** False when another line has taken the seat meanwhile. */
  detach(connection: Connection): boolean;
  connectionOf(seatId: string): Connection | undefined;
  connections(): readonly Connection[];
  readonly viewing: ViewingRelay;
  addMessage(message: ChatMessage): void;
};

export type Change = {
  readonly before: RoomState;
  readonly after: RoomState;
  readonly decision: Decision;
  readonly at: string;
};

/** Messages a late comer gets at once; the rest is in the record. */
const RECENT = 200;

/** A room with people in it. Synchronous throughout: between two lines nobody sees half a change. */
export function createLiveRoom(
  initial: RoomState,
  recent: readonly ChatMessage[],
  { now, onChange }: { now: () => string; onChange: (change: Change) => void },
): LiveRoom {
  let state = initial;
  let seq = 0;
  const chat = [...recent];
  const lines = new Map<string, Connection>();
  const mayRead = (seat: Seat, message: ChatMessage) =>
    message.audience === 'all' || seesRecord(seat.role);
  const isSharedWith = (connection: Connection) => {
    const seat = state.seats[connection.seatId];
    return connection.view !== null && seat !== undefined && seesSharing(state, seat);
  };
  const viewing = createViewingRelay(() => [...lines.values()].filter(isSharedWith));

  function snapshotFor(seat: Seat): Snapshot {
    return {
      seq,
      at: now(),
      room: viewFor(state, seat),
      viewing: viewing.stateFor(seesSharing(state, seat)),
      chat: chat.filter((message) => mayRead(seat, message)).slice(-RECENT),
    };
  }

  function commit(decision: Decision): number {
    if (decision.deltas.length === 0 && decision.log.length === 0) return seq;
    const before = state;
    const at = now();
    state = applyDeltas(state, decision.deltas);
    seq += 1;
    if (before.facts.presenterSeatId !== state.facts.presenterSeatId) viewing.reset();
    for (const connection of [...lines.values()]) tell(connection, before, at);
    for (const { to, notice } of decision.notices)
      lines.get(to)?.notify('notice', { notice, by: null });
    onChange({ before, after: state, decision, at });
    return seq;
  }

  function tell(connection: Connection, before: RoomState, at: string): void {
    const seat = state.seats[connection.seatId];
    if (!seat || seat.status === 'waiting') return;
    if (seat.status === 'removed' || seat.status === 'refused') return connection.bye(seat.status);
    const view = viewFor(state, seat);
    if (connection.view === null) {
      connection.view = view;
      return connection.notify('admitted', { snapshot: snapshotFor(seat) });
    }
    connection.notify('delta', { seq, at, deltas: deltasBetween(connection.view, view) });
    connection.view = view;
    const old = before.seats[seat.seatId];
    const didSee = old !== undefined && seesSharing(before, old);
    if (didSee !== seesSharing(state, seat)) viewing.resend(connection, !didSee);
  }

  return {
    state: () => state,
    seq: () => seq,
    commit,
    snapshotFor,
    attach(connection) {
      const old = lines.get(connection.seatId) ?? null;
      lines.set(connection.seatId, connection);
      const seat = state.seats[connection.seatId];
      if (seat?.status === 'joined') connection.view = viewFor(state, seat);
      return old;
    },
    detach(connection) {
      if (lines.get(connection.seatId) !== connection) return false;
      lines.delete(connection.seatId);
      return true;
    },
    connectionOf: (seatId) => lines.get(seatId),
    connections: () => [...lines.values()],
    viewing,
    addMessage(message) {
      chat.push(message);
      if (chat.length > RECENT) chat.shift();
      for (const connection of lines.values()) {
        const seat = state.seats[connection.seatId];
        if (connection.view && seat && mayRead(seat, message))
          connection.notify('chat', { message });
      }
    },
  };
}
