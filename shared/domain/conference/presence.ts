import type { CaseState } from '../consultation/case';
import { comesInDirectly } from './authority';
import { decision, seatDelta, type Decision, type LogFact } from './decision';
import { leaves } from './decideHost';
import type { RoomDelta } from './delta';
import type { RoomPhase, RoomState } from './room';
import { isInRoom, type Seat, type SeatId } from './seat';
import type { Track } from './track';

/** How the server knows somebody at the door; the rest of a seat is the room's memory of him. */
export type Arrival = Pick<
  Seat,
  | 'seatId'
  | 'userId'
  | 'role'
  | 'side'
  | 'name'
  | 'title'
  | 'hospitalId'
  | 'hospitalName'
  | 'departmentName'
  | 'isLicensed'
  | 'device'
> & {
  /** From the record, where the room has forgotten. */
  readonly rollCall: Seat['rollCall'];
  /** Let in before, in an earlier life of the server. */
  readonly wasAdmitted: boolean;
};

/**
 * Somebody with a good ticket is at the door. People of the case come in by themselves while the room is open; guests, helpers
 * and who was removed wait; whose line was cut sits down again where he sat.
 */
export function arrives(room: RoomState, arrival: Arrival, at: string): Decision {
  const { wasAdmitted, rollCall, ...person } = arrival;
  const known = room.seats[arrival.seatId];
  const base: Seat = {
    joinedAt: null,
    handRaisedAt: null,
    isMutedByHost: false,
    isVideoStoppedByHost: false,
    isFollowing: true,
    rollCall,
    ...known,
    ...person,
    // the host may have named a co-host since
    role: known?.role === 'coHost' && person.role !== 'host' ? 'coHost' : person.role,
    status: 'waiting',
    since: at,
  };
  const seat: Seat = mayComeIn(room, known, base, wasAdmitted)
    ? { ...base, status: 'joined', joinedAt: at }
    : base;
  // from another device, or before the cut was noticed: the old line's streams are gone with it
  const deltas = [...tracksGone(room, arrival.seatId), seatDelta(seat)];
  return decision({ deltas, log: arrivalFacts(known, seat) });
}

function mayComeIn(room: RoomState, known: Seat | undefined, seat: Seat, wasAdmitted: boolean) {
  if (known && isInRoom(known)) return true;
  if (seat.role === 'host') return true;
  const isBarred = known?.status === 'removed' || known?.status === 'refused';
  if (isBarred || room.facts.isLocked) return false;
  return comesInDirectly(seat.role) || wasAdmitted || known?.status === 'left';
}

function arrivalFacts(known: Seat | undefined, seat: Seat): LogFact[] {
  const details = { device: seat.device.kind };
  if (seat.status === 'waiting') return [{ type: 'arrived', seatId: seat.seatId, details }];
  const type = known && isInRoom(known) ? 'returned' : 'joined';
  return [{ type, seatId: seat.seatId, details }];
}

/** The line is cut: streams are gone with it, the seat and what the person held are kept. */
export function isLost(room: RoomState, seatId: SeatId, at: string): Decision {
  const seat = room.seats[seatId];
  if (seat?.status === 'waiting') return decision({ deltas: [{ type: 'seatGone', seatId }] });
  if (seat?.status !== 'joined') return decision({});
  return decision({
    deltas: [...tracksGone(room, seatId), seatDelta(seat, { status: 'away', since: at })],
    log: [{ type: 'lost', seatId }],
  });
}

/** Leaves by himself, or did not come back in time. */
export function goes(room: RoomState, seatId: SeatId, at: string): Decision {
  const seat = room.seats[seatId];
  if (seat?.status === 'waiting') return decision({ deltas: [{ type: 'seatGone', seatId }] });
  if (!seat || !isInRoom(seat)) return decision({});
  return leaves(room, seat, { status: 'left', at });
}

export function trackStarts(track: Track): Decision {
  return decision({
    deltas: [{ type: 'trackSet', track }],
    log: [
      {
        type: 'trackStarted',
        seatId: track.seatId,
        details: { source: track.source, label: track.label },
      },
    ],
  });
}

export function trackEnds(room: RoomState, trackId: string): Decision {
  const track = room.tracks[trackId];
  if (!track) return decision({});
  return decision({
    deltas: [{ type: 'trackGone', trackId: track.trackId }],
    log: [{ type: 'trackEnded', seatId: track.seatId, details: { source: track.source } }],
  });
}

/** The worker that carried this room is gone: no stream is left, every seat stays. */
export function mediaIsLost(room: RoomState): Decision {
  return decision({
    deltas: [
      ...Object.keys(room.tracks).map((trackId): RoomDelta => ({
        type: 'trackGone',
        trackId: trackId as Track['trackId'],
      })),
      { type: 'factsSet', facts: { media: { state: 'recovering' } } },
    ],
    log: [{ type: 'mediaLost', seatId: null }],
  });
}

function tracksGone(room: RoomState, seatId: SeatId): RoomDelta[] {
  return Object.values(room.tracks)
    .filter((track) => track.seatId === seatId)
    .map(({ trackId }) => ({ type: 'trackGone', trackId }));
}

/** The room's phase in a state of the case; `null` where the case has no room. */
export const PHASE_OF_STATE: { readonly [S in CaseState]: RoomPhase | null } = {
  draft: null,
  awaitingApproval: null,
  submitted: null,
  returned: null,
  rejected: null,
  accepted: null,
  coordinating: null,
  scheduled: 'gathering',
  checkedIn: 'gathering',
  noShow: 'gathering',
  inConsultation: 'live',
  interrupted: 'paused',
  reporting: 'ended',
  published: 'ended',
  awaitingFeedback: 'ended',
  followUp: 'ended',
  archived: 'ended',
  cancelled: null,
  referred: null,
  expired: null,
  enteredInError: null,
};

/** The room after the case has moved; everybody goes when it is over. */
export function followsCase(
  room: RoomState,
  next: Pick<RoomState['facts'], 'phase' | 'startedAt' | 'endReason' | 'pauseReason'>,
  at: string,
): Decision {
  const { facts } = room;
  const isSame =
    facts.phase === next.phase &&
    facts.startedAt === next.startedAt &&
    facts.pauseReason === next.pauseReason;
  if (isSame) return decision({});
  return decision({
    deltas: [
      {
        type: 'factsSet',
        facts: { ...next, phaseSince: facts.phase === next.phase ? facts.phaseSince : at },
      },
    ],
    log:
      facts.phase === next.phase
        ? []
        : [{ type: 'phase', seatId: null, details: { phase: next.phase } }],
  });
}
