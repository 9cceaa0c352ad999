import { z } from 'zod';
import type { DisplaySet } from '../../../shared/domain/imaging/displaySet';
import { LAYOUTS, sizeOf, type Layout } from '../../../shared/domain/imaging/layout';
import type { Assignment } from './assignment';
import type { StudyEntry } from './loadStudy';

const arrangementSchema = z.object({
  layout: z.enum(LAYOUTS),
  /** By place; `null` for an empty one. */
  setIds: z.array(z.string().max(200).nullable()).max(16),
  active: z.int().min(0).max(15),
});
export type Arrangement = z.infer<typeof arrangementSchema>;

/** Where a window remembers which series it showed where. */
export type ArrangementShelf = {
  /** As it was, of the sets there are; `null` where nothing was kept or none of it is there. */
  readonly read: (sets: readonly DisplaySet[]) => Arrangement | null;
  readonly keep: (arrangement: Arrangement) => void;
};

/** Stands for a protocol: the places were arranged and are not to be hung again. */
const KEPT = 'kept';

export function arrangementShelf(
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  key: string,
): ArrangementShelf {
  return {
    read: (sets) => {
      try {
        const parsed = arrangementSchema.safeParse(JSON.parse(storage.getItem(key) ?? 'null'));
        if (!parsed.success) return null;
        const ids = new Set(sets.map(({ id }) => id));
        const setIds = parsed.data.setIds.map((id) => (id !== null && ids.has(id) ? id : null));
        return setIds.some((id) => id !== null) ? { ...parsed.data, setIds } : null;
      } catch {
        return null;
      }
    },
    keep: (arrangement) => {
      try {
        storage.setItem(key, JSON.stringify(arrangement));
      } catch {
        // a full or forbidden storage: the arrangement holds until the page is left
      }
    },
  };
}

export function arranged({
  layout,
  setIds,
  active,
}: Arrangement): Omit<Stage, 'mpr' | 'studies'> & { readonly hangingId: string } {
  const places = Array.from({ length: 16 }, (_, slot) => setIds[slot] ?? null);
  return {
    layout,
    hangingId: KEPT,
    active: Math.min(active, sizeOf(layout).count - 1),
    assigned: places.map((setId) => (setId === null ? null : { setId, index: 0, preset: null })),
  };
}

/** What of the viewer's state an arrangement is made of. */
type Stage = {
  readonly layout: Layout;
  readonly active: number;
  readonly assigned: readonly (Assignment | null)[];
  readonly mpr: unknown;
  readonly studies: readonly StudyEntry[];
};

/** What of the state is kept; `null` while it says nothing lasting. */
export function arrangementOf({
  layout,
  assigned,
  active,
  mpr,
  studies,
}: Stage): Arrangement | null {
  const isSettled =
    studies.length > 0 && studies.every(({ load: { status } }) => status !== 'loading');
  if (mpr || !isSettled || assigned.every((place) => place === null)) return null;
  const { count } = sizeOf(layout);
  return { layout, active, setIds: assigned.slice(0, count).map((place) => place?.setId ?? null) };
}
