import { z } from 'zod';
import { END_REASONS } from '../consultation/case';
import { caseIdSchema, instantSchema } from '../identity/actor';
import { seatIdSchema, seatSchema, type Seat } from './seat';
import { trackSchema } from './track';

export const roomIdSchema = z.uuid().brand<'RoomId'>();
export type RoomId = z.infer<typeof roomIdSchema>;

/**
 * The room's part of the workflow. `gathering`: before the start (case `scheduled`, `checkedIn`, `noShow`).
 * `live`: `inConsultation`. `paused`: `interrupted`. `ended`: everything after. The case decides; the room follows.
 */
export const ROOM_PHASES = ['gathering', 'live', 'paused', 'ended'] as const;
export type RoomPhase = (typeof ROOM_PHASES)[number];

export const IDENTIFIERS = ['name', 'idNumber', 'birthDate', 'inpatientNo'] as const;
/** Two identifiers of the patient, confirmed aloud before the start. */
export const identityCheckSchema = z.object({
  identifiers: z.array(z.enum(IDENTIFIERS)).max(4),
  at: instantSchema,
  by: seatIdSchema,
});

export const agendaItemSchema = z.object({
  id: z.int().positive(),
  title: z.string().trim().min(1).max(80),
  minutes: z.int().min(1).max(180),
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
});
export type AgendaItem = z.infer<typeof agendaItemSchema>;

/** `unauthorised`: no consent. `processing`: the files are being finished. */
export const RECORDING_STATES = [
  'unauthorised',
  'off',
  'starting',
  'recording',
  'paused',
  'processing',
  'failed',
] as const;
export const recordingSchema = z.object({
  state: z.enum(RECORDING_STATES),
  since: instantSchema.nullable(),
});

/** Whether sound and picture can be had. Seats, chat and shared viewing work without. */
export const mediaStateSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('ready'),
    /** Rises whenever transports and tracks are lost with a worker: build everything anew, from the same seat. */
    epoch: z.int().positive(),
  }),
  /** The component is being set up; `readyAt` is an estimate. */
  z.object({ state: z.literal('preparing'), readyAt: instantSchema.nullable() }),
  z.object({ state: z.literal('recovering') }),
  z.object({ state: z.literal('unavailable') }),
]);
export type MediaState = z.infer<typeof mediaStateSchema>;

/** What belongs to the room and to nobody's seat. */
export const roomFactsSchema = z.object({
  phase: z.enum(ROOM_PHASES),
  /** Since when the phase holds. */
  phaseSince: instantSchema,
  /** When the consultation began; the timer counts from here. */
  startedAt: instantSchema.nullable(),
  endReason: z.enum(END_REASONS).nullable(),
  pauseReason: z.string().max(500).nullable(),
  isLocked: z.boolean(),
  /** Patient seats see no shared viewing and no clinical chat. */
  isRecordHidden: z.boolean(),
  spotlightSeatId: seatIdSchema.nullable(),
  /** Whose view everybody follows; one at a time. */
  presenterSeatId: seatIdSchema.nullable(),
  /** Who would like to present, in order of asking. */
  presenterRequests: z.array(seatIdSchema).max(32),
  identityCheck: identityCheckSchema.nullable(),
  agenda: z.array(agendaItemSchema).max(20),
  recording: recordingSchema,
  media: mediaStateSchema,
});
export type RoomFacts = z.infer<typeof roomFactsSchema>;

/** Everything in the room but what flows: pictures, sound, pointers, views. Plain data, kept by server and clients alike. */
export const roomStateSchema = z.object({
  roomId: roomIdSchema,
  caseId: caseIdSchema,
  facts: roomFactsSchema,
  seats: z.record(z.string(), seatSchema),
  tracks: z.record(z.string(), trackSchema),
});
export type RoomState = z.infer<typeof roomStateSchema>;

export function newRoom(
  start: Pick<RoomState, 'roomId' | 'caseId'> & { readonly at: string; readonly media: MediaState },
): RoomState {
  return {
    roomId: start.roomId,
    caseId: start.caseId,
    facts: {
      phase: 'gathering',
      phaseSince: start.at,
      startedAt: null,
      endReason: null,
      pauseReason: null,
      isLocked: false,
      isRecordHidden: true,
      spotlightSeatId: null,
      presenterSeatId: null,
      presenterRequests: [],
      identityCheck: null,
      agenda: [],
      recording: { state: 'unauthorised', since: null },
      media: start.media,
    },
    seats: {},
    tracks: {},
  };
}

export const seatsOf = (room: RoomState): readonly Seat[] => Object.values(room.seats);
