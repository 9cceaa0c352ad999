import { z } from 'zod';
import { appErrorSchema } from '../domain/errors';

/**
 * Signalling over one WebSocket, JSON text frames. The first frame is the client's `hello` request; nothing else is heard
 * before its answer. Requests are answered exactly once, by id; notifications are not answered. Both ends parse what they get.
 */
export const CONFERENCE_PATH = '/v1/conference';

/** Raised when a message changes its meaning; the server refuses others with `conference.version`. */
export const SIGNALING_VERSION = 1;

/** Requests wait this long for their answer; a later one is dropped. */
export const REQUEST_TIMEOUT_MS = 10_000;

/** Silence after which either end takes the line for cut. Clients send `ping`; browsers cannot see the protocol's own. */
export const PING_EVERY_MS = 5_000;
export const DEAD_AFTER_MS = 12_000;

/** Close codes beyond the protocol's own (RFC 6455, 4000-4999 are free). */
export const CLOSE = {
  /** No hello in time, or none that can be read. */
  badHello: 4400,
  /** Ticket unknown, used, expired or revoked. */
  unauthenticated: 4401,
  /** Another page's origin. */
  originRefused: 4403,
  /** The same seat was taken from another device. Do not reconnect by itself. */
  replaced: 4409,
  /** Removed or refused by the host, or the link was revoked. */
  removed: 4410,
  /** The consultation ended. */
  ended: 4411,
  /** Too many messages. */
  flooding: 4429,
} as const;

export const requestFrameSchema = z.object({
  kind: z.literal('request'),
  id: z.int().positive(),
  method: z.string().max(40),
  data: z.unknown(),
});
export const notifyFrameSchema = z.object({
  kind: z.literal('notify'),
  method: z.string().max(40),
  data: z.unknown(),
});
export const responseFrameSchema = z.discriminatedUnion('ok', [
  z.object({
    kind: z.literal('response'),
    id: z.int().positive(),
    ok: z.literal(true),
    data: z.unknown(),
  }),
  z.object({
    kind: z.literal('response'),
    id: z.int().positive(),
    ok: z.literal(false),
    error: appErrorSchema,
  }),
]);

/** What a client may send. */
export const clientFrameSchema = z.discriminatedUnion('kind', [
  requestFrameSchema,
  notifyFrameSchema,
]);
/** What a server may send. */
export const serverFrameSchema = z.union([notifyFrameSchema, responseFrameSchema]);
export type ClientFrame = z.infer<typeof clientFrameSchema>;
export type ServerFrame = z.infer<typeof serverFrameSchema>;
