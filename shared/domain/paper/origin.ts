import { recordPayloadSchema } from '../intake/payload';
import { filedOriginals, type PaperOrigin } from './paper';

/** How a document was put together, from the payload of its record; `null` for all other material. */
export const paperOriginOf = (payload: unknown): PaperOrigin | null =>
  recordPayloadSchema.safeParse(payload).data?.paper ?? null;

/** Ids of originals that a list need not show, as documents of the same case lead to them. */
export const filedIn = (records: readonly { readonly payload: unknown }[]): ReadonlySet<string> =>
  filedOriginals(records.flatMap(({ payload }) => paperOriginOf(payload) ?? []));
