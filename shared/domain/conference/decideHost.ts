import { ok } from '../../lib/result';
import { refuse } from '../errors';
import type { RoomCommand } from './command';
import {
  decision,
  joinDecisions,
  seatDelta,
  type Asking,
  type Decided,
  type Decision,
} from './decision';
import type { RoomDelta } from './delta';
import type { AgendaItem, RoomState } from './room';
import { isInRoom, type Seat, type SeatId } from './seat';
import { isSecondary, type Track } from './track';

type OwnCommand =
  | 'raiseHand'
  | 'setFollowing'
  | 'setDevice'
  | 'pauseTrack'
  | 'askToPresent'
  | 'stopPresenting'
  | 'givePresenter';
export type HostCommand = Exclude<RoomCommand, { type: OwnCommand }>;
type Ask<T extends HostCommand['type']> = Extract<HostCommand, { type: T }>;

/** Host control; that the seat may ask at all was decided before. */
export function decideHostCommand(asking: Asking, command: HostCommand): Decided {
  const { room } = asking;
  switch (command.type) {
    case 'admitAll':
      return ok(
        joinDecisions(
          Object.values(room.seats)
            .filter((seat) => seat.status === 'waiting')
            .map((seat) => admitted(asking, seat)),
        ),
      );
    case 'muteEverybody':
      return ok(
        joinDecisions(
          Object.values(room.seats)
            .filter((seat) => isInRoom(seat) && seat.seatId !== asking.seat.seatId)
            .map((seat) => muted(room, seat)),
        ),
      );
    case 'spotlight':
      return spotlight(asking, command);
    case 'lock':
      return facts({ isLocked: command.isLocked }, 'locked', { on: command.isLocked });
    case 'hideRecord':
      return facts({ isRecordHidden: command.isHidden }, 'recordHidden', { on: command.isHidden });
    case 'stopTrack':
      return stopTrack(asking, command);
    case 'setAgenda':
      return ok(decision({ deltas: [{ type: 'factsSet', facts: { agenda: agendaOf(command) } }] }));
    case 'startAgendaItem':
      return startAgendaItem(asking, command);
    case 'checkIdentity':
      return checkIdentity(asking, command);
    default:
      return aboutSeat(asking, command);
  }
}

type AboutSeat =
  | Extract<
      HostCommand,
      { type: 'admit' | 'refuse' | 'remove' | 'mute' | 'allowToSpeak' | 'stopVideo' | 'allowVideo' }
    >
  | Ask<'lowerHand'>
  | Ask<'setCoHost'>
  | Ask<'callRoll'>;

function aboutSeat(asking: Asking, command: AboutSeat): Decided {
  const { room, at } = asking;
  const target = room.seats[command.seatId];
  const isDoor = command.type === 'admit' || command.type === 'refuse';
  const isThere = target && (isDoor ? target.status === 'waiting' : isInRoom(target));
  if (!isThere) return refuse('notFound', 'conference.unknownSeat');
  switch (command.type) {
    case 'admit':
      return ok(admitted(asking, target));
    case 'refuse':
      return ok(
        decision({
          deltas: [seatDelta(target, { status: 'refused', since: at })],
          log: [{ type: 'refused', seatId: target.seatId }],
        }),
      );
    case 'remove':
      return target.seatId === asking.seat.seatId
        ? refuse('forbidden', 'conference.notAllowed')
        : ok(leaves(room, target, { status: 'removed', at }));
    case 'mute':
      return ok(muted(room, target));
    case 'allowToSpeak':
      return ok(allowed(room, target, 'audio'));
    case 'stopVideo':
      return ok(videoStopped(room, target));
    case 'allowVideo':
      return ok(allowed(room, target, 'video'));
    case 'lowerHand':
      return ok(
        decision({
          deltas: [seatDelta(target, { handRaisedAt: null })],
          notices: [{ to: target.seatId, notice: 'handLowered' }],
        }),
      );
    case 'setCoHost':
      return setCoHost(target, command.isCoHost);
    case 'callRoll':
      return ok(
        decision({
          deltas: [
            seatDelta(target, {
              rollCall: { at, by: asking.seat.seatId, licenceNo: command.licenceNo },
            }),
          ],
          log: [{ type: 'rollCalled', seatId: target.seatId, details: { by: asking.seat.seatId } }],
        }),
      );
  }
}

function admitted({ at }: Asking, seat: Seat): Decision {
  return decision({
    deltas: [seatDelta(seat, { status: 'joined', since: at, joinedAt: at })],
    log: [{ type: 'admitted', seatId: seat.seatId }],
  });
}

/** Microphones only: the sound of a device is part of its picture. */
function muted(room: RoomState, seat: Seat): Decision {
  return decision({
    deltas: [
      seatDelta(seat, { isMutedByHost: true }),
      ...stopped(room, seat, (track) => track.source === 'microphone', true),
    ],
    notices: [{ to: seat.seatId, notice: 'mutedByHost' }],
    log: [{ type: 'muted', seatId: seat.seatId }],
  });
}

function videoStopped(room: RoomState, seat: Seat): Decision {
  return decision({
    deltas: [
      seatDelta(seat, { isVideoStoppedByHost: true }),
      ...stopped(room, seat, (track) => track.source === 'camera', true),
    ],
    notices: [{ to: seat.seatId, notice: 'videoStoppedByHost' }],
    log: [{ type: 'videoStopped', seatId: seat.seatId }],
  });
}

/**
 * The host's stop is lifted and the person asked; the person begins again himself. His own track stays paused, so that no
 * microphone opens behind somebody's back.
 */
function allowed(room: RoomState, seat: Seat, kind: 'audio' | 'video'): Decision {
  const source = kind === 'audio' ? 'microphone' : 'camera';
  const tracks = tracksOf(room, seat.seatId).filter(
    (track) => track.source === source && track.isStoppedByHost,
  );
  return decision({
    deltas: [
      seatDelta(
        seat,
        kind === 'audio'
          ? { isMutedByHost: false, handRaisedAt: null }
          : { isVideoStoppedByHost: false },
      ),
      ...tracks.map((track): RoomDelta => ({
        type: 'trackSet',
        track: { ...track, isStoppedByHost: false, isPaused: true },
      })),
    ],
    notices: [{ to: seat.seatId, notice: kind === 'audio' ? 'allowedToSpeak' : 'allowedVideo' }],
  });
}

function stopped(
  room: RoomState,
  seat: Seat,
  which: (track: Track) => boolean,
  isStoppedByHost: boolean,
): RoomDelta[] {
  return tracksOf(room, seat.seatId)
    .filter(which)
    .map((track) => ({ type: 'trackSet', track: { ...track, isStoppedByHost } }));
}

const tracksOf = (room: RoomState, seatId: SeatId): Track[] =>
  Object.values(room.tracks).filter((track) => track.seatId === seatId);

function stopTrack({ room }: Asking, { trackId }: Ask<'stopTrack'>): Decided {
  const track = room.tracks[trackId];
  if (!track) return refuse('notFound', 'conference.unknownTrack');
  if (!isSecondary(track.source)) return refuse('forbidden', 'conference.notAllowed');
  return ok(
    decision({
      deltas: [{ type: 'trackGone', trackId }],
      notices: [{ to: track.seatId, notice: 'trackStoppedByHost' }],
      log: [{ type: 'trackEnded', seatId: track.seatId, details: { source: track.source } }],
    }),
  );
}

function spotlight({ room }: Asking, { seatId }: Ask<'spotlight'>): Decided {
  const target = seatId ? room.seats[seatId] : undefined;
  if (seatId && (!target || !isInRoom(target))) return refuse('notFound', 'conference.unknownSeat');
  return ok(
    decision({
      deltas: [{ type: 'factsSet', facts: { spotlightSeatId: seatId } }],
      log: [{ type: 'spotlight', seatId }],
    }),
  );
}

/** Between host's helper and what the person is without it; others keep their part. */
function setCoHost(target: Seat, isCoHost: boolean): Decided {
  const from = isCoHost ? ['doctor', 'expert'] : ['coHost'];
  if (!from.includes(target.role)) return refuse('forbidden', 'conference.notAllowed');
  const role = isCoHost ? 'coHost' : target.side === 'county' ? 'doctor' : 'expert';
  return ok(decision({ deltas: [seatDelta(target, { role })] }));
}

const agendaOf = ({ items }: Ask<'setAgenda'>): AgendaItem[] =>
  items.map((item, index) => ({ ...item, id: index + 1, startedAt: null, endedAt: null }));

function startAgendaItem({ room, at }: Asking, { id }: Ask<'startAgendaItem'>): Decided {
  const item = room.facts.agenda.find((entry) => entry.id === id);
  if (!item) return refuse('notFound', 'request.notFound');
  const agenda = room.facts.agenda.map((entry) => {
    if (entry.id === id) return { ...entry, startedAt: entry.startedAt ?? at, endedAt: null };
    return entry.startedAt && !entry.endedAt ? { ...entry, endedAt: at } : entry;
  });
  return ok(
    decision({
      deltas: [{ type: 'factsSet', facts: { agenda } }],
      log: [{ type: 'agendaItem', seatId: null, details: { title: item.title } }],
    }),
  );
}

function checkIdentity({ seat, at }: Asking, { identifiers }: Ask<'checkIdentity'>): Decided {
  const distinct = [...new Set(identifiers)];
  if (distinct.length < 2) return refuse('validation', 'case.identityCheck');
  return ok(
    decision({
      deltas: [
        {
          type: 'factsSet',
          facts: { identityCheck: { identifiers: distinct, at, by: seat.seatId } },
        },
      ],
      log: [
        {
          type: 'identityChecked',
          seatId: seat.seatId,
          details: { identifiers: distinct.join(',') },
        },
      ],
    }),
  );
}

function facts(
  change: Partial<RoomState['facts']>,
  type: 'locked' | 'recordHidden',
  details: { on: boolean },
): Decided {
  return ok(
    decision({
      deltas: [{ type: 'factsSet', facts: change }],
      log: [{ type, seatId: null, details }],
    }),
  );
}

/** Somebody goes: his streams end, and what he held is free again. The seat stays in the list, for the record. */
export function leaves(
  room: RoomState,
  seat: Seat,
  { status, at }: { status: 'left' | 'removed'; at: string },
): Decision {
  const { facts: held } = room;
  return decision({
    deltas: [
      ...tracksOf(room, seat.seatId).map(({ trackId }): RoomDelta => ({
        type: 'trackGone',
        trackId,
      })),
      seatDelta(seat, { status, since: at, handRaisedAt: null }),
      {
        type: 'factsSet',
        facts: {
          ...(held.presenterSeatId === seat.seatId ? { presenterSeatId: null } : {}),
          ...(held.spotlightSeatId === seat.seatId ? { spotlightSeatId: null } : {}),
          presenterRequests: held.presenterRequests.filter((id) => id !== seat.seatId),
        },
      },
    ],
    log: [{ type: status, seatId: seat.seatId }],
  });
}
