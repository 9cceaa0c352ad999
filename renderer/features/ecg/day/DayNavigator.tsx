import { useMemo, useRef, useState, type PointerEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { EcgLongAnalysis } from '../../../../shared/domain/ecg/longAnalysis';
import { useFrameSize } from '../sheet/useFrameSize';
import { momentText } from './clock';
import type { DayStore } from './dayStore';
import { axisStepS, centreOn } from './dayView';
import { eventTicks, rateScale, trendPaths } from './trend';

type Props = {
  readonly day: DayStore;
  readonly analysis: EcgLongAnalysis | null;
  readonly startOfDayS: number | null;
};

const HEIGHT_PX = 64;
const AXIS_PX = 14;
/** Width of `13:05`. */
const TEXT_PX = 30;

/** Heart rate over the whole recording with the window marked in it; press or drag to go somewhere. */
export function DayNavigator({ day, analysis, startOfDayS }: Props): ReactElement {
  const { t } = useTranslation('ecg');
  const box = useRef<HTMLDivElement>(null);
  const { width } = useFrameSize(box);
  const { totalS } = day.getState();
  const [isDragging, setDragging] = useState(false);
  const plot = HEIGHT_PX - AXIS_PX;
  const scale = useMemo(() => (analysis ? rateScale(analysis.trend) : null), [analysis]);
  const paths = useMemo(
    () =>
      analysis && scale && width > 0
        ? trendPaths(analysis.trend, { width, height: plot, totalS, scale })
        : null,
    [analysis, scale, width, plot, totalS],
  );
  const ticks = useMemo(
    () => eventTicks(analysis?.events ?? [], { width, totalS, y: plot }),
    [analysis, width, totalS, plot],
  );
  const go = (event: PointerEvent<HTMLElement>): void => {
    const { left, width: wide } = event.currentTarget.getBoundingClientRect();
    const { view, setView, setPage, pageS } = day.getState();
    const atS = ((event.clientX - left) / Math.max(1, wide)) * totalS;
    setView(centreOn(view, atS, totalS));
    setPage(atS - pageS / 2);
  };
  return (
    <div
      ref={box}
      className="ecg-navigator"
      role="img"
      aria-label={t('day.trend')}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDragging(true);
        go(event);
      }}
      onPointerMove={(event) => isDragging && go(event)}
      onPointerUp={() => setDragging(false)}
      onPointerCancel={() => setDragging(false)}
    >
      <svg width={width} height={HEIGHT_PX} aria-hidden>
        <TimeAxis width={width} totalS={totalS} startOfDayS={startOfDayS} />
        {scale &&
          scale.lines.map((rate) => (
            <line
              key={rate}
              className="ecg-trend-line"
              x1={0}
              x2={width}
              y1={scale.y(rate) * plot}
              y2={scale.y(rate) * plot}
            />
          ))}
        {paths && (
          <>
            <path className="ecg-trend-band" d={paths.band} />
            <path className="ecg-trend-mean" d={paths.mean} />
          </>
        )}
        <path className="ecg-trend-event" d={ticks} />
        <text x={4} y={11}>
          {analysis ? t('day.trendUnit') : t('day.noTrend')}
        </text>
        {scale?.lines.map((rate) => (
          <text key={rate} x={width - 4} y={scale.y(rate) * plot - 1} textAnchor="end">
            {rate}
          </text>
        ))}
      </svg>
      <ViewWindow day={day} />
    </div>
  );
}

function TimeAxis(props: {
  readonly width: number;
  readonly totalS: number;
  readonly startOfDayS: number | null;
}): ReactElement {
  const { width, totalS, startOfDayS } = props;
  const step = axisStepS(totalS, Math.max(1, width), 64);
  const origin = startOfDayS ?? 0;
  const first = Math.ceil(origin / step);
  const count = Math.max(0, Math.floor((origin + totalS) / step) - first + 1);
  return (
    <g className="ecg-trend-axis">
      {Array.from({ length: count }, (_, at) => (first + at) * step - origin)
        .filter((atS) => (atS / totalS) * width + TEXT_PX <= width)
        .map((atS) => (
          <text key={atS} x={(atS / totalS) * width} y={HEIGHT_PX - 2}>
            {momentText(atS, startOfDayS).slice(0, 5)}
          </text>
        ))}
    </g>
  );
}

/** Moves by itself: the picture below it stays as it is while somebody scrolls. */
function ViewWindow({ day }: { readonly day: DayStore }): ReactElement {
  const view = useStore(day, (state) => state.view);
  const isPage = useStore(day, (state) => state.mode === 'disclosure');
  const pageStartS = useStore(day, (state) => state.pageStartS);
  const pageS = useStore(day, (state) => state.pageS);
  const { totalS } = day.getState();
  const { startS, spanS } = isPage ? { startS: pageStartS, spanS: pageS } : view;
  return (
    <div
      className="ecg-navigator-window"
      style={{ left: `${(startS / totalS) * 100}%`, width: `${(spanS / totalS) * 100}%` }}
    />
  );
}
