import { useEffect, useMemo, useRef } from 'react';
import type { StoreApi } from 'zustand';
import { arrangementOf, type ArrangementShelf } from './arrangement';
import type { ViewerState } from './store';

type Outlets = {
  readonly onSecondScreen?: (() => Promise<boolean>) | undefined;
  readonly onSendSeries?: ((displaySetId: string) => Promise<boolean>) | undefined;
};

/** Commands that concern the other screen; what comes of them is told below the pictures. */
export function useScreens(store: StoreApi<ViewerState>, outlets: Outlets) {
  const latest = useRef(outlets);
  useEffect(() => {
    latest.current = outlets;
  });
  return useMemo(() => {
    const { tell } = store.getState();
    return {
      secondScreen: () =>
        void latest.current.onSecondScreen?.().then((isOpen) => {
          if (!isOpen) tell('screenFailed');
        }),
      send: (displaySetId: string) =>
        void latest.current
          .onSendSeries?.(displaySetId)
          .then((isSent) => tell(isSent ? 'sent' : 'screenFailed')),
    };
  }, [store]);
}

/** Keeps what is shown where, for the next time this window is loaded. */
export function useArrangement(
  store: StoreApi<ViewerState>,
  shelf: ArrangementShelf | undefined,
): void {
  useEffect(() => {
    if (!shelf) return undefined;
    let kept = '';
    return store.subscribe((state) => {
      const arrangement = arrangementOf(state);
      const text = JSON.stringify(arrangement);
      if (!arrangement || text === kept) return;
      kept = text;
      shelf.keep(arrangement);
    });
  }, [store, shelf]);
}
