import { Button } from 'antd';
import {
  useEffect,
  useRef,
  useState,
  type DragEvent,
  type ReactElement,
  type ReactNode,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { DisplaySet } from '../../../shared/domain/imaging/displaySet';
import type {
  ImageViewer,
  LabelRequest,
  ViewportHandle,
  ViewportState,
} from '../../ports/imageViewer';
import { FrameSlider } from './FrameSlider';
import { LabelEditor } from './LabelEditor';
import { SERIES_DRAG_TYPE } from './SeriesRail';
import type { Assignment } from './assignment';
import type { SlotState } from './store';
import { ViewportOverlay } from './ViewportOverlay';
import { WindowEditor } from './WindowEditor';
import { errorText } from './words';

export type PaneProps = {
  readonly slot: number;
  readonly viewer: ImageViewer;
  readonly set: DisplaySet | null;
  readonly assignment: Assignment | null;
  /** Whether series are still being read, one of which may come here by itself. */
  readonly isWaiting: boolean;
  readonly state: SlotState;
  readonly active: boolean;
  readonly hidden: boolean;
  readonly editsWindow: boolean;
  readonly onHandle: (slot: number, handle: ViewportHandle | null) => void;
  readonly onReport: (slot: number, part: Partial<SlotState>) => void;
  readonly onActivate: (slot: number) => void;
  readonly onEditWindow: (isOpen: boolean) => void;
  readonly onMaximise: (slot: number) => void;
  readonly onDropSet: (slot: number, displaySetId: string) => void;
  readonly onShown: (slot: number, handle: ViewportHandle) => void;
  /** What is drawn over the picture by somebody else than the viewer. */
  readonly over: ((view: ViewportState, set: DisplaySet) => ReactNode) | undefined;
  /** Words for an object that is not shown over pictures; `null` for anything else. */
  readonly refusalOf: (set: DisplaySet) => string | null;
};

export function ViewportPane(props: PaneProps): ReactElement {
  const { slot, set, state, active, hidden, editsWindow, onActivate, onDropSet, onEditWindow } =
    props;
  const { t } = useTranslation('viewer');
  const { elementRef, handle, label, answerLabel } = useViewport(props);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    const id = event.dataTransfer.getData(SERIES_DRAG_TYPE);
    if (id !== '') onDropSet(slot, id);
  };
  return (
    <div
      className={`hz-pane${active ? ' hz-pane-active' : ''}${hidden ? ' hz-pane-hidden' : ''}`}

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
        <PaneError
          error={state.error}
          refusal={set && props.refusalOf(set)}
          onRetry={() => handle.current?.setIndex(state.error?.index ?? 0)}
        />
      )}
      {set !== null && state.view !== null && props.over?.(state.view, set)}
      {set !== null && state.view !== null && (
        <>
          <ViewportOverlay
            set={set}
            view={state.view}
            progress={state.progress}
            onEditWindow={() => {
              onActivate(slot);
              onEditWindow(true);
            }}
          />
          <FrameSlider view={state.view} handle={handle} />
          {editsWindow && state.view.window && (
            <WindowEditor
              window={state.view.window}
              onDone={(window) => {
                if (window) handle.current?.setWindow(window);
                onEditWindow(false);
              }}
            />
          )}
        </>
      )}
      {label && <LabelEditor key={label.id} request={label} onDone={answerLabel} />}
    </div>
  );
}

type ErrorProps = {
  readonly error: NonNullable<SlotState['error']>;
  readonly refusal: string | null;
  readonly onRetry: () => void;
};

function PaneError({ error: { error, index }, refusal, onRetry }: ErrorProps): ReactElement {
  const { t } = useTranslation('viewer');
  return (
    <div className="hz-pane-error" role="alert">
      <p>
        {index !== null && t('pane.slicePrefix', { number: index + 1 })}
        {refusal ?? errorText(t, error)}
      </p>
      <code>{error.code}</code>
      {error.retry !== 'never' && index !== null && (
        <Button size="small" onClick={onRetry}>
          {t('pane.retry')}
        </Button>
      )}
    </div>
  );
}

/** Mounts a viewport for the life of the pane and shows whichever set the pane has. */
function useViewport({
  slot,
  viewer,
  set,
  assignment,
  onHandle,
  onReport,
  onShown,
  onMaximise,
}: PaneProps) {
  const elementRef = useRef<HTMLDivElement>(null);
  const handle = useRef<ViewportHandle | null>(null);
  const [label, setLabel] = useState<LabelRequest | null>(null);
  const maximise = useRef(onMaximise);
  useEffect(() => {
    maximise.current = onMaximise;
  }, [onMaximise]);
  useEffect(() => {
    const element = elementRef.current;
    if (element === null) return undefined;
    const mounted = viewer.mount(element, `slot-${slot}`);
    handle.current = mounted;
    mounted.on('change', (view) => onReport(slot, { view }));
    mounted.on('progress', (progress) => onReport(slot, { progress }));
    mounted.on('error', (error) => onReport(slot, { error }));
    mounted.on('label', setLabel);
    mounted.on('doubleClick', () => maximise.current(slot));
    onHandle(slot, mounted);
    return () => {
      onHandle(slot, null);
      handle.current = null;
      mounted.dispose();
      setLabel(null);
      onReport(slot, { view: null, progress: null, error: null });
    };
  }, [viewer, slot, onHandle, onReport]);
  useEffect(() => {
    const mounted = handle.current;
    if (mounted === null || set === null) return;
    const { index = 0, preset = null, keepView = false } = assignment ?? {};
    setLabel(null);
    void mounted.show(set, index, keepView).then(() => {
      if (preset !== null) mounted.applyPreset(preset);
      onShown(slot, mounted);
    });
  }, [viewer, slot, set, assignment, onShown]);
  const answerLabel = (words: string | null): void => {
    if (label === null) return;
    setLabel(null);
    // a new text without words goes; a drawing keeps the words it had
    if (words !== null || label.isNew) handle.current?.setLabel(label.id, words ?? '');
  };
  return { elementRef, handle, label, answerLabel };
}
