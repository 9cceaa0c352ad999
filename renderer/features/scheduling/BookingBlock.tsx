import { Button, Popover } from 'antd';
import { useState, type CSSProperties, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Booking } from '../../../shared/api/scheduling';
import { StateTag } from '../../ui/StateTag';
import { UrgencyTag } from '../../ui/UrgencyTag';
import { useTimeFormat } from '../../ui/useTimeFormat';
import { roomsOf, type Board } from './board';

/** What may be done with a booking; absent where the reader may not. */
export type BookingActions = {
  readonly onOpen?: (caseId: string) => void;
  readonly onMove?: (booking: Booking) => void;
  readonly onDrag: (booking: Booking | null) => void;
};

type Props = {
  readonly booking: Booking;
  readonly board: Board;
  readonly actions: BookingActions;
  readonly style?: CSSProperties;
};

export const DRAG_TYPE = 'text/x-huizhen-booking';
export const bookingKey = (booking: Booking) => `${booking.caseId} ${booking.resourceId}`;

/** One booking on a board: drag it, or press it for what it is and what can be done. */
export function BookingBlock({ booking, board, actions, style }: Props): ReactElement {
  const { t } = useTranslation(['scheduling', 'caseTerms']);
  const { timeOfDay } = useTimeFormat();
  const [isOpen, setOpen] = useState(false);
  const mayMove = actions.onMove !== undefined && booking.state === 'scheduled';
  return (
    <Popover
      trigger="click"
      open={isOpen}
      onOpenChange={setOpen}
      destroyOnHidden
      content={
        <BookingCard
          booking={booking}
          board={board}
          actions={actions}
          onDone={() => setOpen(false)}
        />
      }
    >
      <button
        type="button"
        className="hz-block"
        data-urgency={booking.urgency}
        data-state={booking.state}
        style={style}
        draggable={mayMove}
        onDragStart={(event) => {
          event.dataTransfer.setData(DRAG_TYPE, bookingKey(booking));
          event.dataTransfer.effectAllowed = 'move';
          setOpen(false);
          actions.onDrag(booking);
        }}
        onDragEnd={() => actions.onDrag(null)}
        aria-label={[
          timeOfDay(booking.startsAt),
          booking.requestNo,
          booking.hospitalName,
          t(`caseTerms:state.${booking.state}`),
        ].join(' ')}
      >
        <span>
          <b>{timeOfDay(booking.startsAt)}</b>
          <span>{booking.hospitalName}</span>
        </span>
        <small>{[booking.departmentName, booking.chiefName].filter(Boolean).join(' · ')}</small>
      </button>
    </Popover>
  );
}

function BookingCard(props: Props & { readonly onDone: () => void }): ReactElement {
  const { t } = useTranslation(['scheduling', 'caseTerms']);
  const { span } = useTimeFormat();
  const { booking, board, actions, onDone } = props;
  const rooms = roomsOf(board, booking.caseId);
  const lines: [string, string | null | undefined][] = [
    [t('scheduling:card.time'), span(booking.startsAt, booking.endsAt)],
    [t('scheduling:card.hospital'), booking.hospitalName],
    [t('scheduling:card.department'), booking.departmentName],
    [t('scheduling:card.chief'), booking.chiefName],
    [t('scheduling:card.centreRoom'), rooms.centre?.name],
    [t('scheduling:card.countyRoom'), rooms.county?.name],
  ];
  const mayMove = actions.onMove !== undefined && booking.state === 'scheduled';
  return (
    <div className="hz-booking">
      <header>
        <strong>{booking.requestNo}</strong>
        <UrgencyTag urgency={booking.urgency} />
        <StateTag state={booking.state} />
      </header>
      <dl>
        {lines
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {(actions.onOpen || mayMove) && (
        <footer>
          {mayMove && (
            <Button
              size="small"
              onClick={() => {
                onDone();
                actions.onMove?.(booking);
              }}
            >
              {t('scheduling:move.open')}
            </Button>
          )}
          {actions.onOpen && (
            <Button size="small" type="primary" onClick={() => actions.onOpen?.(booking.caseId)}>
              {t('scheduling:openCase')}
            </Button>
          )}
        </footer>
      )}
    </div>
  );
}
