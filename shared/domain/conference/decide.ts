import { ok } from '../../lib/result';
import { refuse } from '../errors';
import { COMMAND_RIGHTS, seesRecord } from './authority';
import type { RoomCommand, RoomCommandType } from './command';
import { decision, seatDelta, type Asking, type Decided } from './decision';
import { decideHostCommand, type HostCommand } from './decideHost';
import type { RoomState } from './room';
import { isInRoom, type SeatId } from './seat';

type Ask<T extends RoomCommandType> = Extract<RoomCommand, { type: T }>;

/**
 * Decides what somebody in the room asks of it. Pure: the caller applies the deltas.
 *
 * @param room - Room as it is.
 * @param seatId - Who asks.
 * @param at - Now, from the server's clock.
 * @returns Deltas, notices and facts for the log; or `conference.notJoined`, `conference.notAllowed`,
 *   `conference.unknownSeat`, `conference.unknownTrack`, `conference.notPresenter`.
 */
export function decideCommand(
  room: RoomState,
  seatId: SeatId,
  command: RoomCommand,
  at: string,
): Decided {
  const seat = room.seats[seatId];
  if (!seat || !isInRoom(seat)) return refuse('forbidden', 'conference.notJoined');
  if (!COMMAND_RIGHTS[command.type].includes(seat.role))
    return refuse('forbidden', 'conference.notAllowed', { params: { command: command.type } });
  const asking = { room, seat, at };
  switch (command.type) {
    case 'raiseHand':
      return raiseHand(asking, command);
    case 'setFollowing':
      return ok(decision({ deltas: [seatDelta(seat, { isFollowing: command.isFollowing })] }));
    case 'setDevice':
      return ok(decision({ deltas: [seatDelta(seat, { device: command.device })] }));
    case 'pauseTrack':
      return pauseTrack(asking, command);
    case 'askToPresent':
      return askToPresent(asking);
    case 'stopPresenting':
      return stopPresenting(asking);
    case 'givePresenter':
      return givePresenter(asking, command);
    default:
      return decideHostCommand(asking, command satisfies HostCommand);
  }
}

function raiseHand({ seat, at }: Asking, { isRaised }: Ask<'raiseHand'>): Decided {
  // asked twice keeps its place in the queue
  const handRaisedAt = isRaised ? (seat.handRaisedAt ?? at) : null;
  const isNew = isRaised && seat.handRaisedAt === null;
  return ok(
    decision({
      deltas: [seatDelta(seat, { handRaisedAt })],
      log: isNew ? [{ type: 'handRaised', seatId: seat.seatId }] : [],
    }),
  );
}

function pauseTrack({ room, seat }: Asking, command: Ask<'pauseTrack'>): Decided {
  const track = room.tracks[command.trackId];
  if (!track || track.seatId !== seat.seatId) return refuse('notFound', 'conference.unknownTrack');
  return ok(
    decision({ deltas: [{ type: 'trackSet', track: { ...track, isPaused: command.isPaused } }] }),
  );
}

/** Free for the asking while nobody presents; a host need not ask; everybody else queues. */
function askToPresent({ room, seat }: Asking): Decided {
  const { presenterSeatId, presenterRequests } = room.facts;
  if (presenterSeatId === seat.seatId) return ok(decision({}));
  const presenter = presenterSeatId ? room.seats[presenterSeatId] : undefined;
  if (seat.role === 'host' || !presenter || !isInRoom(presenter)) {
    return ok(presenterBecomes(room, seat.seatId, seat.seatId));
  }
  if (presenterRequests.includes(seat.seatId)) return ok(decision({}));
  const requests = [...presenterRequests, seat.seatId];
  return ok(decision({ deltas: [{ type: 'factsSet', facts: { presenterRequests: requests } }] }));
}

/** Ends one's own presenting, or takes back one's request. */
function stopPresenting({ room, seat }: Asking): Decided {
  const { presenterSeatId, presenterRequests } = room.facts;
  if (presenterSeatId === seat.seatId) return ok(presenterBecomes(room, null, seat.seatId));
  if (!presenterRequests.includes(seat.seatId))
    return refuse('conflict', 'conference.notPresenter');
  const requests = presenterRequests.filter((id) => id !== seat.seatId);
  return ok(decision({ deltas: [{ type: 'factsSet', facts: { presenterRequests: requests } }] }));
}

function givePresenter({ room, seat }: Asking, command: Ask<'givePresenter'>): Decided {
  const mayGive = seat.role === 'host' || room.facts.presenterSeatId === seat.seatId;
  if (!mayGive) return refuse('forbidden', 'conference.notPresenter');
  const target = room.seats[command.seatId];
  if (!target || !isInRoom(target)) return refuse('notFound', 'conference.unknownSeat');
  if (!seesRecord(target.role)) return refuse('forbidden', 'conference.notAllowed');
  return ok(presenterBecomes(room, target.seatId, seat.seatId));
}

/** One presenter at a time; the one before is told when somebody else took it. */
export function presenterBecomes(room: RoomState, next: SeatId | null, by: SeatId | null) {
  const before = room.facts.presenterSeatId;
  return decision({
    deltas: [
      {
        type: 'factsSet',
        facts: {
          presenterSeatId: next,
          presenterRequests: room.facts.presenterRequests.filter((id) => id !== next),
        },
      },
    ],
    notices: [
      ...(next && next !== by ? [{ to: next, notice: 'presenterGiven' as const }] : []),
      ...(before && before !== by && before !== next
        ? [{ to: before, notice: 'presenterTaken' as const }]
        : []),
    ],
    log: [{ type: 'presenterChanged', seatId: next }],
  });
}
