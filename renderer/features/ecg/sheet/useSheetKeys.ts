import type { RefObject } from 'react';
import { moveCaliper, settle, type CaliperPurpose } from '../../../../shared/domain/ecg/caliper';
import { ECG_LAYOUTS } from '../../../../shared/domain/ecg/layouts';
import {
  GAINS_MM_PER_MV,
  PAPER_SPEEDS_MM_PER_S,
  xOf,
  type Strip,
} from '../../../../shared/domain/ecg/paper';
import { selectedOf } from '../caliper/caliperState';
import type { Calipers } from '../caliper/useCalipers';
import { useEcgKeys } from '../keys/useEcgKeys';
import type { StageHandle } from './SheetStage';
import type { SheetState } from './useSheet';

type Ground = {
  readonly section: RefObject<HTMLElement | null>;
  readonly stage: RefObject<StageHandle | null>;
  readonly state: SheetState;
  readonly calipers: Calipers;
  readonly on: {
    readonly zoom: (direction: 1 | -1) => void;
    readonly fit: (to: 'width' | 'page') => void;
    readonly menu: (name: 'filter' | 'leads') => void;
    readonly panel: (name: 'measure' | 'beat' | 'compare') => void;
    readonly spread: () => void;
    readonly fullscreen: () => void;
    readonly print: () => void;
    readonly calibrate: () => void;
    readonly help: () => void;
  };
};

const PURPOSES: Readonly<Record<string, CaliperPurpose>> = { r: 'rr', q: 'qt', p: 'pr', w: 'qrs' };

/** A new caliper of the keyboard is this wide: about a QT at rest. */
const NEW_CALIPER_S = 0.4;

/** The keyboard of the sheet; what each key does is listed in `keyHelp`. */
export function useSheetKeys(ground: Ground): void {
  const { section, state, on } = ground;
  const { settings, setSettings } = state;
  const layouts = Object.fromEntries(
    ECG_LAYOUTS.map((layout, at) => [String(at + 1), () => setSettings({ layout })]),
  );
  const gain = nextOf(GAINS_MM_PER_MV, settings.limbGainMmPerMv);
  useEcgKeys(section, {
    ...layouts,
    ...caliperKeys(ground),
    b: () => setSettings({ isCabrera: !settings.isCabrera }),
    s: () => setSettings({ speedMmPerS: nextOf(PAPER_SPEEDS_MM_PER_S, settings.speedMmPerS) }),
    g: () => setSettings({ limbGainMmPerMv: gain, chestGainMmPerMv: gain }),
    'shift+g': () =>
      setSettings({ chestGainMmPerMv: nextOf(GAINS_MM_PER_MV, settings.chestGainMmPerMv) }),
    k: () => on.menu('filter'),
    l: () => on.menu('leads'),
    '[': () => stepSolo(state, -1),
    ']': () => stepSolo(state, 1),
    '+': () => on.zoom(1),
    '=': () => on.zoom(1),
    '-': () => on.zoom(-1),
    '0': () => on.fit('width'),
    '9': () => on.fit('page'),
    Home: () => state.goTo(0),
    End: () => state.goTo(state.totalS),
    f: on.fullscreen,
    'mod+p': on.print,
    e: () => on.panel('measure'),
    v: () => on.panel('beat'),
    d: () => on.panel('compare'),
    o: on.spread,
    z: on.calibrate,
    '?': on.help,
    '？': on.help,
  });
}

function nextOf<T>(values: readonly T[], value: T): T {
  return values[(values.indexOf(value) + 1) % values.length] ?? value;
}

/** Leads one after the other in the order of the sheet, then all of them again. */
function stepSolo(state: SheetState, direction: 1 | -1): void {
  const labels = [
    ...new Set(state.allRows.flat().flatMap((trace) => (trace ? [trace.label] : []))),
  ];
  const at = state.solo === null ? -1 : labels.indexOf(state.solo);
  const next = at === -1 && direction === -1 ? labels.length - 1 : at + direction;
  state.setSolo(labels[next] ?? null);
}

function caliperKeys({
  state,
  stage,
  calipers,
}: Ground): Record<string, (event: KeyboardEvent) => void> {
  const { dispatch } = calipers;
  const selected = selectedOf(calipers.state);
  const trace = selected && calipers.traceOf(selected);
  const nudge = (samples: number, hundredths: number): void => {
    if (!selected || !trace) return;
    const ground = calipers.groundOf(trace);
    const move = { byS: samples / ground.sampleRateHz, byValue: hundredths / 100 };
    dispatch({ type: 'move', move, ground });
    const moved = moveCaliper(selected, calipers.state.part, move, ground);
    const strip = state.sheet.strips.find((one) => one.trace.label === selected.label);
    const atS = calipers.state.part === 'from' ? moved.fromS : moved.toS;
    if (strip) {
      const xMm = xOf(strip, atS, state.sheet.speedMmPerS);
      stage.current?.reveal({ xMm, yMm: strip.baselineMm });
    }
  };
  const purposes = Object.fromEntries(
    Object.entries(PURPOSES).map(([key, purpose]) => [
      key,
      () => {
        if (selected)
          dispatch({
            type: 'purpose',
            id: selected.id,
            purpose: selected.purpose === purpose ? null : purpose,
          });
      },
    ]),
  );
  const across = (direction: 1 | -1): void => {
    if (selected) nudge(direction, 0);
    else state.page(direction);
  };
  return {
    ...purposes,
    c: () => startCaliper(state, stage.current, calipers),
    n: () => dispatch({ type: 'selectNext', direction: 1 }),
    'shift+n': () => dispatch({ type: 'selectNext', direction: -1 }),
    x: () => dispatch({ type: 'nextPart' }),
    m: () => dispatch({ type: 'march' }),
    a: () => dispatch({ type: 'toggleSnap' }),
    Delete: () => dispatch({ type: 'remove' }),
    Backspace: () => dispatch({ type: 'remove' }),
    Escape: () => {
      if (selected) dispatch({ type: 'select', id: null });
      else state.setSolo(null);
    },
    ArrowLeft: () => across(-1),
    ArrowRight: () => across(1),
    'shift+ArrowLeft': () => nudge(-10, 0),
    'shift+ArrowRight': () => nudge(10, 0),
    ...(selected && {
      ArrowUp: () => nudge(0, 1),
      ArrowDown: () => nudge(0, -1),
      'shift+ArrowUp': () => nudge(0, 10),
      'shift+ArrowDown': () => nudge(0, -10),
    }),
  };
}

/** In the middle of what is seen: of the strip nearest to it. */
function startCaliper(state: SheetState, stage: StageHandle | null, calipers: Calipers): void {
  const { sheet } = state;
  const seen = stage?.window() ?? { leftMm: 0, topMm: 0, widthMm: sheet.widthMm, heightMm: 0 };
  const middle = {
    xMm: Math.min(sheet.widthMm, seen.leftMm + seen.widthMm / 2),
    yMm: Math.min(sheet.heightMm, seen.topMm + seen.heightMm / 2),
  };
  const away = (strip: Strip): number => {
    const right = xOf(strip, strip.toS, sheet.speedMmPerS);
    const beside = Math.max(0, strip.leftMm - middle.xMm, middle.xMm - right);
    return beside + Math.abs(strip.baselineMm - middle.yMm);
  };
  const strip = [...sheet.strips].sort((a, b) => away(a) - away(b))[0];
  if (!strip) return;
  const lengthS = Math.min(NEW_CALIPER_S, (strip.toS - strip.fromS) / 2);
  const wanted = strip.fromS + (middle.xMm - strip.leftMm) / sheet.speedMmPerS - lengthS / 2;
  const startS = Math.min(strip.toS - lengthS, Math.max(strip.fromS, wanted));
  const ground = calipers.groundOf(strip.trace);
  const at = (atS: number) => settle({ atS, value: strip.trace.shift }, ground);
  const [from, to] = [at(startS), at(startS + lengthS)];
  calipers.dispatch({
    type: 'add',
    caliper: {
      label: strip.trace.label,
      fromS: from.atS,
      toS: to.atS,
      fromValue: from.value,
      toValue: to.value,
      isMarching: false,
      purpose: null,
    },
  });
}
