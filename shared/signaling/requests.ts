import { z } from 'zod';
import { chatDraftSchema, chatMessageSchema } from '../domain/conference/chat';
import { roomCommandSchema, sessionCommandSchema } from '../domain/conference/command';
import { roomStateSchema } from '../domain/conference/room';
import { deviceSchema, seatIdSchema } from '../domain/conference/seat';
import { trackIdSchema, trackSourceSchema } from '../domain/conference/track';
import { viewingStateSchema } from '../domain/conference/viewing';
import { appErrorSchema } from '../domain/errors';
import { instantSchema } from '../domain/identity/actor';
import { SIGNALING_VERSION } from './envelope';
import {
  AUDIO_REDUNDANCY,
  dtlsParametersSchema,
  iceCandidatesSchema,
  iceParametersSchema,
  iceServerSchema,
  rtpCapabilitiesSchema,
  rtpParametersSchema,
  WANTS,
} from './webrtc';

const request = <const D extends z.ZodType, const R extends z.ZodType>(data: D, reply: R) => ({
  data,
  reply,
});
const done = z.object({});
const nothing = z.object({});
const transportId = z.string().max(60);
const consumerId = z.string().max(60);
const epoch = z.int().positive();
const direction = z.enum(['send', 'recv']);

/** Everything needed to draw the room, at one moment. Apply only deltas with `seq` above this one. */
export const snapshotSchema = z.object({
  /** Number of the last change contained; changes are numbered without gaps. */
  seq: z.int().nonnegative(),
  at: instantSchema,
  /** As this seat may see it. */
  room: roomStateSchema,
  viewing: viewingStateSchema,
  /** The last messages this seat may read, oldest first. */
  chat: z.array(chatMessageSchema).max(200),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

/** Results of the check before joining; what was not tried is `null`. */
export const preflightSchema = z.object({
  camera: z.boolean().nullable(),
  microphone: z.boolean().nullable(),
  speaker: z.boolean().nullable(),
  screen: z.boolean().nullable(),
  turn: z.boolean().nullable(),
  downKbps: z.number().nonnegative().nullable(),
  upKbps: z.number().nonnegative().nullable(),
  /** The person went on although something failed, or everything passed. */
  isPassed: z.boolean(),
});

export const welcomeSchema = z.object({
  version: z.int(),
  seatId: seatIdSchema,
  /**
   * `waiting`: in the waiting room; `snapshot` is null until the notification `admitted`. The room's name and phase are all
   * one learns there.
   */
  place: z.enum(['waiting', 'joined']),
  snapshot: snapshotSchema.nullable(),
  /** For the next `hello` of this seat, once; every welcome brings a new one. */
  resumeToken: z.string(),
  serverTime: instantSchema,
  iceServers: z.array(iceServerSchema),
  /** What became of the check-in at the case; `null` when none was tried. */
  checkInError: appErrorSchema.nullable(),
});
export type Welcome = z.infer<typeof welcomeSchema>;

/**
 * Client → server, each answered once. Errors beyond those named: `request.invalid`, `conference.notJoined` (in the waiting
 * room), `conference.notAllowed`, `conference.flooding`, `server.internal`.
 */
export const REQUESTS = {
  /**
   * First frame. Ticket from `issueConferenceTicket` or `enterAsGuest`, or the resume token of the last welcome; either is good
   * once. Errors: `conference.version`, `conference.ticketInvalid`, `conference.locked`, `conference.removed`,
   * `conference.ended`, `conference.full`.
   */
  hello: request(
    z.object({
      version: z.literal(SIGNALING_VERSION),
      ticket: z.string().min(20).max(200),
      device: deviceSchema,
      /** Given when the person wants to be checked in at the case with it. */
      preflight: preflightSchema.nullable(),
    }),
    welcomeSchema,
  ),
  /** After a gap in the numbers, or whenever in doubt. */
  snapshot: request(nothing, snapshotSchema),
  /** Says the line is alive; the answer carries the server's clock. */
  ping: request(nothing, z.object({ serverTime: instantSchema })),
  /**
   * Room control. Answers when it is done; the change itself comes as `delta`. Errors: `conference.notAllowed`,
   * `conference.unknownSeat`, `conference.unknownTrack`, `conference.notPresenter`.
   */
  command: request(roomCommandSchema, z.object({ seq: z.int() })),
  /**
   * Beginning, pause and end of the consultation; host only. Errors: `conference.doctorMissing`, `case.identityCheck`,
   * `case.partyMissing`, `case.illegalTransition`, and what else the case refuses.
   */
  session: request(sessionCommandSchema, done),
  /** Errors: `conference.chatEmpty`, `conference.audience`, `conference.unknownRecord`. */
  chat: request(chatDraftSchema, z.object({ message: chatMessageSchema })),
  leave: request(nothing, done),

  // sound and picture; all of them may answer `conference.mediaUnavailable` or `conference.mediaEpoch` (build anew)
  'media.open': request(nothing, z.object({ epoch, routerRtpCapabilities: rtpCapabilitiesSchema })),
  /** Errors: `conference.tooMany`. */
  'media.createTransport': request(
    z.object({
      epoch,
      direction,
      audioRedundancy: z.array(z.enum(AUDIO_REDUNDANCY)).max(AUDIO_REDUNDANCY.length),
    }),
    z.object({
      transportId,
      iceParameters: iceParametersSchema,
      iceCandidates: iceCandidatesSchema,
      dtlsParameters: dtlsParametersSchema,
      audioRedundancy: z.enum(AUDIO_REDUNDANCY),
    }),
  ),
  'media.connectTransport': request(
    z.object({ epoch, transportId, dtlsParameters: dtlsParametersSchema }),
    done,
  ),
  /** After a change of network: same transport, new candidates. */
  'media.restartIce': request(
    z.object({ epoch, transportId }),
    z.object({ iceParameters: iceParametersSchema }),
  ),
  'media.closeTransport': request(z.object({ epoch, transportId }), done),
  /** Errors: `conference.tooMany`, `conference.mutedByHost`, `conference.sourceTaken`, `conference.mediaRefused`. */
  'media.produce': request(
    z.object({
      epoch,
      transportId,
      kind: z.enum(['audio', 'video']),
      source: trackSourceSchema,
      label: z.string().trim().max(80),
      isPaused: z.boolean(),
      rtpParameters: rtpParametersSchema,
    }),
    z.object({ trackId: trackIdSchema }),
  ),
  'media.closeTrack': request(z.object({ epoch, trackId: trackIdSchema }), done),
  /** The consumer begins paused: build the receiver, then `media.resume`. Errors: `conference.unknownTrack`, `conference.mediaRefused`. */
  'media.consume': request(
    z.object({
      epoch,
      transportId,
      trackId: trackIdSchema,
      rtpCapabilities: rtpCapabilitiesSchema,
    }),
    z.object({
      consumerId,
      kind: z.enum(['audio', 'video']),
      rtpParameters: rtpParametersSchema,
      isProducerPaused: z.boolean(),
    }),
  ),
  'media.resume': request(z.object({ epoch, consumerId }), done),
  'media.closeConsumer': request(z.object({ epoch, consumerId }), done),
  /** What the layout shows now, all consumers at once. What is `off` is paused; a missing one stays as it was. */
  'media.setWants': request(
    z.object({
      epoch,
      wants: z.array(z.object({ consumerId, want: z.enum(WANTS) })).max(64),
    }),
    done,
  ),
  'media.requestKeyFrame': request(z.object({ epoch, consumerId }), done),
} as const;

export type RequestMethod = keyof typeof REQUESTS;
export type RequestData<M extends RequestMethod> = z.output<(typeof REQUESTS)[M]['data']>;
export type RequestReply<M extends RequestMethod> = z.output<(typeof REQUESTS)[M]['reply']>;

export const isRequestMethod = (method: string): method is RequestMethod =>
  Object.hasOwn(REQUESTS, method);
