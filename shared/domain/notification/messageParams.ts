import { z } from 'zod';
import { instantSchema } from '../identity/actor';

/**
 * Everything a text outside the house may mention. Strict and narrow on purpose: there is no member for a name, a
 * diagnosis or free text, and no pattern that would let one through (product §5.5: no name and diagnosis in SMS).
 */
export const messageParamsSchema = z.strictObject({
  requestNo: z.string().regex(/^[A-Z]{1,4}[0-9-]{4,24}$/),
  /** Start of the consultation, or when something is due. */
  time: instantSchema.optional(),
  /** The slot that `time` replaces. */
  previousTime: instantSchema.optional(),
  /** Room by number only; what a room is called could name a ward or a department. */
  room: z
    .string()
    .regex(/^[0-9A-Z]{1,4}$/)
    .optional(),
  /** One-time code, for example to enter a room as a guest. */
  code: z
    .string()
    .regex(/^[0-9]{4,8}$/)
    .optional(),
  /** Minutes left, version number, count of missing items: what the number means depends on the event. */
  number: z.int().nonnegative().max(99_999).optional(),
});
export type MessageParams = z.infer<typeof messageParamsSchema>;
export type MessageParam = Exclude<keyof MessageParams, 'requestNo'>;
