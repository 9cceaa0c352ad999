import type { ReactElement } from 'react';
import { cornersOf, type SlideShape } from '../../../shared/domain/slide/annotation';
import { toScreen, type Point } from '../../../shared/domain/slide/view';
import type { SurfaceState } from './useSurface';

type Props = {
  readonly state: Pick<SurfaceState, 'view' | 'box'>;
  readonly shape: Pick<SlideShape, 'kind' | 'points'>;
  /** Measure and words, already in the reader's language. */
  readonly label: string;
  readonly tone: 'own' | 'other' | 'draft';
  readonly isSelected?: boolean;
  readonly onSelect?: () => void;
};

const POINT_RADIUS = 5;

/** One drawing at its place on screen: a bright line on a dark one, which can be seen on any stain. */
export function AnnotationShape({
  state,
  shape,
  label,
  tone,
  isSelected = false,
  onSelect,
}: Props): ReactElement | null {
  const corners = cornersOf(shape).map(([x, y]) => toScreen(state.view, state.box, { x, y }));
  const [first] = corners;
  if (!first) return null;
  const isClosed = shape.kind === 'rectangle' || (shape.kind === 'polygon' && tone !== 'draft');
  const path = `M${corners.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}${isClosed ? 'Z' : ''}`;
  const anchor = labelPlace(corners);
  const isPoint = shape.kind === 'point' || shape.kind === 'text';
  return (
    <g
      className="slide-shape"
      data-tone={tone}
      data-selected={isSelected}
      onPointerDown={(event) => {
        if (!onSelect || event.button !== 0) return;
        event.stopPropagation();
        onSelect();
      }}
    >
      {isPoint ? (
        <>
          <circle className="slide-halo" cx={first.x} cy={first.y} r={POINT_RADIUS} />
          <circle className="slide-line" cx={first.x} cy={first.y} r={POINT_RADIUS} />
        </>
      ) : (
        <>
          <path className="slide-halo" d={path} />
          <path className="slide-line" d={path} />
        </>
      )}
      {isSelected &&
        corners.map(({ x, y }, index) => (
          <rect key={index} className="slide-handle" x={x - 3} y={y - 3} width={6} height={6} />
        ))}
      {label !== '' && (
        <text x={anchor.x + 9} y={anchor.y - 6}>
          {label}
        </text>
      )}
    </g>
  );
}

/** Beside the corner furthest to the right, where the text covers least of what was marked. */
function labelPlace(corners: readonly Point[]): Point {
  return corners.reduce((best, corner) => (corner.x > best.x ? corner : best));
}
