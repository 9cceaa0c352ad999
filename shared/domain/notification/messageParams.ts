import { z } from 'zod';
import { instantSchema } from '../identity/actor';

/**
 * Everything a text outside the house may mention. Narrow on purpose: there is no member for a name, a diagnosis or
 * free text, and no pattern that would let one through (product §5.5: no name and diagnosis in a message).
 */
const PARAMS = {
  requestNo: z.string().regex(/^[A-Z]{1,4}[0-9-]{4,24}$/),
  startsAt: instantSchema,
  previousStartsAt: instantSchema,
  dueAt: instantSchema,
  /** Only what is plainly a numbered or lettered consultation room; a room may be named after anything. */
  room: z.string().regex(/^(?:[0-9A-Z]{1,4}号?)?(?:远程)?会诊室[0-9A-Z]{0,4}$/),
  /** Reject reason R01 to R99; the reason's words stay inside the house. */
  code: z.string().regex(/^R[0-9]{2}$/),
  verificationCode: z.string().regex(/^[0-9]{4,8}$/),
  version: z.int().positive().max(999),
  minutes: z.int().nonnegative().max(9999),
  count: z.int().positive().max(9999),
} as const;

export type MessageParam = keyof typeof PARAMS;
export type SafeParams = { readonly [K in MessageParam]?: z.infer<(typeof PARAMS)[K]> };

const INSTANTS: ReadonlySet<MessageParam> = new Set(['startsAt', 'previousStartsAt', 'dueAt']);
export const isInstantParam = (name: MessageParam): boolean => INSTANTS.has(name);

/** Keeps the params that may leave the house; what is unknown or does not look as it must is left out. */
export function safeParams(params: Readonly<Record<string, unknown>>): SafeParams {
  const kept = Object.entries(PARAMS).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(params[name]);
    return parsed.success ? [[name, parsed.data] as const] : [];
  });
  return Object.fromEntries(kept);
}
