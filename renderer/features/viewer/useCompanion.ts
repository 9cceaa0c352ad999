import { useCallback, useEffect, useRef } from 'react';
import type { StoreApi } from 'zustand';
import { planesOf, shareSpace } from '../../../shared/domain/imaging/linking';
import { nearestPlane } from '../../../shared/domain/imaging/planeRelations';
import type { Companion, CompanionMessage } from '../../ports/companionScreen';
import type { ViewportHandle } from '../../ports/imageViewer';
import { Links, remoteShown, shownIn, type Shown } from './conduct';
import { allSets, type ViewerState } from './store';
import { allShown } from './useConductor';

type Options = {
  readonly store: StoreApi<ViewerState>;
  readonly companion: Companion | null | undefined;
  readonly handleOf: (slot: number) => ViewportHandle | null;
  readonly led: LedPlaces;
};

/** Pictures that places of this window were sent to by the other screen: going there is nobody's hand here. */
export type LedPlaces = {
  readonly lead: (slot: number, index: number) => void;
  readonly isLed: (slot: number, index: number) => boolean;
};

export function useLedPlaces(): LedPlaces {
  const places = useRef(new Map<number, number>());
  const isLed = useCallback((slot: number, index: number) => {
    const isThere = places.current.get(slot) === index;
    // gone on by hand: coming back to it later is the hand's doing, too
    if (!isThere) places.current.delete(slot);
    return isThere;
  }, []);
  const lead = useCallback((slot: number, index: number) => {
    places.current.set(slot, index);
  }, []);
  const led = useRef({ lead, isLed });
  return led.current;
}

/** Joins this viewer with the one on the other screen: lines, point, scrolling, and series sent over. */
export function useCompanion({ store, companion, handleOf, led }: Options): void {
  const links = useRef(new Links());
  useEffect(() => {
    if (!companion) return undefined;
    let wanted: string | null = null;
    const put = (): void => {
      const set = allSets(store.getState().studies).find(({ id }) => id === wanted);
      if (!set) return;
      wanted = null;
      store.getState().assign(store.getState().active, set.id);
    };
    const hear = createListener({ store, handleOf, led, links: links.current, companion });
    const stopListening = companion.listen((message) => {
      if (message.kind !== 'put') return hear(message);
      wanted = message.setId;
      put();
    });
    const stopTelling = store.subscribe((state, before) => {
      if (wanted !== null && state.studies !== before.studies) put();
      for (const message of newsOf(state, before, led)) companion.post(message);
      if (state.linked.scroll && !before.linked.scroll) links.current.join(everyShown(state));
    });
    companion.post({ kind: 'asked' });
    companion.post(shownNow(store.getState()));
    return () => {
      stopListening();
      stopTelling();
      companion.post({ kind: 'shown', pictures: [] });
      store.getState().showRemote([]);
    };
  }, [store, companion, handleOf, led]);
}

const everyShown = (state: ViewerState): readonly Shown[] => [
  ...allShown(state),
  ...state.remote.flatMap((frame) => remoteShown(state, frame) ?? []),
];

function shownNow(state: ViewerState): CompanionMessage {
  const pictures = allShown(state)
    // cuts exist in this window only
    .filter(({ set }) => !set.derived)
    .map(({ slot, ref }) => ({
      sopInstanceUid: ref.sopInstanceUid,
      frameNumber: ref.frame,
      isActive: slot === state.active,
    }));
  return { kind: 'shown', pictures };
}

/** What the other screen has to know of a change here. */
function newsOf(
  state: ViewerState,
  before: ViewerState,
  led: LedPlaces,
): readonly CompanionMessage[] {
  const news: CompanionMessage[] = [];
  const shown = shownNow(state);
  if (JSON.stringify(shown) !== JSON.stringify(shownNow(before))) news.push(shown);
  if (state.linked.scroll !== before.linked.scroll)
    news.push({ kind: 'linked', isLinked: state.linked.scroll });
  const scrolled = scrolledTo(state, before, led);
  if (scrolled) news.push(scrolled);
  const pointed = pointedAt(state);
  if (pointed && JSON.stringify(pointed) !== JSON.stringify(pointedAt(before))) news.push(pointed);
  return news;
}

function scrolledTo(
  state: ViewerState,
  before: ViewerState,
  led: LedPlaces,
): CompanionMessage | null {
  const now = shownIn(state, state.active);
  const last = shownIn(before, before.active);
  if (!state.linked.scroll || !now || state.active !== before.active || last?.set !== now.set)
    return null;
  if (now.target === last.target || led.isLed(now.slot, now.target) || now.set.derived) return null;
  const ref = now.set.frames[now.target];
  return ref
    ? { kind: 'scrolled', sopInstanceUid: ref.sopInstanceUid, frameNumber: ref.frame }
    : null;
}

/** `null`: nothing to say, as the point is the other screen's. */
function pointedAt(state: ViewerState): CompanionMessage | null {
  const { crosshair, tool, studies } = state;
  if (crosshair?.isRemote) return null;
  if (!crosshair || tool !== 'crosshair') return { kind: 'pointed', at: null };
  const ref = allSets(studies).find(({ id }) => id === crosshair.setId)?.frames[0];
  if (!ref) return null;
  const [x, y, z] = crosshair.world;
  const { sopInstanceUid, frame: frameNumber } = ref;
  return { kind: 'pointed', at: { sopInstanceUid, frameNumber, world: [x, y, z] } };
}

type ListenerParts = Omit<Options, 'companion'> & {
  readonly companion: Companion;
  readonly links: Links;
};

function createListener({ store, handleOf, led, links, companion }: ListenerParts) {
  const go = (slot: number, index: number): void => {
    led.lead(slot, index);
    handleOf(slot)?.setIndex(index);
  };
  return (message: Exclude<CompanionMessage, { kind: 'put' }>): void => {
    const state = store.getState();
    switch (message.kind) {
      case 'asked':
        companion.post(shownNow(state));
        companion.post({ kind: 'linked', isLinked: state.linked.scroll });
        return;
      case 'shown':
        return state.showRemote(message.pictures);
      case 'linked':
        if (state.linked.scroll !== message.isLinked) state.link({ scroll: message.isLinked });
        return;
      case 'scrolled': {
        const leader = remoteShown(state, message);
        if (!leader || state.mpr || !state.linked.scroll) return;
        for (const { slot, index } of links.follow(leader, allShown(state))) go(slot, index);
        return;
      }
      case 'pointed':
        return hearPoint(state, message.at, go);
    }
  };
}

/** Every place in the same space goes to the point. */
function hearPoint(
  state: ViewerState,
  at: Extract<CompanionMessage, { kind: 'pointed' }>['at'],
  go: (slot: number, index: number) => void,
): void {
  const from = at && remoteShown(state, at);
  if (!at || !from) {
    if (state.crosshair?.isRemote) state.pointAt(null);
    return;
  }
  state.pointAt({ setId: from.set.id, world: at.world, isRemote: true });
  if (state.mpr) return;
  for (const { slot, set } of allShown(state)) {
    const nearest = shareSpace(from.set, set) ? nearestPlane(planesOf(set), at.world) : null;
    if (nearest) go(slot, nearest.index);
  }
}
