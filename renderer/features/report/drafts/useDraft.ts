import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { DraftState, DraftStore, OpinionDraft, ReportDraft } from './draftStore';

/** Loads a draft when its editor appears; what is unsaved is sent when the editor or the window goes away. */
export function useDraft<D extends OpinionDraft | ReportDraft>(
  store: DraftStore<D>,
): DraftState<D> {
  const state = useStore(store);
  useEffect(() => {
    const { load, flush, dispose } = store.getState();
    if (store.getState().save.status === 'loading') void load();
    const onHide = () => void flush();
    window.addEventListener('pagehide', onHide);
    return () => {
      window.removeEventListener('pagehide', onHide);
      void flush().finally(dispose);
    };
  }, [store]);
  return state;
}

/** For `DraftDeps.later`. */
export const laterByTimer = (task: () => void, ms: number): (() => void) => {
  const timer = setTimeout(task, ms);
  return () => clearTimeout(timer);
};
