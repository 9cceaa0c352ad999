import { useEffect, useRef, type PointerEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SlideManifest } from '../../../shared/domain/slide/manifest';
import { toSlide, type Point } from '../../../shared/domain/slide/view';
import type { SlideViewer } from '../../ports/slideViewer';
import type { SurfaceState } from './useSurface';

type Props = {
  readonly viewer: SlideViewer;
  readonly slide: SlideManifest;
  readonly state: SurfaceState;
};

const LONG_SIDE = 160;

/** The whole slide in small with a frame around what is on screen; a click or drag in it goes there. */
export function OverviewMap({ viewer, slide, state }: Props): ReactElement {
  const { t } = useTranslation('slide');
  const ref = useRef<HTMLDivElement>(null);
  const scale = LONG_SIDE / Math.max(slide.width, slide.height);
  const size = { width: slide.width * scale, height: slide.height * scale };
  useEffect(() => {
    if (!ref.current) return;
    const surface = viewer.mount(ref.current, slide);
    // exactly the slide: the map has its shape, and nothing around it
    const middle = { x: slide.width / 2, y: slide.height / 2 };
    surface.setView({ centre: middle, zoom: scale, rotation: 0 }, 'jump');
    return () => surface.dispose();
  }, [viewer, slide, scale]);

  const go = (event: PointerEvent<HTMLDivElement>, how: 'glide' | 'jump') => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const centre = { x: (event.clientX - left) / scale, y: (event.clientY - top) / scale };
    state.surface.setView({ ...state.surface.getView(), centre }, how);
  };
  const { view, box } = state;
  const corners = [
    { x: 0, y: 0 },
    { x: box.width, y: 0 },
    { x: box.width, y: box.height },
    { x: 0, y: box.height },
  ].map((corner) => toSlide(view, box, corner));
  const points = corners.map(
    ({ x, y }: Point) => `${(x * scale).toFixed(1)},${(y * scale).toFixed(1)}`,
  );
  return (
    <div className="slide-map" style={size} role="img" aria-label={t('map.label')}>
      <div ref={ref} className="slide-map-picture" />
      <svg width={size.width} height={size.height} aria-hidden>
        <polygon points={points.join(' ')} />
      </svg>
      <div
        className="slide-map-hand"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          go(event, 'glide');
        }}
        onPointerMove={(event) => event.buttons === 1 && go(event, 'jump')}
      />
    </div>
  );
}
