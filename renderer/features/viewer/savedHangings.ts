import { z } from 'zod';
import type { SavedHanging } from '../../../shared/domain/imaging/hanging';
import { LAYOUTS } from '../../../shared/domain/imaging/layout';

const slotSchema = z.object({
  study: z.enum(['current', 'prior']),
  modality: z.string(),
  description: z.string().nullable(),
  seriesNumber: z.number().nullable(),
  preset: z.string().nullable(),
});
const listSchema = z
  .array(
    z.object({
      id: z.string(),
      modality: z.string(),
      bodyPart: z.string().nullable(),
      layout: z.enum(LAYOUTS),
      slots: z.array(slotSchema.nullable()),
    }),
  )
  .max(100);

/** Where a person's own arrangements are kept on this device. */
export type HangingShelf = {
  readonly list: () => readonly SavedHanging[];
  readonly keep: (list: readonly SavedHanging[]) => void;
};

const KEY = 'huizhen.viewer.hangings';

/** What cannot be read is as if nothing had been kept. */
export function hangingShelf(storage: Pick<Storage, 'getItem' | 'setItem'>): HangingShelf {
  return {
    list: () => {
      try {
        const parsed = listSchema.safeParse(JSON.parse(storage.getItem(KEY) ?? '[]'));
        return parsed.success ? parsed.data : [];
      } catch {
        return [];
      }
    },
    keep: (list) => {
      try {
        storage.setItem(KEY, JSON.stringify(list));
      } catch {
        // a full or forbidden storage: the arrangement holds until the page is left
      }
    },
  };
}
