import { applyDeltas } from '../../../../shared/domain/conference/delta';
import {
  followsCase,
  goes,
  isLost,
  PHASE_OF_STATE,
} from '../../../../shared/domain/conference/presence';
import { newRoom } from '../../../../shared/domain/conference/room';
import type { ConsultationCase } from '../../../../shared/domain/consultation/case';
import type { CaseId } from '../../../../shared/domain/identity/actor';
import type { ConferenceDeps } from '../deps';
import { readCase } from '../people';
import { roomOf } from '../seats';
import { readMessages, restoreFacts, saveFacts, saveHappening } from '../store';
import type { Connection } from './connection';
import { createLiveRoom, type Change, type LiveRoom } from './liveRoom';
import { carryOut, mediaCallsFor } from './mediaEffects';
import { createQualityBoard } from './qualityBoard';
import { followMedia, mediaState, type OpenRoom } from './roomMedia';

/** A seat whose line is cut is kept so long. */
export const AWAY_KEPT_MS = 3 * 60_000;
const TICK_MS = 3_000;
const RECENT_MESSAGES = 200;

export type Rooms = ReturnType<typeof createRooms>;

/** The rooms that are open on this server. A room is made when somebody comes and forgotten when the last one has gone. */
export function createRooms(deps: ConferenceDeps) {
  const { db, media, now, log } = deps;
  const rooms = new Map<string, Promise<OpenRoom>>();
  const open = new Map<string, OpenRoom>();
  /** Stored one after the other, so that the course of events is in order. */
  let writing: Promise<void> = Promise.resolve();

  /** Two people at the door at once still meet in one room. */
  function enter(current: ConsultationCase): Promise<OpenRoom> {
    const known = rooms.get(current.id);
    if (known) return known;
    const making = make(current);
    rooms.set(current.id, making);
    making.catch(() => rooms.delete(current.id));
    return making;
  }

  async function make(current: ConsultationCase): Promise<OpenRoom> {
    const row = await roomOf(db, current.id, now());
    const capability = media.capability();
    const epoch = capability.state === 'ready' ? 1 : 0;
    const fresh = newRoom({
      roomId: row.roomId,
      caseId: current.id,
      at: now(),
      media: mediaState(capability, epoch),
    });
    const restored = applyDeltas(fresh, [{ type: 'factsSet', facts: restoreFacts(row.facts) }]);
    const facts = phaseFacts(current);
    const { deltas } = followsCase(restored, facts, now());
    const recent = await readMessages(db, row.roomId, RECENT_MESSAGES);
    const room = createLiveRoom(applyDeltas(restored, deltas), recent, {
      now,
      onChange: (change) => changed(room, change),
    });
    const made = { room, quality: createQualityBoard(db, room), epoch };
    open.set(current.id, made);
    return made;
  }

  function changed(room: LiveRoom, change: Change): void {
    carryOut(media, mediaCallsFor(change, room.connections()));
    const { before, after, decision: happened, at } = change;
    later(async () => {
      await saveHappening(db, { before, after, log: happened.log, at });
      if (before.facts !== after.facts) await saveFacts(db, after);
    });
  }

  function later(work: () => Promise<void>): void {
    writing = writing.then(work).catch((error: unknown) => {
      log.error({ err: error, component: 'conference' }, 'course of events not stored');
    });
  }

  /** The line of a seat is gone, by itself or because another took its place. */
  function lineClosed(opened: OpenRoom, connection: Connection): void {
    const { room } = opened;
    if (!room.detach(connection)) return;
    void media.call('closeSeat', { roomId: room.state().roomId, seatId: connection.seatId });
    room.commit(isLost(room.state(), connection.seatId, now()));
  }

  function tick(): void {
    const at = now();
    for (const [caseId, opened] of open) {
      const { room } = opened;
      for (const seat of Object.values(room.state().seats)) {
        if (seat.status === 'away' && Date.parse(at) - Date.parse(seat.since) > AWAY_KEPT_MS)
          room.commit(goes(room.state(), seat.seatId, at));
      }
      later(() => opened.quality.flush());
      opened.quality.announce();
      const isEmpty = !Object.values(room.state().seats).some(
        (seat) => seat.status === 'joined' || seat.status === 'away' || seat.status === 'waiting',
      );
      if (isEmpty && room.connections().length === 0) forget(caseId, opened);
    }
  }

  function forget(caseId: string, { room }: OpenRoom): void {
    open.delete(caseId);
    rooms.delete(caseId);
    void media.call('closeRoom', { roomId: room.state().roomId });
  }

  /** The case decides: whoever moved it, and from where, the room follows. */
  async function follow(caseId: string): Promise<void> {
    const opened = open.get(caseId);
    const current = opened ? await readCase(db, caseId) : null;
    if (!opened || !current) return;
    const { room } = opened;
    room.commit(followsCase(room.state(), phaseFacts(current), now()));
    if (room.state().facts.phase === 'ended') endEverybody(caseId, opened);
  }

  function endEverybody(caseId: string, opened: OpenRoom): void {
    const { room } = opened;
    for (const seat of Object.values(room.state().seats))
      room.commit(goes(room.state(), seat.seatId, now()));
    for (const connection of room.connections()) {
      room.detach(connection);
      connection.bye('ended');
    }
    later(() => opened.quality.flush());
    forget(caseId, opened);
  }

  const timer = setInterval(tick, TICK_MS);
  timer.unref();
  const leaveBus = deps.bus.subscribe(({ event }) => {
    if (event.type === 'caseChanged') void follow(event.caseId).catch(() => undefined);
  });
  const leaveMedia = followMedia(media, () => [...open.values()]);

  return {
    enter,
    find: (caseId: string) => open.get(caseId),
    lineClosed,
    follow,
    /** Everything that happened so far is stored when this resolves. */
    settled: () => writing,
    later,
    async close() {
      clearInterval(timer);
      leaveBus();
      leaveMedia();
      for (const { room, quality } of open.values()) {
        for (const connection of room.connections()) {
          room.detach(connection);
          connection.bye('restart');
          room.commit(isLost(room.state(), connection.seatId, now()));
        }
        later(() => quality.flush());
      }
      open.clear();
      await writing;
    },
  };
}

function phaseFacts(current: ConsultationCase & { id: CaseId }) {
  const { session } = current;
  const pause = session?.interruptions.find((entry) => entry.to === null);
  return {
    phase: PHASE_OF_STATE[current.state] ?? ('ended' as const),
    startedAt: session?.startedAt ?? null,
    endReason: session?.endReason ?? null,
    pauseReason: pause?.reason ?? null,
  };
}
