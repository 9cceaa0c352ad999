import type { AppError } from '../../../shared/domain/errors';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DisplaySet } from '../../../shared/domain/imaging/displaySet';
import { hang, type Hanging, type SavedHanging } from '../../../shared/domain/imaging/hanging';
import type { HangingProtocol } from '../../../shared/domain/imaging/hangingTable';
import { MOST_SLOTS, sizeOf, turned, type Layout } from '../../../shared/domain/imaging/layout';
import type { MeasurementValue } from '../../../shared/domain/imaging/measurement';
import type { Vector3 } from '../../../shared/domain/imaging/vector';
import type {
  BlockNeed,
  DicomWebFetcher,
  MeasuredValue,
  ViewerTool,
  ViewportEvents,
  ViewportState,
} from '../../ports/imageViewer';
import { hangingBy, priorHanging, savedFrom } from './arrange';
import type { Assignment } from './assignment';
import { arranged, type ArrangementShelf } from './arrangement';
import { indexIn, MPR_SLOTS, type Mpr } from './mpr';
import type { HangingShelf } from './savedHangings';
import { loadSeriesDisplaySets, type StudyEntry } from './loadStudy';

export type SlotState = {
  readonly view: ViewportState | null;
  readonly progress: ViewportEvents['progress'] | null;
  readonly error: ViewportEvents['error'];
};

/** How far reformatting is, or why it cannot be. */
export type MprLoad =
  | {
      readonly status: 'loading';
      readonly loaded: number;
      readonly total: number;
      readonly bytes: number;
    }
  | { readonly status: 'tooLarge'; readonly need: BlockNeed }
  | { readonly status: 'failed'; readonly error: AppError };

export const PANELS = ['measurements', 'segments'] as const;
export type Panel = (typeof PANELS)[number];

export type Notice =
  'notStored' | 'notKept' | 'noPrior' | 'hangingSaved' | 'hangingFailed' | 'sent' | 'screenFailed';

const EMPTY_SLOT: SlotState = { view: null, progress: null, error: null };

export type ViewerState = {
  readonly studies: readonly StudyEntry[];
  readonly layout: Layout;
  /** Always as long as the largest layout; the layout shows the first ones. */
  readonly assigned: readonly (Assignment | null)[];
  readonly slots: readonly SlotState[];
  readonly active: number;
  /** A place shown alone for a moment; the layout stays behind it. */
  readonly maximised: number | null;
  readonly tool: ViewerTool;
  /** The protocol that hung the pictures; `null` once the person changed the arrangement, or where none fitted. */
  readonly hangingId: string | null;
  /** What of the active place the others follow. */
  readonly linked: { readonly scroll: boolean; readonly view: boolean };
  /** Where the other pictures cut this one. */
  readonly lines: boolean;
  /** Last point of the cross-hair tool, mm in the patient, and the set it was given in. */
  readonly crosshair: {
    readonly setId: string;
    readonly world: Vector3;
    /** Pointed at on the other screen. */
    readonly isRemote: boolean;
  } | null;
  /** Pictures on the other screen. */
  readonly remote: readonly RemotePicture[];
  readonly mpr: Mpr | null;
  readonly mprLoad: MprLoad | null;
  /** The set shown as a solid over the places, which stay behind it. */
  readonly volume: DisplaySet | null;
  /** What was there before the three planes. */
  readonly beforeMpr: Pick<ViewerState, 'layout' | 'assigned' | 'active' | 'hangingId'> | null;
  readonly savedHangings: readonly SavedHanging[];
  /** Something to tell the person once. */
  readonly notice: Notice | null;
  readonly drawingsShown: boolean;
  readonly panel: Panel | null;
  /** Last known numbers of drawings, by id. */
  readonly values: Readonly<Record<string, MeasurementValue>>;
  /** Width and centre are being typed. */
  readonly windowEditor: boolean;
  readonly helpOpen: boolean;
  /** Loads the studies not loaded yet and forgets those not named; hangs pictures where nothing is. */
  readonly openStudies: (studyInstanceUids: readonly string[]) => Promise<void>;
  readonly retryStudy: (studyInstanceUid: string) => Promise<void>;
  readonly setLayout: (layout: Layout) => void;
  readonly hang: (hanging: Hanging) => void;
  readonly hangBy: (protocolId: string) => void;
  readonly saveHanging: () => void;
  readonly forgetHanging: (id: string) => void;
  readonly comparePrior: () => void;
  /** The next series of pictures in the active place. */
  readonly stepSeries: (by: 1 | -1) => void;
  readonly stepPane: (by: 1 | -1) => void;
  readonly enterMpr: (mpr: Mpr) => void;
  /** Other planes, or another point; places show the sets that changed. */
  readonly showMpr: (mpr: Mpr) => void;
  readonly leaveMpr: () => void;
  readonly reportMpr: (load: MprLoad | null) => void;
  readonly showVolume: (volume: DisplaySet | null) => void;
  readonly tell: (notice: Notice | null) => void;
  readonly assign: (slot: number, displaySetId: string, index?: number) => void;
  readonly activate: (slot: number) => void;
  readonly maximise: (slot: number | null) => void;
  readonly setTool: (tool: ViewerTool) => void;
  readonly link: (linked: Partial<ViewerState['linked']>) => void;
  readonly showLines: (lines: boolean) => void;
  readonly pointAt: (crosshair: ViewerState['crosshair']) => void;
  readonly showRemote: (remote: readonly RemotePicture[]) => void;
  readonly showDrawings: (isShown: boolean) => void;
  readonly togglePanel: (panel: Panel) => void;
  readonly learnValues: (measured: readonly MeasuredValue[]) => void;
  readonly report: (slot: number, part: Partial<SlotState>) => void;
  readonly editWindow: (isOpen: boolean) => void;
  readonly toggleHelp: () => void;
  /** The set a frame is in. */
  readonly setOf: (frame: FramePlace) => DisplaySet | null;
};

export type FramePlace = { readonly sopInstanceUid: string; readonly frameNumber: number };
export type RemotePicture = FramePlace & { readonly isActive: boolean };

export type ViewerStoreDeps = {
  readonly fetcher: DicomWebFetcher;
  /** Arrangements the studies are hung by; default: none, one after the other. */
  /** Whether the place of the pictures is higher than wide now. */
  readonly isTall?: () => boolean;
  readonly protocols?: (saved: readonly SavedHanging[]) => readonly HangingProtocol[];
  readonly hangings?: HangingShelf;
  /** How the places of this window were arranged before; comes before any protocol. */
  readonly arrangement?: ArrangementShelf | undefined;
};

/** State is plain data: the viewer and its viewports never go in. */
export function createViewerStore(deps: ViewerStoreDeps): StoreApi<ViewerState> {
  return createStore<ViewerState>()((set, get) => {
    const load = async (uid: string): Promise<void> => {
      const loading = { studyInstanceUid: uid, load: { status: 'loading' as const } };
      set({ studies: replaceStudy(get().studies, loading) });
      const result = await loadSeriesDisplaySets(deps.fetcher, uid);
      if (!get().studies.some(({ studyInstanceUid }) => studyInstanceUid === uid)) return;
      const entry: StudyEntry = {
        studyInstanceUid: uid,
        load: result.ok
          ? { status: 'ready', ...result.value }
          : { status: 'failed', error: result.error },
      };
      set({ studies: replaceStudy(get().studies, entry) });
      settle();
    };
    /** Hangs the pictures once all studies have answered; until then shows what is there. */
    const settle = (): void => {
      const { studies, assigned, layout } = get();
      const isSettled = studies.every(({ load: { status } }) => status !== 'loading');
      const isUntouched = get().hangingId === null && assigned.slice(1).every((a) => a === null);
      const kept = isSettled && isUntouched ? deps.arrangement?.read(allSets(studies)) : null;
      if (kept) return set(arranged(kept));
      const hanging = isSettled && isUntouched ? hangingOf(deps, studies) : null;
      if (hanging) return get().hang(hanging);
      set({ assigned: fill(assigned, layout, settledSets(studies)) });
    };
    return {
      studies: [],
      layout: '1x1',
      assigned: Array.from({ length: MOST_SLOTS }, () => null),
      slots: Array.from({ length: MOST_SLOTS }, () => EMPTY_SLOT),
      active: 0,
      maximised: null,
      tool: 'scroll',
      hangingId: null,
      linked: { scroll: false, view: false },
      lines: true,
      crosshair: null,
      remote: [],
      mpr: null,
      mprLoad: null,
      volume: null,
      beforeMpr: null,
      savedHangings: deps.hangings?.list() ?? [],
      notice: null,
      drawingsShown: true,
      panel: null,
      values: {},
      windowEditor: false,
      helpOpen: false,
      async openStudies(uids) {
        // planes of a study that may be gone in a moment
        if (get().mpr) get().leaveMpr();
        set({ volume: null });
        const kept = get().studies.filter(({ studyInstanceUid }) =>
          uids.includes(studyInstanceUid),
        );
        const ids = new Set(allSets(kept).map(({ id }) => id));
        const assigned = get().assigned.map((a) => (a !== null && ids.has(a.setId) ? a : null));
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
          maximised: null,
          active: Math.min(state.active, sizeOf(layout).count - 1),
          assigned: fill(state.assigned, layout, settledSets(state.studies)),
        })),
      hang: ({ protocolId, layout, slots }) =>
        set((state) => ({
          mpr: null,
          beforeMpr: null,
          hangingId: protocolId,
          // side by side is meant for a wide place; a narrow one would make strips of the pictures
          layout: deps.isTall?.() === true ? turned(layout) : layout,
          maximised: null,
          active: 0,
          assigned: state.assigned.map((_, i) => {
            const { setId, preset } = slots[i] ?? { setId: null, preset: null };
            return setId === null ? null : { setId, index: 0, preset };
          }),
        })),
      hangBy: (id) => {
        const hanging = hangingBy(id, get().savedHangings, get().studies);
        if (hanging) get().hang(hanging);
        else set({ notice: 'hangingFailed' });
      },
      saveHanging: () => {
        const { savedHangings, layout } = get();
        const hung = [...Array(sizeOf(layout).count).keys()].map((slot) => ({
          set: setInSlot(get(), slot),
          choice: get().slots[slot]?.view?.windowChoice ?? null,
        }));
        const saved = savedFrom(`own${Date.now()}`, layout, hung);
        if (!saved) return;
        const isSame = (one: SavedHanging) =>
          one.modality === saved.modality &&
          one.bodyPart === saved.bodyPart &&
          one.layout === layout;
        const list = [saved, ...savedHangings.filter((one) => !isSame(one))];
        deps.hangings?.keep(list);
        set({ savedHangings: list, notice: 'hangingSaved' });
      },
      forgetHanging: (id) => {
        const list = get().savedHangings.filter((one) => one.id !== id);
        deps.hangings?.keep(list);
        set({ savedHangings: list });
      },
      comparePrior: () => {
        const shown = activeSet(get());
        const hanging = shown && priorHanging(shown, get().studies);
        if (hanging) get().hang(hanging);
        else set({ notice: 'noPrior' });
      },
      stepSeries: (by) => {
        const pictures = allSets(get().studies).filter(({ kind }) => kind === 'image');
        const at = pictures.findIndex(({ id }) => id === get().assigned[get().active]?.setId);
        const next = pictures[at + by];
        if (next) get().assign(get().active, next.id);
      },
      stepPane: (by) => {
        const { layout, active, maximised } = get();
        const { count } = sizeOf(layout);
        const next = (active + by + count) % count;
        set({ active: next, maximised: maximised === null ? null : next });
      },
      enterMpr: (mpr) =>
        set((state) => ({
          mpr,
          mprLoad: null,
          beforeMpr: state.beforeMpr ?? {
            layout: state.layout,
            assigned: state.assigned,
            active: state.active,
            hangingId: state.hangingId,
          },
          layout: '2x2',
          maximised: null,
          active: 0,
          hangingId: null,
          assigned: mprAssigned(mpr, null, state),
        })),
      showMpr: (mpr) => set((state) => ({ mpr, assigned: mprAssigned(mpr, state.mpr, state) })),
      leaveMpr: () =>
        set(({ beforeMpr }) => ({
          mpr: null,
          mprLoad: null,
          beforeMpr: null,
          maximised: null,
          ...beforeMpr,
        })),
      reportMpr: (mprLoad) => set({ mprLoad }),
      showVolume: (volume) => set({ volume }),
      tell: (notice) => set({ notice }),
      assign: (slot, setId, index = 0) =>
        set((state) => ({
          active: slot,
          volume: null,
          hangingId: null,
          assigned: state.assigned.with(slot, { setId, index, preset: null }),
          slots: state.slots.with(slot, EMPTY_SLOT),
        })),
      activate: (active) => set({ active }),
      maximise: (maximised) => set(({ active }) => ({ maximised, active: maximised ?? active })),
      setTool: (tool) => set({ tool }),
      link: (part) => set(({ linked }) => ({ linked: { ...linked, ...part } })),
      showLines: (lines) => set({ lines }),
      pointAt: (crosshair) => set({ crosshair }),
      showRemote: (remote) => set({ remote }),
      showDrawings: (drawingsShown) => set({ drawingsShown }),
      togglePanel: (panel) => set((state) => ({ panel: state.panel === panel ? null : panel })),
      learnValues: (measured) =>
        set(({ values }) => ({
          values: {
            ...values,
            ...Object.fromEntries(
              measured.flatMap(({ measurement, value }) =>
                value === null ? [] : [[measurement.id, value]],
              ),
            ),
          },
        })),
      report: (slot, part) =>
        set((state) => ({
          slots: state.slots.with(slot, { ...(state.slots[slot] ?? EMPTY_SLOT), ...part }),
        })),
      editWindow: (windowEditor) => set({ windowEditor }),
      toggleHelp: () => set((state) => ({ helpOpen: !state.helpOpen })),
      setOf: (frame) => setHolding(get(), frame),
    };
  });
}

function setHolding(state: ViewerState, frame: FramePlace): DisplaySet | null {
  const sets = [...allSets(state.studies), ...madeSets(state)];
  return sets.find(({ frames }) => frames.some(isFrame(frame))) ?? null;
}

export const isFrame =
  ({ sopInstanceUid, frameNumber }: FramePlace) =>
  (ref: { readonly sopInstanceUid: string; readonly frame: number }): boolean =>
    ref.sopInstanceUid === sopInstanceUid && ref.frame === frameNumber;

export function allSets(studies: readonly StudyEntry[]): readonly DisplaySet[] {
  return studies.flatMap(({ load }) => (load.status === 'ready' ? load.sets : []));
}

/** The set shown in a place, if any. */
export function setInSlot(state: ViewerState, slot: number): DisplaySet | null {
  const id = state.assigned[slot]?.setId;
  const isIt = (set: DisplaySet) => set.id === id;
  return allSets(state.studies).find(isIt) ?? madeSets(state).find(isIt) ?? null;
}

/** Sets cut from a block; they are in no study. */
const madeSets = ({ mpr }: ViewerState): readonly DisplaySet[] =>
  mpr ? Object.values(mpr.made) : [];

export const activeSet = (state: ViewerState): DisplaySet | null => setInSlot(state, state.active);

/** Places on screen, in order. */
export function visibleSlots({ layout, maximised }: ViewerState): readonly number[] {
  return maximised === null ? [...Array(sizeOf(layout).count).keys()] : [maximised];
}

function hangingOf(deps: ViewerStoreDeps, studies: readonly StudyEntry[]): Hanging | null {
  const loaded = studies.map(({ studyInstanceUid, load }) => ({
    studyInstanceUid,
    sets: load.status === 'ready' ? load.sets : [],
  }));
  return hang(deps.protocols?.(deps.hangings?.list() ?? []) ?? [], loaded);
}

/** Sets up to the first study still loading, so that a fast answer for a later study does not take the first place. */
function settledSets(studies: readonly StudyEntry[]): readonly DisplaySet[] {
  const waiting = studies.findIndex(({ load }) => load.status === 'loading');
  return allSets(waiting < 0 ? studies : studies.slice(0, waiting));
}

function replaceStudy(studies: readonly StudyEntry[], entry: StudyEntry): readonly StudyEntry[] {
  return studies.map((old) => (old.studyInstanceUid === entry.studyInstanceUid ? entry : old));
}

/** Empty places on screen get the next pictures not shown yet; what a person put somewhere stays. */
function fill(
  assigned: readonly (Assignment | null)[],
  layout: Layout,
  sets: readonly DisplaySet[],
): readonly (Assignment | null)[] {
  const next = [...assigned];
  const shown = new Set(assigned.map((a) => a?.setId));
  const free = sets.filter(({ kind, id }) => kind === 'image' && !shown.has(id));
  for (let slot = 0; slot < sizeOf(layout).count; slot += 1) {
    const setId = next[slot] === null ? free.shift()?.id : undefined;
    if (setId !== undefined) next[slot] = { setId, index: 0, preset: null };
  }
  return next;
}

/** Places of the three views and of their source; a place whose set stays the same is left as it is. */
function mprAssigned(
  mpr: Mpr,
  before: Mpr | null,
  { assigned }: Pick<ViewerState, 'assigned'>,
): readonly (Assignment | null)[] {
  const sets = [...MPR_SLOTS.map((view) => mpr.made[view]), mpr.source];
  return assigned.map((old, slot) => {
    const set = sets[slot];
    if (!set) return before ? old : null;
    if (before && old?.setId === set.id) return old;
    const keepView = before !== null;
    return { setId: set.id, index: indexIn(set, mpr.centre), preset: null, keepView };
  });
}
