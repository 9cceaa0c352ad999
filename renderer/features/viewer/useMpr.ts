import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { StoreApi } from 'zustand';
import type { AppError } from '../../../shared/domain/errors';
import type { DisplaySet } from '../../../shared/domain/imaging/displaySet';
import { STANDARD_VIEWS, turnOthers } from '../../../shared/domain/imaging/reformat';
import { ORIENTATIONS, type Orientation } from '../../../shared/domain/imaging/reslice';
import type { Vector3 } from '../../../shared/domain/imaging/vector';
import { err, ok, type Result } from '../../../shared/lib/result';
import type {
  BlockResolution,
  GripHeld,
  ImageViewer,
  PointedAt,
  ViewportHandle,
} from '../../ports/imageViewer';
import {
  angleOn,
  centreAfterScroll,
  indexIn,
  middleOf,
  mprGuides,
  MPR_SLOTS,
  nextMode,
  sameAxes,
  slabOf,
  SOURCE_SLOT,
  thicker,
  thinner,
  type Mpr,
} from './mpr';
import { activeSet, type ViewerState } from './store';

type Options = {
  readonly store: StoreApi<ViewerState>;
  readonly viewer: ImageViewer | null;
  readonly handleOf: (slot: number) => ViewportHandle | null;
};

type Wanted = Pick<Mpr, 'views' | 'thicknessMm' | 'mode'>;

export type MprCommands = {
  readonly toggle: () => void;
  readonly enter: (resolution: BlockResolution) => void;
  readonly cancel: () => void;
  readonly change: (part: Partial<Wanted>) => void;
  readonly straighten: () => void;
  readonly thicker: () => void;
  readonly thinner: () => void;
  readonly nextMode: () => void;
};

/** Three planes through a block: made, moved, turned and thickened; what is asked for last is what is shown. */
export function useMpr({ store, viewer, handleOf }: Options) {
  const abort = useRef<AbortController | null>(null);
  const wanted = useRef<Wanted | null>(null);
  const isBusy = useRef(false);

  const rebuild = useCallback(async (): Promise<void> => {
    if (isBusy.current || !viewer) return;
    isBusy.current = true;
    while (wanted.current) {
      const next = wanted.current;
      const { mpr } = store.getState();
      if (!mpr) break;
      const made = await remade(viewer, mpr, next);
      if (wanted.current === next) wanted.current = null;
      const now = store.getState().mpr;
      if (now?.source !== mpr.source) continue;
      if (made.ok) store.getState().showMpr({ ...now, ...next, made: made.value });
      else store.getState().reportMpr({ status: 'failed', error: made.error });
    }
    isBusy.current = false;
  }, [store, viewer]);

  const change = useCallback(
    (part: Partial<Wanted>): void => {
      const { mpr } = store.getState();
      if (!mpr) return;
      wanted.current = { ...aimOf(mpr, wanted.current), ...part };
      void rebuild();
    },
    [store, rebuild],
  );

  /** From what was asked for last, though it may not be on screen yet: no key press is lost. */
  const step = useCallback(
    (by: (aim: Wanted) => Partial<Wanted>): void => {
      const { mpr } = store.getState();
      if (mpr) change(by(aimOf(mpr, wanted.current)));
    },
    [store, change],
  );

  const moveTo = useCallback(
    (centre: Vector3, except: number | null): void => {
      const { mpr } = store.getState();
      if (!mpr) return;
      store.getState().showMpr({ ...mpr, centre });
      MPR_SLOTS.forEach((view, slot) => {
        if (slot !== except) handleOf(slot)?.setIndex(indexIn(mpr.made[view], centre));
      });
      if (except !== SOURCE_SLOT) handleOf(SOURCE_SLOT)?.setIndex(indexIn(mpr.source, centre));
    },
    [store, handleOf],
  );

  const enter = useCallback(
    async (resolution: BlockResolution): Promise<void> => {
      const state = store.getState();
      const source = activeSet(state) ?? null;
      if (!viewer || !source) return;
      const need = viewer.reformatNeed(source);
      if (!need.ok) return state.reportMpr({ status: 'failed', error: need.error });
      if (need.value[resolution] > need.value.budgetBytes)
        return state.reportMpr({ status: 'tooLarge', need: need.value });
      abort.current?.abort();
      const own = new AbortController();
      abort.current = own;
      const bytes = need.value[resolution];
      state.reportMpr({ status: 'loading', loaded: 0, total: source.frames.length, bytes });
      const options = {
        resolution,
        signal: own.signal,
        onProgress: (progress: { loaded: number; total: number }) =>
          store.getState().reportMpr({ status: 'loading', ...progress, bytes }),
      };
      const made = await firstCuts(viewer, source, options);
      if (own.signal.aborted) return;
      if (!made.ok) return store.getState().reportMpr({ status: 'failed', error: made.error });
      const centre = middleOf(made.value.axial);
      store.getState().enterMpr({
        source,
        resolution,
        views: STANDARD_VIEWS,
        centre,
        thicknessMm: 0,
        mode: 'mip',
        made: made.value,
      });
    },
    [store, viewer],
  );

  const leave = useCallback((): void => {
    store.getState().leaveMpr();
  }, [store]);

  useEffect(
    () =>
      store.subscribe((state, before) => {
        if (before.mpr && state.mpr?.source !== before.mpr.source) {
          const { id } = before.mpr.source;
          wanted.current = null;
          clearGuides(handleOf);
          // the viewports let their sets go in their next effects
          setTimeout(() => viewer?.releaseReformats(id), 0);
        }
        if (!state.mpr) return;
        const moved = scrolledCentre(state);
        if (moved) moveTo(moved, state.active);
        else if (state.mpr !== before.mpr || state.slots !== before.slots)
          drawMprGuides(store.getState(), handleOf);
      }),
    [store, viewer, handleOf, moveTo],
  );

  const listen = useListen({ store, change, moveTo });
  const commands: MprCommands = useMemo(
    () => ({
      toggle: () => (store.getState().mpr ? leave() : void enter('full')),
      enter: (resolution) => void enter(resolution),
      cancel: () => {
        abort.current?.abort();
        store.getState().reportMpr(null);
      },
      change,
      straighten: () => change({ views: STANDARD_VIEWS }),
      thicker: () => step(({ thicknessMm }) => ({ thicknessMm: thicker(thicknessMm) })),
      thinner: () => step(({ thicknessMm }) => ({ thicknessMm: thinner(thicknessMm) })),
      nextMode: () => step(({ mode }) => ({ mode: nextMode(mode) })),
    }),
    [store, enter, leave, change, step],
  );
  return useMemo(() => ({ commands, listen }), [commands, listen]);
}

const aimOf = ({ views, thicknessMm, mode }: Mpr, wanted: Wanted | null): Wanted =>
  wanted ?? { views, thicknessMm, mode };

/** Grips turn the planes, the cross-hair tool moves the point where they meet. */
function useListen({
  store,
  change,
  moveTo,
}: {
  readonly store: StoreApi<ViewerState>;
  readonly change: (part: Partial<Wanted>) => void;
  readonly moveTo: (centre: Vector3, except: number | null) => void;
}) {
  const held = useRef<{ readonly angle: number; readonly mpr: Mpr; readonly index: number } | null>(
    null,
  );
  return useCallback(
    (slot: number, handle: ViewportHandle): void => {
      handle.on('grip', ({ pixel, phase }: GripHeld) => {
        const { mpr } = store.getState();
        const view = MPR_SLOTS[slot];
        if (!mpr || !view) return;
        const index = held.current?.index ?? handle.getState()?.index ?? 0;
        const angle = angleOn(mpr, view, index, pixel);
        if (phase === 'start') held.current = { angle, mpr, index };
        const start = held.current;
        if (!start || phase === 'start') return;
        change({ views: turnOthers(start.mpr.views, view, angle - start.angle) });
        if (phase === 'end') held.current = null;
      });
      handle.on('point', ({ world }: PointedAt) => {
        if (store.getState().mpr && world) moveTo(world, null);
      });
    },
    [store, change, moveTo],
  );
}

/** Where the point goes when the person scrolled the active view; `null` when nobody did. */
function scrolledCentre(state: ViewerState): Vector3 | null {
  const { mpr, active, slots } = state;
  const view = MPR_SLOTS[active];
  const shown = slots[active]?.view;
  if (!mpr || !view || shown?.displaySetId !== mpr.made[view].id || shown.pendingIndex !== null)
    return null;
  const centre = centreAfterScroll(mpr, view, shown.index);
  return centre === mpr.centre ? null : centre;
}

function drawMprGuides({ mpr, slots }: ViewerState, handleOf: Options['handleOf']): void {
  if (!mpr) return;
  MPR_SLOTS.forEach((view, slot) => {
    const shown = slots[slot]?.view;
    if (shown?.displaySetId === mpr.made[view].id)
      handleOf(slot)?.setGuides(mprGuides(mpr, view, shown.index));
  });
}

function clearGuides(handleOf: Options['handleOf']): void {
  for (let slot = 0; slot <= SOURCE_SLOT; slot += 1) handleOf(slot)?.setGuides([]);
}

async function firstCuts(
  viewer: ImageViewer,
  source: DisplaySet,
  options: Parameters<ImageViewer['reformat']>[2],
): Promise<Result<Mpr['made'], AppError>> {
  const made: Partial<Record<Orientation, DisplaySet>> = {};
  for (const view of ORIENTATIONS) {
    const request = { axes: STANDARD_VIEWS[view], slab: null };
    const result = await viewer.reformat(source, request, options);
    if (!result.ok) return result;
    made[view] = result.value;
  }
  return ok(made as Mpr['made']);
}

/** Cuts anew only those views whose directions or thickness changed. */
async function remade(
  viewer: ImageViewer,
  mpr: Mpr,
  next: Wanted,
): Promise<Result<Mpr['made'], AppError>> {
  const isOtherSlab = JSON.stringify(slabOf(mpr)) !== JSON.stringify(slabOf(next));
  const made: Record<Orientation, DisplaySet> = { ...mpr.made };
  for (const view of ORIENTATIONS) {
    if (!isOtherSlab && sameAxes(mpr.views[view], next.views[view])) continue;
    const request = { axes: next.views[view], slab: slabOf(next) };
    const result = await viewer.reformat(mpr.source, request, { resolution: mpr.resolution });
    if (!result.ok) return err(result.error);
    made[view] = result.value;
  }
  return ok(made);
}
