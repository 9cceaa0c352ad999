import { z } from 'zod';
import { chatMessageSchema } from '../domain/conference/chat';
import { ROOM_PHASES, roomIdSchema } from '../domain/conference/room';
import { seatIdSchema, seatRoleSchema } from '../domain/conference/seat';
import { appErrorSchema } from '../domain/errors';
import { caseIdSchema, instantSchema, userIdSchema } from '../domain/identity/actor';
import { iceServerSchema } from '../signaling/webrtc';
import { defineRoute, noBody, nothing } from './route';

/** Accounts that can be in a room; which rooms is decided by the case. */
const PARTIES = [
  'requester',
  'hospitalAdmin',
  'triage',
  'coordinator',
  'expert',
  'technician',
] as const;
const HOSTS = ['triage', 'coordinator', 'expert'] as const;
const onCase = { params: z.object({ caseId: caseIdSchema }), query: nothing };

/** Whether sound and picture can be had on this server at all. */
export const conferenceCapabilitySchema = z
  .object({
    media: z.enum(['ready', 'preparing', 'recovering', 'unavailable']),
    /** While preparing: estimated end. */
    readyAt: instantSchema.nullable(),
  })
  .meta({ id: 'ConferenceCapability' });

export const ticketSchema = z.object({
  /** Good once, for a minute, for this seat of this room. */
  ticket: z.string(),
  expiresAt: instantSchema,
  roomId: roomIdSchema,
  seatId: seatIdSchema,
  role: seatRoleSchema,
});

export const guestLinkSchema = z.object({
  id: z.uuid(),
  role: z.enum(['patient', 'relative', 'guestExpert']),
  name: z.string(),
  createdAt: instantSchema,
  createdBy: userIdSchema,
  expiresAt: instantSchema,
  revokedAt: instantSchema.nullable(),
  /** When it was last used to come in. */
  usedAt: instantSchema.nullable(),
});

export const getConferenceCapability = defineRoute({
  id: 'getConferenceCapability',
  method: 'GET',
  path: '/v1/conference/capability',
  summary: 'Whether this server can carry sound and picture now',
  access: 'signedIn',
  params: nothing,
  query: nothing,
  body: noBody,
  success: { status: 200, schema: conferenceCapabilitySchema },
});

export const getIceServers = defineRoute({
  id: 'getIceServers',
  method: 'GET',
  path: '/v1/conference/ice-servers',
  summary: 'STUN and TURN servers with credentials of some hours, for the check before joining',
  access: 'signedIn',
  params: nothing,
  query: nothing,
  body: noBody,
  success: { status: 200, schema: z.object({ iceServers: z.array(iceServerSchema) }) },
});

export const getConference = defineRoute({
  id: 'getConference',
  method: 'GET',
  path: '/v1/cases/:caseId/conference',
  summary: 'The room of a case: whether one may join now and why not, and who is in it',
  access: PARTIES,
  ...onCase,
  body: noBody,
  success: {
    status: 200,
    schema: z.object({
      capability: conferenceCapabilitySchema,
      phase: z.enum(ROOM_PHASES),
      /** `null`: one may come in now. */
      joinError: appErrorSchema.nullable(),
      isHost: z.boolean(),
      present: z.array(z.object({ seatId: seatIdSchema, name: z.string(), role: seatRoleSchema })),
      waiting: z.int().nonnegative(),
    }),
  },
});

export const issueConferenceTicket = defineRoute({
  id: 'issueConferenceTicket',
  method: 'POST',
  path: '/v1/cases/:caseId/conference/tickets',
  summary: 'A ticket for one WebSocket connection to the room of this case',
  access: PARTIES,
  ...onCase,
  body: z.object({}),
  success: { status: 201, schema: ticketSchema },
});

export const createGuestLink = defineRoute({
  id: 'createGuestLink',
  method: 'POST',
  path: '/v1/cases/:caseId/conference/guest-links',
  summary:
    'A link for patient, relative or an expert without account: this room only, until it expires',
  access: [...HOSTS, 'requester'],
  ...onCase,
  body: z.object({
    idempotencyKey: z.uuid(),
    role: z.enum(['patient', 'relative', 'guestExpert']),
    /** Shown in the room; never sent anywhere. */
    name: z.string().trim().min(1).max(40),
    minutes: z
      .int()
      .min(10)
      .max(24 * 60),
  }),
  success: {
    status: 201,
    /** The code is shown once; the server keeps only its hash. The portal's page for it is `/join#<code>`. */
    schema: z.object({ link: guestLinkSchema, code: z.string() }),
  },
});

export const listGuestLinks = defineRoute({
  id: 'listGuestLinks',
  method: 'GET',
  path: '/v1/cases/:caseId/conference/guest-links',
  summary: 'Guest links of this case',
  access: [...HOSTS, 'requester'],
  ...onCase,
  body: noBody,
  success: { status: 200, schema: z.object({ links: z.array(guestLinkSchema) }) },
});

export const revokeGuestLink = defineRoute({
  id: 'revokeGuestLink',
  method: 'DELETE',
  path: '/v1/cases/:caseId/conference/guest-links/:linkId',
  summary: 'Make a guest link worthless; whoever came in by it is removed',
  access: [...HOSTS, 'requester'],
  params: z.object({ caseId: caseIdSchema, linkId: z.uuid() }),
  query: nothing,
  body: noBody,
  success: { status: 200, schema: z.object({ link: guestLinkSchema }) },
});

export const enterAsGuest = defineRoute({
  id: 'enterAsGuest',
  method: 'POST',
  path: '/v1/conference/guest-entries',
  summary: 'Exchange the code of a guest link for a ticket',
  access: 'public',
  params: nothing,
  query: nothing,
  body: z.object({ code: z.string().min(20).max(100) }),
  success: {
    status: 201,
    schema: ticketSchema.extend({ name: z.string(), startsAt: instantSchema.nullable() }),
  },
});

/** What happened in the room, as an index into a recording and for the record. */
export const conferenceLogEntrySchema = z.object({
  id: z.int(),
  at: instantSchema,
  /** Milliseconds since the consultation began; negative before. `null` while it has not begun. */
  offsetMs: z.int().nullable(),
  type: z.string(),
  seatId: seatIdSchema.nullable(),
  name: z.string().nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

export const getConferenceRecord = defineRoute({
  id: 'getConferenceRecord',
  method: 'GET',
  path: '/v1/cases/:caseId/conference/record',
  summary: 'What is kept of the conference: roll call, chat, course of events and quality',
  access: PARTIES,
  ...onCase,
  body: noBody,
  success: {
    status: 200,
    schema: z.object({
      seats: z.array(
        z.object({
          seatId: seatIdSchema,
          name: z.string(),
          role: seatRoleSchema,
          title: z.string().nullable(),
          hospitalName: z.string(),
          device: z.string(),
          isLicensed: z.boolean(),
          firstJoinedAt: instantSchema.nullable(),
          lastLeftAt: instantSchema.nullable(),
          /** Seconds in the room. */
          presentS: z.number(),
          rollCall: z.object({ at: instantSchema, licenceNo: z.string() }).nullable(),
          quality: z
            .object({
              /** Minutes measured, and of these the poor ones. */
              minutes: z.number(),
              poorMinutes: z.number(),
              worstDelayMs: z.number().nullable(),
              worstAudioLoss: z.number().nullable(),
              worstVideoLoss: z.number().nullable(),
              worstSecondaryLoss: z.number().nullable(),
              reconnects: z.int(),
            })
            .nullable(),
        }),
      ),
      chat: z.array(chatMessageSchema),
      log: z.array(conferenceLogEntrySchema),
    }),
  },
});
