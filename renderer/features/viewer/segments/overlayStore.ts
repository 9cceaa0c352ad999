import { createStore, type StoreApi } from 'zustand/vanilla';
import type { OverlayPartFound } from '../../../../shared/domain/imaging/segments/assembleOverlay';
import type { OverlayFailure } from './loadOverlay';

/** An object that lies over pictures, as far as the panel needs to know. */
export type OverlayEntry =
  | { readonly status: 'loading'; readonly done: number; readonly total: number | null }
  | { readonly status: 'failed'; readonly failure: OverlayFailure }
  | {
      readonly status: 'ready';
      readonly title: string;
      readonly targetId: string;
      readonly parts: readonly OverlayPartFound[];
    };

export type OverlayState = {
  /** By id of the object's display set, in the order they were opened. */
  readonly entries: Readonly<Record<string, OverlayEntry>>;
  /** Parts taken off the screen, see `partKey`. */
  readonly hidden: ReadonlySet<string>;
  /** Of the areas, 0 to 1; outlines stay. */
  readonly opacity: number;
  readonly isShown: boolean;
  readonly learn: (setId: string, entry: OverlayEntry) => void;
  readonly forget: (setId: string) => void;
  readonly togglePart: (setId: string, part: number) => void;
  /** All parts of an object, or none. */
  readonly showParts: (setId: string, isShown: boolean) => void;
  readonly setOpacity: (opacity: number) => void;
  readonly toggle: () => void;
};

export const partKey = (setId: string, part: number): string => `${setId} ${part}`;

const OPACITY = 0.35;

export function createOverlayStore(): StoreApi<OverlayState> {
  return createStore<OverlayState>()((set) => ({
    entries: {},
    hidden: new Set(),
    opacity: OPACITY,
    isShown: true,
    learn: (setId, entry) => set(({ entries }) => ({ entries: { ...entries, [setId]: entry } })),
    forget: (setId) =>
      set(({ entries }) => ({
        entries: Object.fromEntries(Object.entries(entries).filter(([id]) => id !== setId)),
      })),
    togglePart: (setId, part) =>
      set(({ hidden }) => {
        const key = partKey(setId, part);
        const next = new Set(hidden);
        if (!next.delete(key)) next.add(key);
        return { hidden: next };
      }),
    showParts: (setId, isShown) =>
      set(({ entries, hidden }) => {
        const entry = entries[setId];
        if (entry?.status !== 'ready') return {};
        const next = new Set(hidden);
        for (const { number } of entry.parts) {
          if (isShown) next.delete(partKey(setId, number));
          else next.add(partKey(setId, number));
        }
        return { hidden: next };
      }),
    setOpacity: (opacity) => set({ opacity: Math.min(1, Math.max(0, opacity)) }),
    toggle: () => set(({ isShown }) => ({ isShown: !isShown })),
  }));
}
