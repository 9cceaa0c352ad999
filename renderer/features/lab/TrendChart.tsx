import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { isCritical, printedUnit, type TrendPoint } from '../../../shared/domain/lab/labBoard';
import type { ReferenceLimits } from '../../../shared/domain/lab/referenceRange';
import { useTimeFormat } from '../../ui/useTimeFormat';
import { ticks, valueRange } from './chartScale';

type Props = {
  readonly name: string;
  readonly unit: string;
  readonly points: readonly TrendPoint[];
  readonly limits: ReferenceLimits | null;
};

const [WIDTH, HEIGHT] = [640, 240];
const FRAME = { left: 56, right: 24, top: 16, bottom: 34 };

/** One test over time: distances are times, the band is the reference range printed with the latest result. */
export function TrendChart({ name, unit, points, limits }: Props): ReactElement {
  const { t } = useTranslation('lab');
  const { instant } = useTimeFormat();
  const range = valueRange(
    points.map(({ value }) => value),
    limits,
  );
  const times = points.map(({ at }) => Date.parse(at));
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const x = (time: number) =>
    to === from
      ? (FRAME.left + WIDTH - FRAME.right) / 2
      : FRAME.left + ((time - from) / (to - from)) * (WIDTH - FRAME.left - FRAME.right);
  const y = (value: number) =>
    HEIGHT -
    FRAME.bottom -
    ((value - range.low) / (range.high - range.low)) * (HEIGHT - FRAME.top - FRAME.bottom);
  const [bandTop, bandBottom] = [y(limits?.high ?? range.high), y(limits?.low ?? range.low)];
  const label = t('trend.of', { name, unit: printedUnit(unit) });
  return (
    <figure className="lab-chart">
      <figcaption>{label}</figcaption>
      <svg
        viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
        role="img"
        aria-label={`${label}: ${points.map((p) => `${instant(p.at)} ${String(p.value)}`).join('; ')}`}
      >
        {limits && (
          <rect
            className="lab-band"
            x={FRAME.left}
            width={WIDTH - FRAME.left - FRAME.right}
            y={bandTop}
            height={Math.max(0, bandBottom - bandTop)}
          />
        )}
        {ticks(range.low, range.high).map((tick) => (
          <g key={tick} className="lab-tick">
            <line x1={FRAME.left} x2={WIDTH - FRAME.right} y1={y(tick)} y2={y(tick)} />
            <text x={FRAME.left - 8} y={y(tick) + 4} textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
        <polyline
          points={points
            .map((p) => `${String(x(Date.parse(p.at)))},${String(y(p.value))}`)
            .join(' ')}
        />
        {points.map((point, index) => {
          const [cx, cy] = [x(Date.parse(point.at)), y(point.value)];
          const anchor = index === 0 ? 'start' : index === points.length - 1 ? 'end' : 'middle';
          return (
            <g
              key={`${point.at} ${String(point.value)}`}
              className="lab-point"
              data-mark={point.mark ?? undefined}
              data-critical={isCritical(point.mark)}
            >
              <circle cx={cx} cy={cy} r={4} />
              <text x={cx} y={cy - 9} textAnchor={anchor}>
                {point.value}
                {point.mark && ` ${t(`mark.${point.mark}`)}`}
              </text>
              <text className="lab-date" x={cx} y={HEIGHT - 12} textAnchor={anchor}>
                {instant(point.at)}
              </text>
            </g>
          );
        })}
      </svg>
      {limits && <p className="lab-muted">{t('trend.band')}</p>}
    </figure>
  );
}
