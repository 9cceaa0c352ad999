import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { plotLine } from '../../ui/plotLine';
import { outcomeSeries, type OutcomeSeries } from './outcome';
import type { FollowUp } from '../../../shared/domain/consultation/case';

const BOX = { width: 320, height: 96, inset: 18 };

/** One small chart for each scale: scales of different meaning never share an axis. */
export function OutcomeChart(props: {
  readonly followUps: readonly FollowUp[];
}): ReactElement | null {
  // a single value is no course; it stands on its card
  const series = outcomeSeries(props.followUps).filter(({ points }) => points.length > 1);
  if (series.length === 0) return null;
  return (
    <div className="follow-charts">
      {series.map((entry) => (
        <SeriesChart key={entry.scale ?? ''} series={entry} />
      ))}
    </div>
  );
}

function SeriesChart({ series }: { readonly series: OutcomeSeries }): ReactElement {
  const { t } = useTranslation('followUp');
  const { scale, points } = series;
  const title = scale ?? t('chart.efficacy');
  const places = plotLine(points, BOX);
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <svg
        viewBox={`0 0 ${String(BOX.width)} ${String(BOX.height)}`}
        role="img"
        aria-label={`${title}: ${points.map((point) => `${point.label} ${String(point.value)}`).join(', ')}`}
      >
        <line x1={0} x2={BOX.width} y1={BOX.height - 1} y2={BOX.height - 1} />
        <polyline points={places.map(({ x, y }) => `${String(x)},${String(y)}`).join(' ')} />
        {places.map(({ x, y }, index) => (
          <g key={points[index]?.at ?? index}>
            <circle cx={x} cy={y} r={3} />
            <text x={x} y={y - 6} textAnchor="middle">
              {points[index]?.value}
            </text>
          </g>
        ))}
      </svg>
    </figure>
  );
}
