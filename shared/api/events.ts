import { z } from 'zod';
import { caseIdSchema, instantSchema, userIdSchema } from '../domain/identity/actor';

export const EVENTS_PATH = '/v1/events';

/** What the server pushes over the WebSocket. Hints only: the receiver fetches what it may see. */
export const serverEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), at: instantSchema }),
  z.object({ type: z.literal('caseChanged'), caseId: caseIdSchema, version: z.int() }),
  z.object({ type: z.literal('intakeChanged'), caseId: caseIdSchema }),
  /** Told only to those who may see this author's drawings. */
  z.object({
    type: z.literal('annotationsChanged'),
    caseId: caseIdSchema,
    /** `null`: the order of the key images. */
    authorId: userIdSchema.nullable(),
  }),
  z.object({ type: z.literal('notified'), unread: z.int() }),
  z.object({ type: z.literal('emergencyRing'), caseId: caseIdSchema }),
  z.object({ type: z.literal('sessionEnded') }),
]);
export type ServerEvent = z.infer<typeof serverEventSchema>;
