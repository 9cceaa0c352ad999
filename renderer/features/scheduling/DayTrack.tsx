import type { DragEvent, ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Booking } from '../../../shared/api/scheduling';
import { useTimeFormat } from '../../ui/useTimeFormat';
import { blocksOf, FIRST_HOUR, instantAt, LAST_HOUR } from './lanes';

export type Lane = { readonly id: string; readonly name: string; readonly note: string };
type Props = {
  readonly lanes: readonly Lane[];
  readonly bookings: readonly Booking[];
  readonly day: number;
  readonly now: number;
  readonly canMove: boolean;
  readonly onOpen: (caseId: string) => void;
  /** A booking was dropped at an instant on a lane. */
  readonly onMove: (booking: Booking, startsAt: number, laneId: string) => void;
};

const HOURS = Array.from({ length: LAST_HOUR - FIRST_HOUR }, (_, index) => FIRST_HOUR + index);
const DRAG_TYPE = 'text/x-huizhen-booking';

/** One day: lanes down, time across. */
export function DayTrack(props: Props): ReactElement {
  const { t } = useTranslation('scheduling');
  const nowPercent = (((props.now - props.day) / 3_600_000 - FIRST_HOUR) / HOURS.length) * 100;
  return (
    <div className="hz-day" role="table" aria-label={t('dayPlan')}>
      <div className="hz-day-head" aria-hidden>
        <span className="hz-lane-name" />
        <div className="hz-lane-track">
          {HOURS.map((hour, index) => (
            <span
              key={hour}
              style={{ position: 'absolute', left: `${(index / HOURS.length) * 100}%` }}
            >
              {String(hour).padStart(2, '0')}:00
            </span>
          ))}
        </div>
      </div>
      {props.lanes.map((lane) => (
        <LaneRow key={lane.id} lane={lane} nowPercent={nowPercent} {...props} />
      ))}
    </div>
  );
}

function LaneRow(
  props: Props & { readonly lane: Lane; readonly nowPercent: number },
): ReactElement {
  const { t } = useTranslation(['scheduling', 'caseTerms']);
  const time = useTimeFormat();
  const { lane, day, bookings, nowPercent } = props;
  const drop = (event: DragEvent<HTMLDivElement>) => {
    const id = event.dataTransfer.getData(DRAG_TYPE);
    const booking = bookings.find((entry) => `${entry.caseId}${entry.resourceId}` === id);
    if (!booking) return;
    event.preventDefault();
    const box = event.currentTarget.getBoundingClientRect();
    props.onMove(booking, instantAt(day, (event.clientX - box.left) / box.width), lane.id);
  };
  return (
    <div className="hz-lane" role="row">
      <span className="hz-lane-name" role="rowheader" title={lane.note}>
        {lane.name}
        <small className="hz-dim">{lane.note}</small>
      </span>
      <div
        className="hz-lane-track"
        role="cell"
        onDragOver={(event) => props.canMove && event.preventDefault()}
        onDrop={drop}
      >
        {nowPercent > 0 && nowPercent < 100 && (
          <i className="hz-now" style={{ left: `${nowPercent}%` }} />
        )}
        {blocksOf(bookings, lane.id, day).map(({ booking, leftPercent, widthPercent }) => (
          <button
            type="button"
            key={booking.caseId + booking.resourceId}
            className={`hz-block hz-block-${booking.urgency} hz-block-${booking.state}`}
            style={{ left: `${leftPercent}%`, width: `${widthPercent}%` }}
            draggable={props.canMove && booking.state === 'scheduled'}
            onDragStart={(event) =>
              event.dataTransfer.setData(DRAG_TYPE, `${booking.caseId}${booking.resourceId}`)
            }
            onClick={() => props.onOpen(booking.caseId)}
            title={[
              time.span(booking.startsAt, booking.endsAt),
              booking.requestNo,
              booking.hospitalName,
              booking.departmentName,
              booking.chiefName ?? '',
              t(`caseTerms:state.${booking.state}`),
            ].join(' · ')}
          >
            {booking.hospitalName} · {booking.departmentName} {booking.chiefName ?? ''}
          </button>
        ))}
      </div>
    </div>
  );
}
