import type { AppError } from '../errors';
import type { Result } from '../../lib/result';
import type { RoomDelta } from './delta';
import type { RoomState } from './room';
import type { Seat, SeatId } from './seat';

/** Told to one person at once; words are the client's. */
export const NOTICES = [
  'mutedByHost',
  'videoStoppedByHost',
  'trackStoppedByHost',
  'allowedToSpeak',
  'allowedVideo',
  'handLowered',
  'presenterGiven',
  'presenterTaken',
] as const;
export type Notice = (typeof NOTICES)[number];

/** What happened, for the course of events; ids and codes only. */
export const LOG_TYPES = [
  'arrived',
  'admitted',
  'refused',
  'joined',
  'lost',
  'returned',
  'left',
  'removed',
  'handRaised',
  'muted',
  'videoStopped',
  'trackStarted',
  'trackEnded',
  'presenterChanged',
  'spotlight',
  'locked',
  'recordHidden',
  'agendaItem',
  'rollCalled',
  'identityChecked',
  'phase',
  'mediaLost',
  'mediaBack',
  'spoke',
] as const;
export type LogType = (typeof LOG_TYPES)[number];
export type LogFact = {
  readonly type: LogType;
  readonly seatId: SeatId | null;
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
};

/** One accepted happening: how the room changes, whom to tell, what to write down. */
export type Decision = {
  readonly deltas: readonly RoomDelta[];
  readonly notices: readonly { readonly to: SeatId; readonly notice: Notice }[];
  readonly log: readonly LogFact[];
};
export type Decided = Result<Decision, AppError>;

/** Somebody in a room asks something of it. */
export type Asking = { readonly room: RoomState; readonly seat: Seat; readonly at: string };

export const NOTHING: Decision = { deltas: [], notices: [], log: [] };
export const decision = (part: Partial<Decision>): Decision => ({ ...NOTHING, ...part });

export const seatDelta = (seat: Seat, patch: Partial<Seat> = {}): RoomDelta => ({
  type: 'seatSet',
  seat: { ...seat, ...patch },
});

/** Several decisions about one room, each on what the ones before left. */
export const joinDecisions = (parts: readonly Decision[]): Decision => ({
  deltas: parts.flatMap((part) => part.deltas),
  notices: parts.flatMap((part) => part.notices),
  log: parts.flatMap((part) => part.log),
});
