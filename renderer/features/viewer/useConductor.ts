import { useCallback, useEffect, useRef } from 'react';
import type { StoreApi } from 'zustand';
import type { PointedAt, ViewportHandle } from '../../ports/imageViewer';
import { fieldFor, guidesFor, Links, othersThan, pointedTo, shownIn, type Shown } from './conduct';
import { MPR_SLOTS } from './mpr';
import { visibleSlots, type ViewerState } from './store';

type Options = {
  readonly store: StoreApi<ViewerState>;
  readonly handleOf: (slot: number) => ViewportHandle | null;
  /** Whether a place goes to a picture because the other screen led it there. */
  readonly isLed: (slot: number, index: number) => boolean;
};

/** Lets the places on screen go together: the active one leads, the others follow. */
export function useConductor({ store, handleOf, isLed }: Options) {
  const links = useRef(new Links());

  useEffect(() => {
    const follow = (state: ViewerState, before: ViewerState): void => {
      const leader = shownIn(state, state.active);
      const last = shownIn(before, state.active);
      if (state.linked.scroll && !before.linked.scroll) links.current.join(allShown(state));
      // who becomes active has not moved by that
      if (!leader || state.active !== before.active || last?.set !== leader.set) return;
      const others = othersThan(state, state.active);
      const hasScrolled = leader.target !== last.target && !isLed(leader.slot, leader.target);
      if (state.linked.scroll && hasScrolled)
        for (const { slot, index } of links.current.follow(leader, others))
          handleOf(slot)?.setIndex(index);
      if (state.linked.view) followView({ state, before, leader, others, handleOf });
    };
    return store.subscribe((state, before) => {
      if (state.linked.scroll || state.linked.view) follow(state, before);
      if (guidesChanged(state, before)) drawGuides(state, handleOf);
    });
  }, [store, handleOf, isLed]);

  /** The cross-hair tool points somewhere: every place in the same space goes there. */
  const listen = useCallback(
    (slot: number, handle: ViewportHandle): (() => void) =>
      handle.on('point', ({ world }: PointedAt) => {
        const state = store.getState();
        const from = shownIn(state, slot);
        if (!from || world === null || state.mpr) return;
        state.pointAt({ setId: from.set.id, world, isRemote: false });
        for (const { slot: other, index } of pointedTo(from, world, othersThan(state, slot)))
          handleOf(other)?.setIndex(index);
      }),
    [store, handleOf],
  );
  return listen;
}

export const allShown = (state: ViewerState): readonly Shown[] =>
  visibleSlots(state).flatMap((slot) => shownIn(state, slot) ?? []);

function followView(context: {
  readonly state: ViewerState;
  readonly before: ViewerState;
  readonly leader: Shown;
  readonly others: readonly Shown[];
  readonly handleOf: Options['handleOf'];
}): void {
  const { state, before, leader, others, handleOf } = context;
  const view = state.slots[leader.slot]?.view;
  const last = before.slots[leader.slot]?.view;
  if (!view || !last) return;
  const isWindow = JSON.stringify(view.windowChoice) !== JSON.stringify(last.windowChoice);
  const isField =
    JSON.stringify(view.field) !== JSON.stringify(last.field) && view.index === last.index;
  for (const other of others) {
    const handle = handleOf(other.slot);
    if (isWindow && other.set.modality === leader.set.modality)
      handle?.chooseWindow(view.windowChoice);
    if (!isField) continue;
    if (view.isFitted) handle?.fit();
    else handle?.setField(fieldFor(leader, view.field, other));
  }
}

/** Only what guides are made of: they are not to be drawn anew at every report of progress. */
function guidesChanged(state: ViewerState, before: ViewerState): boolean {
  if (state === before) return false;
  const same =
    state.active === before.active &&
    state.lines === before.lines &&
    state.tool === before.tool &&
    state.crosshair === before.crosshair &&
    state.remote === before.remote &&
    state.assigned === before.assigned &&
    state.layout === before.layout &&
    state.maximised === before.maximised;
  return !same || state.slots.some(({ view }, i) => view?.index !== before.slots[i]?.view?.index);
}

function drawGuides(state: ViewerState, handleOf: Options['handleOf']): void {
  for (const slot of visibleSlots(state)) {
    // the planes through a block draw their own
    if (state.mpr && slot < MPR_SLOTS.length) continue;
    const shown = shownIn(state, slot);
    handleOf(slot)?.setGuides(shown ? guidesFor(state, shown) : []);
  }
}
