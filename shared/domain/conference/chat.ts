import { z } from 'zod';
import { instantSchema, userIdSchema } from '../identity/actor';
import { seatIdSchema } from './seat';

/** `staff`: never delivered to patient, relative or guest seats, whatever else is set. */
export const CHAT_AUDIENCES = ['all', 'staff'] as const;

export const chatDraftSchema = z.object({
  text: z.string().trim().max(2000),
  audience: z.enum(CHAT_AUDIENCES),
  /** Accounts written to with @; an expert who is not in the room is notified. */
  mentions: z.array(userIdSchema).max(8),
  /** Material of the case, uploaded the usual way before. */
  recordIds: z.array(z.uuid()).max(8),
});
export type ChatDraft = z.infer<typeof chatDraftSchema>;

export const chatMessageSchema = chatDraftSchema
  .extend({
    id: z.uuid(),
    at: instantSchema,
    seatId: seatIdSchema,
    /** As shown when it was written: the seat may be gone when the record is read. */
    authorName: z.string(),
    authorId: userIdSchema.nullable(),
  })
  .meta({ id: 'ConferenceMessage' });
export type ChatMessage = z.infer<typeof chatMessageSchema>;
