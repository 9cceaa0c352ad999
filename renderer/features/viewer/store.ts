import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '../../../shared/domain/errors';
import type { DisplaySet } from '../../../shared/domain/imaging/displaySet';
import type {
  DicomWebFetcher,
  ViewerTool,
  ViewportEvents,
  ViewportState,
} from '../../ports/imageViewer';
import { loadSeriesDisplaySets, type LoadedStudy } from './loadStudy';

export const LAYOUTS = { '1x1': 1, '1x2': 2, '2x2': 4 } as const;
export type Layout = keyof typeof LAYOUTS;

export type StudyEntry = {
  readonly studyInstanceUid: string;
  readonly load:
    | { readonly status: 'loading' }
    | ({ readonly status: 'ready' } & LoadedStudy)
    | { readonly status: 'failed'; readonly error: AppError };
};

export type SlotState = {
  readonly view: ViewportState | null;
  readonly progress: ViewportEvents['progress'] | null;
  readonly error: ViewportEvents['error'];
};

const EMPTY_SLOT: SlotState = { view: null, progress: null, error: null };
const MOST_SLOTS = 4;

export type ViewerState = {
  readonly studies: readonly StudyEntry[];
  readonly layout: Layout;
  /** Display set id shown in each slot; `null` is an empty one. Always four long, the layout shows the first ones. */
  readonly assigned: readonly (string | null)[];
  readonly slots: readonly SlotState[];
  readonly active: number;
  readonly tool: ViewerTool;
  readonly helpOpen: boolean;
  /** Loads the studies not loaded yet and forgets those not named; fills empty slots with pictures. */
  readonly openStudies: (studyInstanceUids: readonly string[]) => Promise<void>;
  readonly retryStudy: (studyInstanceUid: string) => Promise<void>;
  readonly setLayout: (layout: Layout) => void;
  readonly assign: (slot: number, displaySetId: string) => void;
  readonly activate: (slot: number) => void;
  readonly setTool: (tool: ViewerTool) => void;
  readonly report: (slot: number, part: Partial<SlotState>) => void;
  readonly toggleHelp: () => void;
};

/** State is plain data: the viewer and its viewports never go in. */
export function createViewerStore(deps: {
  readonly fetcher: DicomWebFetcher;
}): StoreApi<ViewerState> {
  return createStore<ViewerState>()((set, get) => {
    const load = async (uid: string): Promise<void> => {
      set({
        studies: replaceStudy(get().studies, {
          studyInstanceUid: uid,
          load: { status: 'loading' },
        }),
      });
      const result = await loadSeriesDisplaySets(deps.fetcher, uid);
      if (!get().studies.some(({ studyInstanceUid }) => studyInstanceUid === uid)) return;
      const entry: StudyEntry = {
        studyInstanceUid: uid,
        load: result.ok
          ? { status: 'ready', ...result.value }
          : { status: 'failed', error: result.error },
      };
      const studies = replaceStudy(get().studies, entry);
      set({ studies, assigned: fill(get().assigned, get().layout, settledSets(studies)) });
    };
    return {
      studies: [],
      layout: '1x1',
      assigned: Array.from({ length: MOST_SLOTS }, () => null),
      slots: Array.from({ length: MOST_SLOTS }, () => EMPTY_SLOT),
      active: 0,
      tool: 'scroll',
      helpOpen: false,
      async openStudies(uids) {
        const kept = get().studies.filter(({ studyInstanceUid }) =>
          uids.includes(studyInstanceUid),
        );
        const ids = new Set(allSets(kept).map(({ id }) => id));
        const assigned = get().assigned.map((id) => (id !== null && ids.has(id) ? id : null));
        const missing = uids.filter(
          (uid) => !kept.some(({ studyInstanceUid }) => studyInstanceUid === uid),
        );
        const pending = missing.map((uid) => ({
          studyInstanceUid: uid,
          load: { status: 'loading' as const },
        }));
        const order = (entry: StudyEntry): number => uids.indexOf(entry.studyInstanceUid);
        set({ studies: [...kept, ...pending].sort((a, b) => order(a) - order(b)), assigned });
        await Promise.all(missing.map(load));
      },
      retryStudy: load,
      setLayout: (layout) =>
        set((state) => ({
          layout,
          active: Math.min(state.active, LAYOUTS[layout] - 1),
          assigned: fill(state.assigned, layout, settledSets(state.studies)),
        })),
      assign: (slot, id) =>
        set((state) => ({
          active: slot,
          assigned: state.assigned.with(slot, id),
          slots: state.slots.with(slot, EMPTY_SLOT),
        })),
      activate: (active) => set({ active }),
      setTool: (tool) => set({ tool }),
      report: (slot, part) =>
        set((state) => ({
          slots: state.slots.with(slot, { ...(state.slots[slot] ?? EMPTY_SLOT), ...part }),
        })),
      toggleHelp: () => set((state) => ({ helpOpen: !state.helpOpen })),
    };
  });
}

export function allSets(studies: readonly StudyEntry[]): readonly DisplaySet[] {
  return studies.flatMap(({ load }) => (load.status === 'ready' ? load.sets : []));
}

/** Sets up to the first study still loading, so that a fast answer for a later study does not take the first place. */
function settledSets(studies: readonly StudyEntry[]): readonly DisplaySet[] {
  const waiting = studies.findIndex(({ load }) => load.status === 'loading');
  return allSets(waiting < 0 ? studies : studies.slice(0, waiting));
}

function replaceStudy(studies: readonly StudyEntry[], entry: StudyEntry): readonly StudyEntry[] {
  return studies.map((old) => (old.studyInstanceUid === entry.studyInstanceUid ? entry : old));
}

/** Empty slots on screen get the next pictures not shown yet; what a person put somewhere stays. */
function fill(
  assigned: readonly (string | null)[],
  layout: Layout,
  sets: readonly DisplaySet[],
): readonly (string | null)[] {
  const next = [...assigned];
  const free = sets.filter(({ kind, id }) => kind === 'image' && !assigned.includes(id));
  for (let slot = 0; slot < LAYOUTS[layout]; slot += 1) next[slot] ??= free.shift()?.id ?? null;
  return next;
}
