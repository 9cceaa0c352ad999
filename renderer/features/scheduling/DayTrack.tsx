import { useState, type DragEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Booking } from '../../../shared/api/scheduling';
import { useTimeFormat } from '../../ui/useTimeFormat';
import type { Board, Lane } from './board';
import { BookingBlock, bookingKey, DRAG_TYPE, type BookingActions } from './BookingBlock';
import { blocksOf, hoursOf, instantAt, placeOf, type HourRange, type Span } from './lanes';

type Props = {
  readonly board: Board;
  readonly lanes: readonly Lane[];
  readonly day: number;
  readonly now: number;
  /** When those of the booking being dragged are taken elsewhere. */
  readonly busy: readonly Span[];
  readonly actions: BookingActions;
  /** A booking was dropped at an instant on a lane. */
  readonly onDrop: (booking: Booking, startsAt: number, laneId: string) => void;
};

/** One day: lanes down, time across. */
export function DayTrack(props: Props): ReactElement {
  const { t } = useTranslation('scheduling');
  const hours = hoursOf(props.board.bookings, props.day);
  const marks = Array.from({ length: hours.to - hours.from }, (_, index) => hours.from + index);
  return (
    <div className="hz-day" role="table" aria-label={t('dayPlan')}>
      <div className="hz-day-head" aria-hidden>
        <span className="hz-lane-name" />
        <div className="hz-lane-track" style={gridOf(hours)}>
          {marks.map((hour, index) => (
            <span key={hour} style={{ left: `${(index / marks.length) * 100}%` }}>
              {String(hour).padStart(2, '0')}:00
            </span>
          ))}
        </div>
      </div>
      {props.lanes.map((lane) => (
        <LaneRow key={lane.id} lane={lane} hours={hours} {...props} />
      ))}
    </div>
  );
}

const gridOf = (hours: HourRange) => ({ backgroundSize: `${100 / (hours.to - hours.from)}% 100%` });

function LaneRow(props: Props & { readonly lane: Lane; readonly hours: HourRange }): ReactElement {
  const { lane, day, hours, board, now, actions } = props;
  const { timeOfDay } = useTimeFormat();
  const [over, setOver] = useState<number | null>(null);
  const bookingOf = (event: DragEvent) => {
    const key = event.dataTransfer.getData(DRAG_TYPE);
    return board.bookings.find((entry) => bookingKey(entry) === key);
  };
  const instantOf = (event: DragEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return instantAt(day, (event.clientX - box.left) / box.width, hours);
  };
  const drop = (event: DragEvent<HTMLDivElement>) => {
    setOver(null);
    const booking = bookingOf(event);
    if (!booking) return;
    event.preventDefault();
    props.onDrop(booking, instantOf(event), lane.id);
  };
  const percentOf = (at: number) => placeOf({ from: at, to: at + 1 }, day, hours)?.leftPercent;
  const nowPercent = percentOf(now);
  return (
    <div className="hz-lane" role="row">
      <span className="hz-lane-name" role="rowheader" title={`${lane.name} ${lane.note}`}>
        <b>{lane.name}</b>
        <small>{lane.note}</small>
      </span>
      <div
        className="hz-lane-track"
        style={gridOf(hours)}
        role="cell"
        onDragOver={(event) => {
          if (!actions.onMove) return;
          event.preventDefault();
          setOver(instantOf(event));
        }}
        onDragLeave={() => setOver(null)}
        onDrop={drop}
      >
        {props.busy.map((span) => {
          const place = placeOf(span, day, hours);
          return (
            place && (
              <i
                key={span.from}
                className="hz-busy"
                style={{ left: `${place.leftPercent}%`, width: `${place.widthPercent}%` }}
              />
            )
          );
        })}
        {nowPercent !== undefined && <i className="hz-now" style={{ left: `${nowPercent}%` }} />}
        {blocksOf(board.bookings, lane.id, day, hours).map(
          ({ booking, leftPercent, widthPercent }) => (
            <BookingBlock
              key={bookingKey(booking)}
              booking={booking}
              board={board}
              actions={actions}
              style={{ left: `${leftPercent}%`, width: `${widthPercent}%` }}
            />
          ),
        )}
        {over !== null && (
          <span className="hz-drop" style={{ left: `${percentOf(over) ?? 0}%` }}>
            {timeOfDay(new Date(over).toISOString())}
          </span>
        )}
      </div>
    </div>
  );
}
