import { Button } from 'antd';
import { useEffect, useRef, type DragEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DisplaySet } from '../../../shared/domain/imaging/displaySet';
import type { ImageViewer, ViewportHandle } from '../../ports/imageViewer';
import { SERIES_DRAG_TYPE } from './SeriesRail';
import type { SlotState } from './store';
import { ViewportOverlay } from './ViewportOverlay';
import { errorText } from './words';

type Props = {
  readonly slot: number;
  readonly viewer: ImageViewer;
  readonly set: DisplaySet | null;
  /** Whether series are still being read, one of which may come here by itself. */
  readonly isWaiting: boolean;
  readonly state: SlotState;
  readonly active: boolean;
  readonly onHandle: (slot: number, handle: ViewportHandle | null) => void;
  readonly onReport: (slot: number, part: Partial<SlotState>) => void;
  readonly onActivate: (slot: number) => void;
  readonly onDropSet: (slot: number, displaySetId: string) => void;
  readonly onShown: (slot: number, handle: ViewportHandle) => void;
};

export function ViewportPane(props: Props): ReactElement {
  const { slot, set, state, active, onActivate, onDropSet } = props;
  const { t } = useTranslation('viewer');
  const { elementRef, handle } = useViewport(props);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    const id = event.dataTransfer.getData(SERIES_DRAG_TYPE);
    if (id !== '') onDropSet(slot, id);
  };
  return (
    <div
      className={active ? 'hz-pane hz-pane-active' : 'hz-pane'}
      data-testid={`pane-${slot}`}
      role="group"
      aria-label={t('pane.label', { number: slot + 1 })}
      aria-current={active}
      onPointerDownCapture={() => onActivate(slot)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      <div ref={elementRef} className="hz-canvas" />
      {set === null && !props.isWaiting && <p className="hz-pane-note">{t('pane.empty')}</p>}
      {(set === null ? props.isWaiting : state.view === null && state.error === null) && (
        <p className="hz-pane-note" role="status">
          {t('pane.loading')}
        </p>
      )}
      {state.error !== null && (
        <div className="hz-pane-error" role="alert">
          <p>
            {state.error.index !== null && t('pane.slicePrefix', { number: state.error.index + 1 })}
            {errorText(t, state.error.error)}
          </p>
          <code>{state.error.error.code}</code>
          {state.error.error.retry !== 'never' && state.error.index !== null && (
            <Button size="small" onClick={() => handle.current?.setIndex(state.error?.index ?? 0)}>
              {t('pane.retry')}
            </Button>
          )}
        </div>
      )}
      {set !== null && state.view !== null && (
        <ViewportOverlay set={set} view={state.view} progress={state.progress} />
      )}
    </div>
  );
}

/** Mounts a viewport for the life of the pane and shows whichever set the pane has. */
function useViewport({ slot, viewer, set, onHandle, onReport, onShown }: Props) {
  const elementRef = useRef<HTMLDivElement>(null);
  const handle = useRef<ViewportHandle | null>(null);
  useEffect(() => {
    const element = elementRef.current;
    if (element === null) return undefined;
    const mounted = viewer.mount(element, `slot-${slot}`);
    handle.current = mounted;
    mounted.on('change', (view) => onReport(slot, { view }));
    mounted.on('progress', (progress) => onReport(slot, { progress }));
    mounted.on('error', (error) => onReport(slot, { error }));
    onHandle(slot, mounted);
    return () => {
      onHandle(slot, null);
      handle.current = null;
      mounted.dispose();
      onReport(slot, { view: null, progress: null, error: null });
    };
  }, [viewer, slot, onHandle, onReport]);
  useEffect(() => {
    const mounted = handle.current;
    if (mounted === null || set === null) return;
    void mounted.show(set).then(() => onShown(slot, mounted));
  }, [viewer, slot, set, onShown]);
  return { elementRef, handle };
}
