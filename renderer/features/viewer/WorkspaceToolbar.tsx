import { useMemo, type ReactElement } from 'react';
import { fittingProtocols } from './arrange';
import type { SolidRefusal } from './solid';
import { activeSet, type ViewerState } from './store';
import type { ViewerCommands } from './useViewerCommands';
import { ViewerToolbar } from './ViewerToolbar';

type Props = {
  readonly state: ViewerState;
  readonly hasKeyImages: boolean;
  readonly hasSecondScreen: boolean;
  readonly volumeRefusal: SolidRefusal | null;
  readonly commands: ViewerCommands;
};

/** The toolbar of whatever is in the active place. */
export function WorkspaceToolbar({ state, commands, ...offered }: Props): ReactElement {
  const { savedHangings, studies } = state;
  const fitting = useMemo(() => fittingProtocols(savedHangings, studies), [savedHangings, studies]);
  const view = state.slots[state.active]?.view ?? null;
  const set = activeSet(state);
  return (
    <ViewerToolbar
      tool={state.tool}
      layout={state.layout}
      modality={set?.modality ?? null}
      view={view}
      instance={(view && set?.frames[view.index]?.instance) ?? null}
      {...offered}
      drawingsShown={state.drawingsShown}
      linked={state.linked}
      lines={state.lines}
      isMpr={state.mpr !== null}
      isVolume={state.volume !== null}
      hangingId={state.hangingId}
      savedHangings={savedHangings}
      fittingHangings={fitting}
      panel={state.panel}
      actions={commands}
    />
  );
}
