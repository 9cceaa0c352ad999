import { createStore, type StoreApi } from 'zustand';
import { centreOn, clampView, type DayView } from './dayView';

export const DAY_MODES = ['strips', 'disclosure', 'paper'] as const;
export type DayMode = (typeof DAY_MODES)[number];

/** Seconds in one line of the full-disclosure page. */
export const ROW_SECONDS = [30, 60, 120, 300] as const;
export type RowSeconds = (typeof ROW_SECONDS)[number];

export type DayState = {
  readonly totalS: number;
  readonly view: DayView;
  readonly mode: DayMode;
  /** Channels shown, as indices of the manifest's group. */
  readonly channels: readonly number[];
  /** The moment somebody pointed at. */
  readonly cursorS: number | null;
  /** Factor on the usual height of a lead. */
  readonly gain: number;
  readonly rowS: RowSeconds;
  /** Lead of the full-disclosure page, the moment it begins with and how many seconds it holds. */
  readonly pageChannel: number;
  readonly pageStartS: number;
  readonly pageS: number;
  /** Whether something coarser than a pixel is on screen, or nothing yet. */
  readonly isCoarse: boolean;
  readonly setView: (view: DayView) => void;
  /** Turns to the page that begins with the line of a moment. */
  readonly setPage: (startS: number) => void;
  readonly set: (
    change: Partial<Omit<DayState, 'set' | 'setView' | 'setPage' | 'totalS' | 'view'>>,
  ) => void;
};

export type DayStore = StoreApi<DayState>;

export const createDayStore = (totalS: number, channels: readonly number[]): DayStore =>
  createStore((set, get) => ({
    totalS,
    view: { startS: 0, spanS: totalS },
    mode: 'strips',
    channels,
    cursorS: null,
    gain: 1,
    rowS: 60,
    pageChannel: channels[0] ?? 0,
    pageStartS: 0,
    pageS: 0,
    isCoarse: true,
    setView: (view) => set({ view: clampView(view, totalS) }),
    setPage: (startS) => {
      const { rowS, pageS } = get();
      const last = Math.max(0, Math.ceil((totalS - pageS) / rowS) * rowS);
      const row = Math.floor(startS / rowS + 1e-9) * rowS;
      set({ pageStartS: Math.min(last, Math.max(0, row)) });
    },
    set,
  }));

/** The moment somebody pointed at, else the middle of what is seen. */
export function middleOf(day: DayStore): number {
  const { cursorS, view, mode, pageStartS, pageS, totalS } = day.getState();
  if (cursorS !== null) return cursorS;
  if (mode === 'disclosure') return Math.min(totalS, pageStartS + pageS / 2);
  return view.startS + view.spanS / 2;
}

/** Brings a moment into every view; a window wider than `mostS` closes in on it. */
export function goTo(day: DayStore, atS: number, mostS: number): void {
  const { view, totalS, setView, setPage, set, pageStartS, pageS, rowS } = day.getState();
  set({ cursorS: atS });
  setView(centreOn(view, atS, totalS, mostS));
  if (atS < pageStartS || atS >= pageStartS + pageS) setPage(atS - LINES_BEFORE * rowS);
}

/** A moment stands some lines below the top of its page. */
const LINES_BEFORE = 5;

/** Opens the full-disclosure page where the other views were. */
export function openPage(day: DayStore): void {
  const { cursorS, view, mode, rowS, setPage, set } = day.getState();
  if (mode === 'disclosure') return;
  set({ mode: 'disclosure' });
  setPage(cursorS === null ? view.startS : cursorS - LINES_BEFORE * rowS);
}
