import { useEffect, useRef } from 'react';
import { useStore, type StoreApi } from 'zustand';
import { sizeOf } from '../../../shared/domain/imaging/layout';
import { type ViewerState } from './store';

/**
 * Puts the first pictures of a study beside those in front, once they are known. What the reader does with the viewports
 * afterwards is his own.
 */
export function useBeside(store: StoreApi<ViewerState>, studyInstanceUid: string | null): void {
  const done = useRef<string | null>(null);
  const studies = useStore(store, (state) => state.studies);
  useEffect(() => {
    if (studyInstanceUid === null) {
      done.current = null;
      return;
    }
    if (done.current === studyInstanceUid) return;
    const entry = studies.find((study) => study.studyInstanceUid === studyInstanceUid);
    const sets = entry?.load.status === 'ready' ? entry.load.sets : [];
    const set = sets.find(({ kind }) => kind === 'image');
    if (!set) return;
    done.current = studyInstanceUid;
    const state = store.getState();
    if (sizeOf(state.layout).count < 2) state.setLayout('1x2');
    store.getState().assign(1, set.id);
  }, [store, studies, studyInstanceUid]);
}
