import { z } from 'zod';
import { chatMessageSchema } from '../domain/conference/chat';
import { NOTICES } from '../domain/conference/decision';
import { roomDeltaSchema } from '../domain/conference/delta';
import { QUALITY_GRADES, qualityReportSchema } from '../domain/conference/quality';
import { seatIdSchema } from '../domain/conference/seat';
import { trackIdSchema } from '../domain/conference/track';
import { pointerSchema, viewingUpdateSchema } from '../domain/conference/viewing';
import { instantSchema } from '../domain/identity/actor';
import { snapshotSchema } from './requests';

/** Client → server, not answered. Too many of them are dropped, the newest view of each place excepted. */
export const CLIENT_NOTIFICATIONS = {
  /** From the presenter only; from others it is dropped. */
  viewing: viewingUpdateSchema,
  pointer: pointerSchema,
  quality: qualityReportSchema,
} as const;
export type ClientNotification = keyof typeof CLIENT_NOTIFICATIONS;
export type ClientNotificationData<M extends ClientNotification> = z.output<
  (typeof CLIENT_NOTIFICATIONS)[M]
>;
export const isClientNotification = (method: string): method is ClientNotification =>
  Object.hasOwn(CLIENT_NOTIFICATIONS, method);

/** Server → client. */
export const SERVER_NOTIFICATIONS = {
  /** One accepted change, as far as this seat may see it (possibly nothing: the number counts all the same). */
  delta: z.object({
    seq: z.int().positive(),
    at: instantSchema,
    deltas: z.array(roomDeltaSchema).max(400),
  }),
  /** Out of the waiting room: from now on like everybody else. */
  admitted: z.object({ snapshot: snapshotSchema }),
  /** Something a person should be told at once, in words of the client's language. */
  notice: z.object({ notice: z.enum(NOTICES), by: seatIdSchema.nullable() }),
  chat: z.object({ message: chatMessageSchema }),
  viewing: z.object({
    revision: z.int().positive(),
    seatId: seatIdSchema,
    update: viewingUpdateSchema,
  }),
  /** The view begins anew: another presenter, or none. */
  viewingReset: z.object({ revision: z.int().positive() }),
  pointer: z.object({ seatId: seatIdSchema, pointer: pointerSchema }),
  /** Who speaks, and how loud; dBov, −127 silence to 0. At most twice a second. */
  levels: z.object({
    speaker: seatIdSchema.nullable(),
    levels: z
      .array(z.object({ trackId: trackIdSchema, dbov: z.number().min(-127).max(0) }))
      .max(40),
  }),
  quality: z.object({
    seats: z.array(z.object({ seatId: seatIdSchema, grade: z.enum(QUALITY_GRADES) })).max(64),
    /** Reports of others, for the quality panel of host and technician only. */
    reports: z.record(z.string(), qualityReportSchema),
  }),
  /** What becomes of a consumer of this client. */
  consumer: z.object({
    consumerId: z.string(),
    change: z.discriminatedUnion('type', [
      z.object({ type: z.literal('closed') }),
      z.object({ type: z.literal('paused') }),
      z.object({ type: z.literal('resumed') }),
      z.object({
        type: z.literal('layers'),
        spatial: z.int().nullable(),
        temporal: z.int().nullable(),
      }),
      /** 0 nothing arrives … 10 perfect, as the media worker judges it. */
      z.object({ type: z.literal('score'), score: z.number(), producerScore: z.number() }),
    ]),
  }),
  /** What becomes of a transport of this client; `failed`: ask for `media.restartIce`, then build anew. */
  transport: z.object({ transportId: z.string(), state: z.enum(['failed', 'closed']) }),
  /** Last word before the line is closed; the close code says the same. */
  bye: z.object({
    reason: z.enum(['replaced', 'removed', 'refused', 'revoked', 'ended', 'flooding', 'restart']),
  }),
} as const;
export type ServerNotification = keyof typeof SERVER_NOTIFICATIONS;
export type ServerNotificationData<M extends ServerNotification> = z.output<
  (typeof SERVER_NOTIFICATIONS)[M]
>;
