import type { ReactElement } from 'react';
import { useStore, type StoreApi } from 'zustand';
import type { ImageViewer, ViewportHandle } from '../../ports/imageViewer';
import { allSets, LAYOUTS, type ViewerState } from './store';
import { ViewportPane } from './ViewportPane';

type Props = {
  readonly store: StoreApi<ViewerState>;
  readonly viewer: ImageViewer;
  readonly onHandle: (slot: number, handle: ViewportHandle | null) => void;
  readonly onShown: (slot: number, handle: ViewportHandle) => void;
};

export function ViewerStage({ store, viewer, onHandle, onShown }: Props): ReactElement {
  const { layout, assigned, slots, active, studies, report, activate, assign } = useStore(store);
  const sets = allSets(studies);
  return (
    <div className={`hz-stage hz-stage-${layout}`}>
      {slots.slice(0, LAYOUTS[layout]).map((state, slot) => (
        <ViewportPane
          key={slot}
          slot={slot}
          viewer={viewer}
          isWaiting={studies.some(({ load }) => load.status === 'loading')}
          set={sets.find(({ id }) => id === assigned[slot]) ?? null}
          state={state}
          active={slot === active}
          onHandle={onHandle}
          onReport={report}
          onActivate={activate}
          onDropSet={assign}
          onShown={onShown}
        />
      ))}
    </div>
  );
}
