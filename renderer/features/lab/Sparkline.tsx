import type { ReactElement } from 'react';
import type { TrendPoint } from '../../../shared/domain/lab/labBoard';
import { plotLine } from '../../ui/plotLine';

const BOX = { width: 110, height: 24, inset: 3 };

/** The course of one test; a single value has none and shows none. */
export function Sparkline(props: {
  readonly points: readonly TrendPoint[];
  readonly label: string;
}): ReactElement | null {
  if (props.points.length < 2) return null;
  const line = plotLine(props.points, BOX);
  return (
    <svg
      className="lab-sparkline"
      width={BOX.width}
      height={BOX.height}
      role="img"
      aria-label={`${props.label} ${props.points.map(({ value }) => value).join(' → ')}`}
    >
      <polyline points={line.map(({ x, y }) => `${String(x)},${String(y)}`).join(' ')} />
      {line.map(({ x, y }, index) => (
        <circle
          key={index}
          cx={x}
          cy={y}
          r={2}
          data-mark={props.points[index]?.mark ?? undefined}
        />
      ))}
    </svg>
  );
}
