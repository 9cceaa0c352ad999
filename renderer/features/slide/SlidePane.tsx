import { useEffect, useRef, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserId } from '../../../shared/domain/identity/actor';
import type { SlideAnnotation, SlideShape } from '../../../shared/domain/slide/annotation';
import type { SlideAdjustment, SlideViewer } from '../../ports/slideViewer';
import { AnnotationLayer } from './AnnotationLayer';
import { OverviewMap } from './OverviewMap';
import { ScaleLegend } from './ScaleLegend';
import type { SlideTool } from './slideTools';
import type { SlideManifest } from '../../../shared/domain/slide/manifest';
import { useSurface, type SurfaceState } from './useSurface';

type Props = {
  readonly slide: SlideManifest;
  readonly viewer: SlideViewer;
  readonly tool: SlideTool;
  readonly adjustment: SlideAdjustment;
  readonly annotations: readonly SlideAnnotation[];
  readonly me: UserId;
  readonly selectedId: string | null;
  readonly showMap: boolean;
  readonly isActive: boolean;
  /** Two slides beside each other have to be told apart. */
  readonly showTitle: boolean;
  readonly onSelect: (id: string | null) => void;
  readonly onAdd: (shape: SlideShape) => void;
  readonly onActivate: () => void;
  readonly onStale: () => void;
  /** Called with what is on screen whenever it changes, and with `null` when it is gone. */
  readonly onState: (state: SurfaceState | null) => void;
};

export function SlidePane(props: Props): ReactElement {
  const { slide, viewer, tool, adjustment, onState, showMap } = props;
  const { t } = useTranslation('slide');
  const ref = useRef<HTMLDivElement>(null);
  const state = useSurface(ref, viewer, slide, props.onStale);
  const surface = state?.surface ?? null;
  useEffect(() => surface?.setPanning(tool === 'pan'), [surface, tool]);
  useEffect(() => surface?.adjust(adjustment), [surface, adjustment]);
  useEffect(() => onState(state), [state, onState]);
  useEffect(() => () => onState(null), [onState]);

  return (
    <div
      className="slide-pane"
      data-active={props.isActive}
      data-tool={tool}
      role="group"
      aria-label={slide.title}
      onPointerDownCapture={props.onActivate}
    >
      <div ref={ref} className="slide-surface" data-testid="slide-surface">
        {state && (
          <AnnotationLayer
            state={state}
            slide={slide}
            tool={tool}
            items={props.annotations}
            me={props.me}
            selectedId={props.selectedId}
            onSelect={props.onSelect}
            onAdd={props.onAdd}
          />
        )}
      </div>
      {state && (
        <>
          <ScaleLegend slide={slide} zoom={state.view.zoom} />
          {showMap && <OverviewMap viewer={viewer} slide={slide} state={state} />}
          <ProgressNote state={state} />
        </>
      )}
      <p className="slide-facts">
        {props.showTitle && <b>{slide.title}</b>}
        <span>{slide.format}</span>
        {slide.objectivePower !== null && (
          <span>{t('facts.scannedAt', { power: slide.objectivePower })}</span>
        )}
        {slide.micronsPerPixel && (
          <span>{t('facts.mpp', { value: slide.micronsPerPixel.x.toPrecision(3) })}</span>
        )}
        {slide.transcoded && <span>{t('facts.transcoded')}</span>}
        {slide.focalPlanes > 1 && <em>{t('facts.focalPlanes', { count: slide.focalPlanes })}</em>}
        {slide.opticalPaths > 1 && (
          <em>{t('facts.opticalPaths', { count: slide.opticalPaths })}</em>
        )}
      </p>
    </div>
  );
}

/** What has not come yet; nothing is said about a slide that is complete. */
function ProgressNote({ state }: { readonly state: SurfaceState }): ReactElement | null {
  const { t } = useTranslation('slide');
  const { progress } = state;
  if (!progress) return null;
  const { needed, here, failed, isBlank, isStalled } = progress;
  const isWhole = here === needed && failed === 0;
  if (isWhole && !isStalled) return <span data-testid="slide-complete" hidden />;
  return (
    <p className="slide-progress" role="status">
      {isStalled
        ? t('progress.stalled')
        : isBlank
          ? t('progress.opening')
          : failed > 0
            ? t('progress.failed', { count: failed })
            : t('progress.coarse', { here, needed })}
    </p>
  );
}
