import { ArrowRightOutlined } from '@ant-design/icons';
import { Checkbox, Input, Modal, Select } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { getCase } from '../../../shared/api/cases';
import { getSchedule, type Booking } from '../../../shared/api/scheduling';
import { useCaseCommand } from '../../platform/useCommand';
import { useQuery } from '../../platform/useQuery';
import { BeijingTimeInput } from '../../ui/BeijingTimeInput';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { Notice } from '../../ui/Notice';
import { useTimeFormat } from '../../ui/useTimeFormat';
import { resourceName, roomsOf, type Board } from './board';
import { conflictsOf, DAY, dayStart, HOUR, resourcesOf, type Span } from './lanes';

export type Move = {
  readonly booking: Booking;
  readonly startsAt: number;
  /** Room it was dropped on; `null` keeps the one it has. */
  readonly roomId: string | null;
};
type Props = {
  readonly move: Move;
  readonly board: Board;
  readonly onClose: () => void;
  readonly onMoved: () => void;
};

const NOTICE_MS = 2 * HOUR;

/** A reschedule shows the old and the new time to everybody, so it asks for a reason; time and rooms can still be put right. */
export function MoveDialog({ move, board, onClose, onMoved }: Props): ReactElement {
  const { t } = useTranslation('scheduling');
  const time = useTimeFormat();
  const { booking } = move;
  const detail = useQuery(getCase, { params: { caseId: booking.caseId } });
  const command = useCaseCommand();
  const had = roomsOf(board, booking.caseId);
  const [startsAt, setStartsAt] = useState<string | null>(new Date(move.startsAt).toISOString());
  const [centreRoomId, setCentre] = useState(move.roomId ?? had.centre?.id ?? null);
  const [countyRoomId, setCounty] = useState(had.county?.id ?? null);
  const [reason, setReason] = useState('');
  const [waiveNotice, setWaive] = useState(false);
  const length = Date.parse(booking.endsAt) - Date.parse(booking.startsAt);
  const span: Span | null =
    startsAt === null ? null : { from: Date.parse(startsAt), to: Date.parse(startsAt) + length };
  const clashes = useClashes(booking, span, [centreRoomId, countyRoomId], board);
  const now = Date.parse(time.now);
  const needsWaiver = Date.parse(booking.startsAt) - now < NOTICE_MS;
  const isPast = span !== null && span.from <= now;
  const ready =
    span !== null &&
    !isPast &&
    clashes.length === 0 &&
    reason.trim().length >= 2 &&
    (!needsWaiver || waiveNotice) &&
    detail.value !== null;
  const run = async () => {
    if (!detail.value || !span) return;
    const result = await command.run({
      caseId: booking.caseId,
      expectedVersion: detail.value.case.version,
      command: {
        type: 'reschedule',
        startsAt: new Date(span.from).toISOString(),
        endsAt: new Date(span.to).toISOString(),
        dueAt: null,
        centreRoomId,
        countyRoomId,
        reason: reason.trim(),
        waiveNotice,
      },
    });
    if (result.ok) onMoved();
  };
  const roomOptions = (kind: 'centre' | 'county') =>
    board.rooms
      .filter(
        (room) =>
          room.active &&
          room.kind === kind &&
          (kind === 'centre' || room.hospitalId === had.county?.hospitalId),
      )
      .map((room) => ({ value: room.id, label: room.name }));
  return (
    <Modal
      open
      title={t('move.title', { requestNo: booking.requestNo })}
      okText={t('move.ok')}
      okButtonProps={{ disabled: !ready, loading: command.status === 'running' }}
      onCancel={onClose}
      onOk={() => void run()}
    >
      <div className="hz-move">
        <p>
          <s>{time.span(booking.startsAt, booking.endsAt)}</s> <ArrowRightOutlined aria-hidden />{' '}
          <strong>
            {span
              ? time.span(new Date(span.from).toISOString(), new Date(span.to).toISOString())
              : '—'}
          </strong>
        </p>
        <label className="hz-move-field">
          <span>{t('move.start')}</span>
          <BeijingTimeInput
            label={t('move.start')}
            isFuture
            value={startsAt}
            onChange={setStartsAt}
          />
        </label>
        <label className="hz-move-field">
          <span>{t('card.centreRoom')}</span>
          <Select
            aria-label={t('card.centreRoom')}
            options={roomOptions('centre')}
            value={centreRoomId}
            onChange={setCentre}
          />
        </label>
        <label className="hz-move-field">
          <span>{t('card.countyRoom')}</span>
          <Select
            aria-label={t('card.countyRoom')}
            options={roomOptions('county')}
            value={countyRoomId}
            onChange={setCounty}
          />
        </label>
        {isPast && <Notice tone="risk">{t('move.past')}</Notice>}
        {clashes.length > 0 && (
          <Notice tone="urgent">
            {t('move.clash')}
            <ul>
              {clashes.map((entry) => (
                <li key={`${entry.caseId} ${entry.resourceId}`}>
                  {[
                    resourceName(board, entry) ?? t('requester'),
                    time.span(entry.startsAt, entry.endsAt),
                    entry.requestNo,
                  ].join(' ')}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        <Input
          aria-label={t('move.reason')}
          placeholder={t('move.reason')}
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {needsWaiver && (
          <Checkbox checked={waiveNotice} onChange={(event) => setWaive(event.target.checked)}>
            {t('move.waive')}
          </Checkbox>
        )}
        {detail.status === 'failed' && <ErrorNotice error={detail.error} onRetry={detail.reload} />}
        {command.error && <ErrorNotice error={command.error} />}
      </div>
    </Modal>
  );
}

/** What is booked against the wished slot, also on a day that is not on the board. The server has the last word. */
function useClashes(
  booking: Booking,
  span: Span | null,
  roomIds: readonly (string | null)[],
  board: Board,
): readonly Booking[] {
  const day = dayStart(span?.from ?? Date.parse(booking.startsAt), 0);
  const thatDay = useQuery(
    getSchedule,
    { query: { from: new Date(day).toISOString(), to: new Date(day + DAY).toISOString() } },
    { keepPrevious: true, reloadOn: (event) => event.type === 'caseChanged' },
  );
  if (span === null || thatDay.value === null) return [];
  const people = resourcesOf(board.bookings, booking.caseId)
    .filter(({ resourceKind }) => resourceKind !== 'room')
    .map(({ resourceId }) => resourceId);
  const wanted = [...people, ...roomIds.filter((id): id is string => id !== null)];
  return conflictsOf(thatDay.value.bookings, booking.caseId, wanted, span);
}
