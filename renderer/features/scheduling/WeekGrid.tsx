import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Booking } from '../../../shared/api/scheduling';
import { useTimeFormat } from '../../ui/useTimeFormat';
import type { Board, Lane } from './board';
import { BookingBlock, bookingKey, DRAG_TYPE, type BookingActions } from './BookingBlock';
import { DAY, dayStart, onDay, spanOf, type Span } from './lanes';

type Props = {
  readonly board: Board;
  readonly lanes: readonly Lane[];
  readonly monday: number;
  readonly now: number;
  readonly busy: readonly Span[];
  readonly actions: BookingActions;
  readonly onDay: (day: number) => void;
  readonly onDrop: (booking: Booking, startsAt: number, laneId: string) => void;
};

/** A week: lanes down, days across. Dropping on another day keeps the time of day. */
export function WeekGrid(props: Props): ReactElement {
  const { t } = useTranslation('scheduling');
  const { day } = useTimeFormat();
  const days = Array.from({ length: 7 }, (_, index) => props.monday + index * DAY);
  const today = dayStart(props.now, 0);
  return (
    <table className="hz-week" aria-label={t('weekPlan')}>
      <thead>
        <tr>
          <th />
          {days.map((at) => (
            <th key={at} data-today={at === today}>
              <button type="button" onClick={() => props.onDay(at)} title={t('showDay')}>
                {day(new Date(at).toISOString())}
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.lanes.map((lane) => (
          <tr key={lane.id}>
            <th scope="row" title={`${lane.name} ${lane.note}`}>
              <b>{lane.name}</b>
              <small>{lane.note}</small>
            </th>
            {days.map((at) => (
              <DayCell key={at} {...props} lane={lane} day={at} isToday={at === today} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DayCell(
  props: Props & { readonly lane: Lane; readonly day: number; readonly isToday: boolean },
): ReactElement {
  const { board, lane, day, actions, busy } = props;
  const { timeOfDay } = useTimeFormat();
  const [isOver, setOver] = useState(false);
  const bookings = board.bookings.filter((booking) => {
    const { from } = spanOf(booking);
    return booking.resourceId === lane.id && from >= day && from < day + DAY;
  });
  const taken = busy.filter(({ from }) => from >= day && from < day + DAY);
  return (
    <td
      data-today={props.isToday}
      data-over={isOver}
      onDragOver={(event) => {
        if (!actions.onMove) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        const key = event.dataTransfer.getData(DRAG_TYPE);
        const booking = board.bookings.find((entry) => bookingKey(entry) === key);
        if (!booking) return;
        event.preventDefault();
        props.onDrop(booking, onDay(Date.parse(booking.startsAt), day), lane.id);
      }}
    >
      {bookings.map((booking) => (
        <BookingBlock key={bookingKey(booking)} booking={booking} board={board} actions={actions} />
      ))}
      {taken.map(({ from, to }) => (
        <span key={from} className="hz-busy-note">
          {timeOfDay(new Date(from).toISOString())}–{timeOfDay(new Date(to).toISOString())}
        </span>
      ))}
    </td>
  );
}
