import { z } from 'zod';
import { caseIdSchema } from '../../shared/domain/identity/actor';
import { annotationContentSchema } from '../../shared/domain/imaging/annotations/annotationSet';
import { companionMessageSchema } from './companionScreen';

/**
 * What the windows of one person tell each other. First screen: a window with a case page. Second screen: pictures only. Whom a
 * case is about is never said: who may see it asks the server.
 */
export const screenMessageSchema = z.discriminatedUnion('kind', [
  /** A second screen has come and asks what the first ones show. */
  z.strictObject({ kind: z.literal('hello'), caseId: caseIdSchema }),
  /** A second screen answers that it is there. */
  z.strictObject({ kind: z.literal('here'), caseId: caseIdSchema }),
  /** The second screen goes. */
  z.strictObject({ kind: z.literal('bye') }),
  /** The case a first screen shows now; `null` once it is closed there. */
  z.strictObject({ kind: z.literal('front'), caseId: caseIdSchema.nullable() }),
  /** One's own drawings and key images of a case, as just changed; whoever changed them saves them. */
  z.strictObject({
    kind: z.literal('drawn'),
    caseId: caseIdSchema,
    content: annotationContentSchema,
    /** Version of the server's content that the change was made on. */
    version: z.int().nonnegative(),
  }),
  z.strictObject({
    kind: z.literal('viewer'),
    caseId: caseIdSchema,
    by: z.enum(['first', 'second']),
    message: companionMessageSchema,
  }),
]);
export type ScreenMessage = z.infer<typeof screenMessageSchema>;

/** Windows of one signed-in person; another person's in the same browser do not hear them. */
export const screenChannelName = (userId: string): string => `huizhen.screens.${userId}`;

/** The other windows learn at once that somebody signed out, or in. */
export const sessionNewsSchema = z.strictObject({ kind: z.enum(['signedOut', 'signedIn']) });
export type SessionNews = z.infer<typeof sessionNewsSchema>;
export const SESSION_CHANNEL = 'huizhen.session';
