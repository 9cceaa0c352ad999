import { z } from 'zod';

const uid = z.string().regex(/^[0-9.]{1,64}$/);
const frame = { sopInstanceUid: uid, frameNumber: z.int().positive() };
const setId = z.string().min(1).max(200);

/** What the viewers of a first and a second screen on the same case tell each other. */
export const companionMessageSchema = z.discriminatedUnion('kind', [
  /** Asks for `shown` and `linked`: somebody has just come. */
  z.strictObject({ kind: z.literal('asked') }),
  /** Pictures on screen now; none when the viewer goes. */
  z.strictObject({
    kind: z.literal('shown'),
    pictures: z.array(z.strictObject({ ...frame, isActive: z.boolean() })).max(16),
  }),
  /** The person scrolled to this picture, and the stacks are joined. */
  z.strictObject({ kind: z.literal('scrolled'), ...frame }),
  z.strictObject({ kind: z.literal('linked'), isLinked: z.boolean() }),
  /** The cross-hair tool points here, mm in the patient; `null` when it is put away. */
  z.strictObject({
    kind: z.literal('pointed'),
    at: z
      .strictObject({ ...frame, world: z.tuple([z.number(), z.number(), z.number()]) })
      .nullable(),
  }),
  /** Show this set in the active place. */
  z.strictObject({ kind: z.literal('put'), setId }),
]);
export type CompanionMessage = z.infer<typeof companionMessageSchema>;

/** The viewer on the other screen, if there is one; nothing tells whether anybody listens. */
export interface Companion {
  readonly post: (message: CompanionMessage) => void;
  readonly listen: (listener: (message: CompanionMessage) => void) => () => void;
}
