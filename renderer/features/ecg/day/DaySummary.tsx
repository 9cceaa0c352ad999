import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { EcgLongAnalysis } from '../../../../shared/domain/ecg/longAnalysis';
import { clockText } from './clock';
import { useMoment } from './useMoment';

type Props = {
  readonly analysis: EcgLongAnalysis;
  readonly startOfDayS: number | null;
  readonly onGo: (atS: number) => void;
};

/** Numbers of the whole recording and its RR histogram; what could not be computed is a dash. */
export function DaySummary({ analysis, startOfDayS, onGo }: Props): ReactElement {
  const { t } = useTranslation('ecg');
  const moment = useMoment(startOfDayS);
  const perMin = (rate: number | null): string =>
    rate === null ? '—' : t('unit.perMin', { value: rate.toFixed(0) });
  const ms = (value: number | null): string =>
    value === null ? '—' : t('unit.ms', { value: value.toFixed(0) });
  const place = (atS: number): ReactElement => (
    <button type="button" className="ecg-place" onClick={() => onGo(atS)}>
      {moment(atS)}
    </button>
  );
  const { slowest, fastest, longestRr } = analysis;
  return (
    <div className="ecg-summary">
      <dl>
        <dt>{t('summary.analysed')}</dt>
        <dd>{clockText(analysis.analysedS)}</dd>
        <dt>{t('summary.beats')}</dt>
        <dd>{t('summary.beatsOf', { count: analysis.beatCount, other: analysis.otherCount })}</dd>
        <dt>{t('summary.mean')}</dt>
        <dd>{perMin(analysis.meanRate)}</dd>
        <dt>{t('summary.slowest')}</dt>
        <dd>
          {perMin(slowest?.rate ?? null)} {slowest && place(slowest.atS)}
        </dd>
        <dt>{t('summary.fastest')}</dt>
        <dd>
          {perMin(fastest?.rate ?? null)} {fastest && place(fastest.atS)}
        </dd>
        <dt>{t('summary.longestRr')}</dt>
        <dd>
          {ms(longestRr?.ms ?? null)} {longestRr && place(longestRr.atS)}
        </dd>
        <dt>{t('summary.sdnn')}</dt>
        <dd>{ms(analysis.sdnnMs)}</dd>
        <dt>{t('summary.sdann')}</dt>
        <dd>{ms(analysis.sdannMs)}</dd>
      </dl>
      <Histogram histogram={analysis.rrHistogram} />
      <p className="ecg-hint">
        {t('summary.method', { method: analysis.method, leads: analysis.channels.join(' ') })}
      </p>
    </div>
  );
}

const WIDTH = 300;
const HEIGHT = 90;

function Histogram({
  histogram: { binMs, counts },
}: {
  readonly histogram: EcgLongAnalysis['rrHistogram'];
}): ReactElement | null {
  const { t } = useTranslation('ecg');
  const most = Math.max(0, ...counts);
  if (most === 0) return null;
  const first = Math.max(0, counts.findIndex((count) => count > 0) - 1);
  const last = Math.min(counts.length, counts.findLastIndex((count) => count > 0) + 2);
  const wide = WIDTH / Math.max(1, last - first);
  const tickMs = [100, 200, 500].find((step) => (step / binMs) * wide >= 36) ?? 1000;
  const ticks = Array.from({ length: last - first }, (_, at) => (first + at) * binMs).filter(
    (value) => value % tickMs === 0,
  );
  return (
    <figure className="ecg-histogram">
      <figcaption>{t('summary.histogram', { bin: binMs })}</figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT + 14}`}
        role="img"
        aria-label={t('summary.histogram', { bin: binMs })}
      >
        {counts.slice(first, last).map((count, at) => {
          // a single beat must be seen beside a hundred thousand
          const height = count === 0 ? 0 : Math.max(1.5, (count / most) * HEIGHT);
          return (
            <rect
              key={at}
              x={at * wide}
              y={HEIGHT - height}
              width={Math.max(0.8, wide - 0.4)}
              height={height}
            >
              <title>
                {t('summary.bin', {
                  from: (first + at) * binMs,
                  to: (first + at + 1) * binMs,
                  count,
                })}
              </title>
            </rect>
          );
        })}
        {ticks.map((value) => (
          <text key={value} x={(value / binMs - first) * wide} y={HEIGHT + 11}>
            {value}
          </text>
        ))}
      </svg>
    </figure>
  );
}
