import { useCallback, useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseId, UserId } from '../../../shared/domain/identity/actor';
import type { SlideAnnotation } from '../../../shared/domain/slide/annotation';
import type { KeyImage } from '../../../shared/domain/report/report';
import { panBy } from '../../../shared/domain/slide/view';
import {
  UNADJUSTED,
  type SlideAdjustment,
  type SlideSurface,
  type SlideViewer,
} from '../../ports/slideViewer';
import { useMe } from '../../platform/ApiContext';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { AnnotationList } from './AnnotationList';
import { HelpDialog } from './HelpDialog';
import { LabelDialog } from './LabelDialog';
import type { SlideAction } from './shortcuts';
import { SlidePane } from './SlidePane';
import type { SlideTool } from './slideTools';
import type { SlideManifest } from '../../../shared/domain/slide/manifest';
import { SlideToolbar } from './SlideToolbar';
import { useAnnotations } from './useAnnotations';
import { useCapture } from './useCapture';
import { useLinked } from './useLinked';
import { useSlideKeys } from './useSlideKeys';
import type { SurfaceState } from './useSurface';

export type SlideChoice = { readonly key: string; readonly label: string };

type Props = {
  readonly caseId: CaseId;
  readonly slide: SlideManifest;
  /** A second slide beside the first, if there is one. */
  readonly second: SlideManifest | null;
  readonly others: readonly SlideChoice[];
  readonly viewer: SlideViewer;
  readonly fetchPath: (path: string) => Promise<Response>;
  readonly canDraw: boolean;
  readonly onCompare: (key: string | null) => void;
  readonly onStale: () => void;
  readonly onKeyImage: (image: KeyImage) => void;
};

type Side = 0 | 1;

/** One slide, or two side by side, with everything that can be done on them. */
export function SlideDesk(props: Props): ReactElement {
  const { caseId, slide, second, viewer, canDraw } = props;
  const { t } = useTranslation('slide');
  const me = useMe();
  const rootRef = useRef<HTMLDivElement>(null);
  const [tool, setTool] = useState<SlideTool>('pan');
  const [adjustment, setAdjustment] = useState<SlideAdjustment>(UNADJUSTED);
  const [active, setActive] = useState<Side>(0);
  const [isLinked, setLinked] = useState(true);
  const [showList, setShowList] = useState(false);
  const [showMap, setShowMap] = useState(true);
  const [hidden, setHidden] = useState<ReadonlySet<UserId>>(new Set());
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const [dialog, setDialog] = useState<'label' | 'help' | null>(null);
  const [states, setStates] = useState<readonly [SurfaceState | null, SurfaceState | null]>([
    null,
    null,
  ]);
  const onFirst = useCallback(
    (state: SurfaceState | null) => setStates((before) => [state, before[1]]),
    [],
  );
  const onSecond = useCallback(
    (state: SurfaceState | null) => setStates((before) => [before[0], state]),
    [],
  );
  const first = useAnnotations(caseId, slide.recordId, slide.slideId);
  const beside = useAnnotations(caseId, (second ?? slide).recordId, (second ?? slide).slideId);
  const side: Side = second ? active : 0;
  const current = side === 1 && second ? second : slide;
  const drawings = side === 1 ? beside : first;
  const state = states[side];
  const visible = (items: readonly SlideAnnotation[]) =>
    items.filter(({ authorId }) => !hidden.has(authorId));
  const sides = [slide, second].map((each, index) => {
    const shown = states[index === 1 ? 1 : 0];
    return each && shown ? { slide: each, state: shown } : null;
  });
  useLinked(sides[side] ?? null, sides[1 - side] ?? null, isLinked && second !== null);

  const capture = useCapture({ caseId, onKeyImage: props.onKeyImage });
  const takePicture = () => {
    if (state && canDraw)
      void capture.run({ slide: current, state, drawings: visible(drawings.items) });
  };

  const go = ({ id, shape }: SlideAnnotation) => {
    setSelectedId(id);
    const xs = shape.points.map(([x]) => x);
    const ys = shape.points.map(([, y]) => y);
    const centre = {
      x: (Math.min(...xs) + Math.max(...xs)) / 2,
      y: (Math.min(...ys) + Math.max(...ys)) / 2,
    };
    state?.surface.setView({ ...state.surface.getView(), centre });
  };
  const removeSelected = () => {
    const found = drawings.items.find(
      ({ id, authorId }) => id === selectedId && authorId === me.userId,
    );
    if (found) drawings.remove(found);
  };

  const perform = (action: SlideAction) => {
    const surface = state?.surface;
    if (!surface) return;
    switch (action.kind) {
      case 'tool':
        return canDraw || action.tool === 'pan' ? setTool(action.tool) : undefined;
      case 'pan':
      case 'zoom':
      case 'magnification':
      case 'rotate':
        return move(surface, action, current.objectivePower);
      case 'fit':
        return surface.fit();
      case 'capture':
        return takePicture();
      case 'annotations':
        return setShowList((before) => !before);
      case 'map':
        return setShowMap((before) => !before);
      case 'link':
        return setLinked((before) => !before);
      case 'switch':
        return setActive((before) => (before === 0 ? 1 : 0));
      case 'delete':
        return removeSelected();
      case 'fullscreen':
        return fullscreen(rootRef.current);
      case 'help':
        return setDialog('help');
    }
  };
  useSlideKeys(rootRef, perform);

  const paneOf = (which: Side, ref: SlideManifest, items: readonly SlideAnnotation[]) => (
    <SlidePane
      key={which}
      slide={ref}
      viewer={viewer}
      tool={tool}
      adjustment={adjustment}
      annotations={visible(items)}
      me={me.userId}
      selectedId={selectedId}
      showMap={showMap}
      isActive={second !== null && side === which}
      showTitle={second !== null}
      onSelect={setSelectedId}
      onAdd={which === 1 ? beside.add : first.add}
      onActivate={() => setActive(which)}
      onStale={props.onStale}
      onState={which === 1 ? onSecond : onFirst}
    />
  );
  return (
    <div ref={rootRef} className="slide-desk">
      <SlideToolbar
        tool={tool}
        canDraw={canDraw}
        adjustment={adjustment}
        annotationCount={drawings.items.length}
        showsAnnotations={showList}
        others={props.others}
        isComparing={second !== null}
        isLinked={isLinked}
        hasLabel={current.associated.length > 0}
        isCapturing={capture.isRunning}
        onTool={setTool}
        onZoom={(factor) => state?.surface.zoomBy(factor)}
        onFit={() => state?.surface.fit()}
        onRotate={() => perform({ kind: 'rotate', degrees: 90 })}
        onAdjust={setAdjustment}
        onList={() => setShowList(!showList)}
        onCompare={props.onCompare}
        onLink={() => setLinked(!isLinked)}
        onLabel={() => setDialog('label')}
        onCapture={takePicture}
        onHelp={() => setDialog('help')}
      />
      {capture.error && <ErrorNotice error={capture.error} />}
      {capture.note && (
        <p className="slide-note" role="status">
          {t(`capture.${capture.note}`)}
        </p>
      )}
      <div className="slide-middle" data-two={second !== null} data-list={showList}>
        {paneOf(0, slide, first.items)}
        {second && paneOf(1, second, beside.items)}
        {showList && (
          <AnnotationList
            slide={current}
            items={drawings.items}
            me={me.userId}
            hidden={hidden}
            selectedId={selectedId}
            error={drawings.error}
            onToggleAuthor={(author) => setHidden((before) => toggled(before, author))}
            onGo={go}
            onChange={drawings.change}
            onRemove={drawings.remove}
          />
        )}
      </div>
      {dialog === 'label' && (
        <LabelDialog
          caseId={caseId}
          slide={current}
          fetchPath={props.fetchPath}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'help' && <HelpDialog onClose={() => setDialog(null)} />}
    </div>
  );
}

function fullscreen(element: HTMLElement | null): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else void element?.requestFullscreen();
}

type Move = Extract<SlideAction, { readonly kind: 'pan' | 'zoom' | 'magnification' | 'rotate' }>;

function move(surface: SlideSurface, action: Move, objectivePower: number | null): void {
  const view = surface.getView();
  switch (action.kind) {
    case 'pan': {
      const { width, height } = surface.box;
      return surface.setView(panBy(view, { x: action.x * width, y: action.y * height }));
    }
    case 'zoom':
      return surface.zoomBy(action.factor);
    case 'magnification':
      return surface.setView({ ...view, zoom: action.times / (objectivePower ?? 40) });
    case 'rotate':
      return surface.setView({ ...view, rotation: view.rotation + action.degrees });
  }
}

function toggled<T>(set: ReadonlySet<T>, value: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
}
