import { useMemo, useReducer, useRef, type Dispatch } from 'react';
import {
  settle,
  type CaliperGround,
  type CaliperPoint,
  type EcgCaliper,
} from '../../../../shared/domain/ecg/caliper';
import { locate, type PaperSheet, type Strip } from '../../../../shared/domain/ecg/paper';
import type { EcgTrace } from '../../../../shared/domain/ecg/traces';
import type { SheetPoint, SheetPointers } from '../sheet/SheetStage';
import { caliperMarks, gripAt, type NumberedMark } from './caliperMarks';
import {
  caliperReducer,
  NO_CALIPERS,
  selectedOf,
  type CaliperAction,
  type CaliperState,
} from './caliperState';

export type Calipers = {
  readonly state: CaliperState;
  readonly dispatch: Dispatch<CaliperAction>;
  readonly marks: readonly NumberedMark[];
  readonly pointers: SheetPointers;
  /** The trace a caliper lies on, `null` where it is not on the sheet (any more). */
  readonly traceOf: (caliper: EcgCaliper) => EcgTrace | null;
  readonly groundOf: (trace: EcgTrace) => CaliperGround;
};

type Ground = {
  readonly sheet: PaperSheet;
  readonly traces: readonly EcgTrace[];
  readonly sampleRateHz: number;
  readonly pxPerMm: number;
  readonly textOf: (caliper: EcgCaliper, trace: EcgTrace) => string;
  readonly onDouble: (strip: Strip) => void;
};

/** A press this near a line takes it, in CSS pixels. */
const REACH_PX = 6;
/** A press that moves less than this was a click. */
const CLICK_PX = 3;

type Drag =
  | {
      readonly kind: 'new';
      readonly start: SheetPoint;
      readonly strip: Strip;
      readonly from: CaliperPoint;
    }
  | {
      readonly kind: 'end';
      readonly id: number;
      readonly part: 'from' | 'to';
      readonly strip: Strip;
    }
  | { readonly kind: 'whole'; readonly last: SheetPoint; readonly strip: Strip };

/** The calipers of a sheet, and what the pointer does to them. */
export function useCalipers(ground: Ground): Calipers {
  const { sheet, traces, sampleRateHz, textOf } = ground;
  const [state, dispatch] = useReducer(caliperReducer, NO_CALIPERS);
  const drag = useRef<Drag | null>(null);
  const marks = useMemo(
    () => caliperMarks(sheet, state, (caliper, strip) => textOf(caliper, strip.trace)),
    [sheet, state, textOf],
  );
  const groundOf = (trace: EcgTrace): CaliperGround => ({
    trace,
    sampleRateHz,
    isSnapping: state.isSnapping,
  });
  return {
    state,
    dispatch,
    marks,
    groundOf,
    traceOf: ({ label }) => traces.find((trace) => trace.label === label) ?? null,
    pointers: {
      onDown: (point) => startDrag({ ...ground, marks, state, dispatch, groundOf }, drag, point),
      onMove: (point) => moveDrag({ ...ground, marks, state, dispatch, groundOf }, drag, point),
      onUp: () => {
        if (drag.current?.kind === 'new') dispatch({ type: 'select', id: null });
        drag.current = null;
      },
      onDouble: (point) => {
        const strip = locate(sheet, point.xMm, point.yMm)?.strip;
        if (strip && !gripAt(marks, point, REACH_PX / ground.pxPerMm)) ground.onDouble(strip);
      },
    },
  };
}

type Work = Ground & Pick<Calipers, 'marks' | 'state' | 'dispatch' | 'groundOf'>;
type DragRef = { current: Drag | null };

function startDrag(work: Work, drag: DragRef, point: SheetPoint): boolean {
  const { sheet, marks, pxPerMm, dispatch, groundOf } = work;
  const grip = gripAt(marks, point, REACH_PX / pxPerMm);
  const strip = marks.find(({ id }) => id === grip?.id)?.strip;
  if (grip && strip) {
    dispatch({ type: 'select', id: grip.id, part: grip.part });
    drag.current =
      grip.part === 'both'
        ? { kind: 'whole', last: point, strip }
        : { kind: 'end', id: grip.id, part: grip.part, strip };
    return true;
  }
  const place = locate(sheet, point.xMm, point.yMm);
  if (!place) {
    dispatch({ type: 'select', id: null });
    return false;
  }
  const from = settle(place, groundOf(place.strip.trace));
  drag.current = { kind: 'new', start: point, strip: place.strip, from };
  return true;
}

function moveDrag(work: Work, drag: DragRef, point: SheetPoint): void {
  const { sheet, state, dispatch, groundOf, pxPerMm } = work;
  const now = drag.current;
  if (!now) return;
  const ground = groundOf(now.strip.trace);
  const at = (): CaliperPoint => settle(pointOn(now.strip, sheet.speedMmPerS, point), ground);
  if (now.kind === 'whole') {
    const byS = (point.xMm - now.last.xMm) / sheet.speedMmPerS;
    const byValue =
      now.strip.mmPerUnit === 0 ? 0 : (now.last.yMm - point.yMm) / now.strip.mmPerUnit;
    // half a sample would be rounded away at every move and the caliper never come along
    if (state.isSnapping && Math.abs(byS) < 1 / ground.sampleRateHz) return;
    dispatch({ type: 'move', move: { byS, byValue }, ground });
    drag.current = { ...now, last: point };
    return;
  }
  if (now.kind === 'new') {
    const far = Math.hypot(point.xMm - now.start.xMm, point.yMm - now.start.yMm) * pxPerMm;
    if (far < CLICK_PX) return;
    const to = at();
    dispatch({
      type: 'add',
      caliper: {
        label: now.strip.trace.label,
        fromS: now.from.atS,
        toS: to.atS,
        fromValue: now.from.value,
        toValue: to.value,
        isMarching: false,
        purpose: null,
      },
    });
    const id = Math.max(0, ...state.calipers.map((caliper) => caliper.id)) + 1;
    drag.current = { kind: 'end', id, part: 'to', strip: now.strip };
    return;
  }
  const caliper = selectedOf(state);
  if (caliper?.id !== now.id) return;
  const end = at();
  dispatch({
    type: 'replace',
    caliper: { ...caliper, [`${now.part}S`]: end.atS, [`${now.part}Value`]: end.value },
  });
}

/** The pointer may leave the strip while it drags; a measurement may not. */
function pointOn(strip: Strip, speedMmPerS: number, { xMm, yMm }: SheetPoint): CaliperPoint {
  const half = strip.heightMm / 2;
  const y = Math.min(strip.baselineMm + half, Math.max(strip.baselineMm - half, yMm));
  const atS = strip.fromS + (xMm - strip.leftMm) / speedMmPerS;
  return {
    atS: Math.min(strip.toS, Math.max(strip.fromS, atS)),
    value: strip.mmPerUnit === 0 ? 0 : strip.trace.shift + (strip.baselineMm - y) / strip.mmPerUnit,
  };
}
