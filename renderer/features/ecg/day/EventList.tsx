import { Select } from 'antd';
import { useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import {
  EVENT_KINDS,
  type EcgEvent,
  type EcgEventKind,
  type EcgLongAnalysis,
} from '../../../../shared/domain/ecg/longAnalysis';
import { useMoment } from './useMoment';

type Props = {
  readonly analysis: EcgLongAnalysis;
  readonly startOfDayS: number | null;
  readonly cursorS: number | null;
  readonly onGo: (event: EcgEvent) => void;
};

const ROW_PX = 24;
const SPARE_ROWS = 8;

/** Hints in order of time. Only the rows in the window exist: there may be thousands. */
export function EventList({ analysis, startOfDayS, cursorS, onGo }: Props): ReactElement {
  const { t } = useTranslation('ecg');
  const [kind, setKind] = useState<EcgEventKind | null>(null);
  const events = useMemo(
    () => analysis.events.filter((event) => kind === null || event.kind === kind),
    [analysis, kind],
  );
  const counts = useMemo(() => {
    const found = new Map<EcgEventKind, number>();
    for (const event of analysis.events) found.set(event.kind, (found.get(event.kind) ?? 0) + 1);
    return found;
  }, [analysis]);
  const left = analysis.eventCount - analysis.events.length;
  return (
    <div className="ecg-events">
      <Select<EcgEventKind | 'all'>
        size="small"
        aria-label={t('day.eventKind')}
        value={kind ?? 'all'}
        onChange={(value) => setKind(value === 'all' ? null : value)}
        options={[
          { value: 'all', label: t('day.allEvents', { count: analysis.events.length }) },
          ...EVENT_KINDS.filter((value) => counts.has(value)).map((value) => ({
            value,
            label: t('day.eventsOf', { name: t(`event.${value}`), count: counts.get(value) }),
          })),
        ]}
      />
      <Rows events={events} startOfDayS={startOfDayS} cursorS={cursorS} onGo={onGo} />
      {left > 0 && <p className="ecg-hint">{t('day.moreEvents', { count: left })}</p>}
      <p className="ecg-hint">{t('day.eventNote')}</p>
    </div>
  );
}

type RowsProps = Omit<Props, 'analysis'> & { readonly events: readonly EcgEvent[] };

function Rows({ events, startOfDayS, cursorS, onGo }: RowsProps): ReactElement {
  const { t } = useTranslation('ecg');
  const moment = useMoment(startOfDayS);
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const current = cursorS === null ? -1 : events.findIndex(({ fromS }) => fromS === cursorS);
  useEffect(() => {
    const element = box.current;
    if (!element || current < 0) return;
    const y = current * ROW_PX;
    if (y < element.scrollTop || y + ROW_PX > element.scrollTop + element.clientHeight)
      element.scrollTop = y - element.clientHeight / 2;
  }, [current]);
  const height = box.current?.clientHeight ?? 400;
  const first = Math.max(0, Math.floor(top / ROW_PX) - SPARE_ROWS);
  const last = Math.min(events.length, Math.ceil((top + height) / ROW_PX) + SPARE_ROWS);
  return (
    <div ref={box} className="ecg-event-rows" onScroll={() => setTop(box.current?.scrollTop ?? 0)}>
      <ol style={{ height: events.length * ROW_PX }}>
        {events.slice(first, last).map((event, offset) => (
          <li key={first + offset} style={{ top: (first + offset) * ROW_PX, height: ROW_PX }}>
            <button
              type="button"
              aria-current={first + offset === current}
              onClick={() => onGo(event)}
            >
              <span>{moment(event.fromS)}</span>
              <b>{t(`event.${event.kind}`)}</b>
              <span>
                {t(`eventValue.${event.kind}`, {
                  value: event.value.toFixed(0),
                  seconds: (event.toS - event.fromS).toFixed(0),
                })}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}
