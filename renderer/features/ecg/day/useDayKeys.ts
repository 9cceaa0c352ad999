import type { RefObject } from 'react';
import { useEcgKeys } from '../keys/useEcgKeys';
import { DAY_MODES, type DayStore } from './dayStore';
import { scrollBy, zoomAt, ZOOM_FACTOR } from './dayView';

type Ground = {
  readonly section: RefObject<HTMLElement | null>;
  readonly day: DayStore;
  readonly on: {
    readonly step: (direction: 1 | -1) => void;
    readonly goTo: () => void;
    readonly leads: () => void;
    readonly disclosure: () => void;
    readonly paper: () => void;
    readonly panel: () => void;
    readonly fullscreen: () => void;
    readonly help: () => void;
  };
};

/** Share of the window one press of an arrow scrolls. */
const ARROW_SHARE = 0.2;
const PAGE_SHARE = 0.9;
const GAIN_STEP = 1.5;

/** The keyboard of a long recording; what each key does is listed in `keyHelp`. */
export function useDayKeys({ section, day, on }: Ground, isEnabled: boolean): void {
  const scroll = (share: number): void => {
    const { view, totalS, setView } = day.getState();
    setView(scrollBy(view, share * view.spanS, totalS));
  };
  /** Lines up or down on a page of lines, else a part of the window sideways. */
  const move = (rows: number, share: number): void => {
    const { mode, pageStartS, rowS, setPage } = day.getState();
    if (mode === 'disclosure') setPage(pageStartS + rows * rowS);
    else scroll(share);
  };
  const turn = (direction: 1 | -1): void => {
    const { pageS, rowS } = day.getState();
    move(direction * Math.max(1, Math.round(pageS / rowS)), direction * PAGE_SHARE);
  };
  const zoom = (factor: number): void => {
    const { view, cursorS, totalS, setView, mode } = day.getState();
    if (mode !== 'strips') return;
    const isSeen =
      cursorS !== null && cursorS >= view.startS && cursorS <= view.startS + view.spanS;
    setView(
      zoomAt(view, view.spanS * factor, isSeen ? cursorS : view.startS + view.spanS / 2, totalS),
    );
  };
  const jump = (startS: number): void => {
    const { view, setView, setPage } = day.getState();
    setView({ ...view, startS });
    setPage(startS);
  };
  const magnify = (factor: number): void => {
    const { gain, set } = day.getState();
    set({ gain: Math.min(20, Math.max(0.1, gain * factor)) });
  };
  useEcgKeys(
    section,
    {
      '+': () => zoom(1 / ZOOM_FACTOR),
      '=': () => zoom(1 / ZOOM_FACTOR),
      '-': () => zoom(ZOOM_FACTOR),
      '0': () => day.getState().setView({ startS: 0, spanS: day.getState().totalS }),
      ArrowLeft: () => move(-1, -ARROW_SHARE),
      ArrowRight: () => move(1, ARROW_SHARE),
      ArrowUp: () => magnify(GAIN_STEP),
      ArrowDown: () => magnify(1 / GAIN_STEP),
      PageUp: () => turn(-1),
      PageDown: () => turn(1),
      Home: () => jump(0),
      End: () => jump(day.getState().totalS),
      '1': () => day.getState().set({ mode: DAY_MODES[0] }),
      '2': on.disclosure,
      '3': on.paper,
      Enter: on.paper,
      n: () => on.step(1),
      'shift+n': () => on.step(-1),
      g: on.goTo,
      l: on.leads,
      e: on.panel,
      f: on.fullscreen,
      '?': on.help,
      '？': on.help,
    },
    isEnabled,
  );
}
