import type { ReactElement } from 'react';
import { useStore, type StoreApi } from 'zustand';
import { sizeOf } from '../../../shared/domain/imaging/layout';
import type { ImageViewer, ViewportHandle } from '../../ports/imageViewer';
import { layoutGrid } from './layoutGrid';
import { setInSlot, visibleSlots, type ViewerState } from './store';
import { ViewportPane, type PaneProps } from './ViewportPane';

type Props = {
  readonly store: StoreApi<ViewerState>;
  readonly viewer: ImageViewer;
  readonly onHandle: (slot: number, handle: ViewportHandle | null) => void;
  readonly onShown: (slot: number, handle: ViewportHandle) => void;
  readonly over: PaneProps['over'];
  readonly refusalOf: PaneProps['refusalOf'];
  readonly onDropSet: PaneProps['onDropSet'];
};

/** The picture areas in rows and columns. One shown alone keeps its viewport: the others are only out of sight. */
export function ViewerStage({
  store,
  viewer,
  onHandle,
  onShown,
  over,
  ...rest
}: Props): ReactElement {
  const state = useStore(store);
  const { layout, maximised, assigned, slots, active } = state;
  const { count } = sizeOf(layout);
  const visible = visibleSlots(state);
  const grid = maximised === null ? layoutGrid(layout) : {};
  return (
    <div className="hz-stage" style={grid}>
      {slots.slice(0, count).map((slot, i) => (
        <ViewportPane
          key={i}
          slot={i}
          viewer={viewer}
          isWaiting={state.studies.some(({ load }) => load.status === 'loading')}
          set={setInSlot(state, i)}
          assignment={assigned[i] ?? null}
          state={slot}
          active={i === active}
          hidden={!visible.includes(i)}
          editsWindow={i === active && state.windowEditor}
          onEditWindow={state.editWindow}
          onHandle={onHandle}
          onReport={state.report}
          onActivate={state.activate}
          onMaximise={(alone) => state.maximise(maximised === null ? alone : null)}
          onShown={onShown}
          over={over}
          {...rest}
        />
      ))}
    </div>
  );
}
