import { Checkbox, Input, Modal } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { getCase } from '../../../shared/api/cases';
import type { Booking } from '../../../shared/api/scheduling';
import { useCaseCommand } from '../../platform/useCommand';
import { useQuery } from '../../platform/useQuery';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { useTimeFormat } from '../../ui/useTimeFormat';

export type Move = {
  readonly booking: Booking;
  readonly startsAt: number;
  readonly roomId: string | null;
};
type Props = { readonly move: Move; readonly onClose: () => void; readonly onMoved: () => void };

/** A reschedule shows the old and the new time to everybody, so it asks for a reason. */
export function MoveDialog({ move, onClose, onMoved }: Props): ReactElement {
  const { t } = useTranslation('scheduling');
  const time = useTimeFormat();
  const { booking } = move;
  const detail = useQuery(getCase, { params: { caseId: booking.caseId } });
  const command = useCaseCommand();
  const [reason, setReason] = useState('');
  const [waiveNotice, setWaive] = useState(false);
  const length = Date.parse(booking.endsAt) - Date.parse(booking.startsAt);
  const startsAt = new Date(move.startsAt).toISOString();
  const run = async () => {
    const appointment = detail.value?.case.appointment;
    if (!detail.value || !appointment) return;
    const result = await command.run({
      caseId: booking.caseId,
      expectedVersion: detail.value.case.version,
      command: {
        type: 'reschedule',
        startsAt,
        endsAt: new Date(move.startsAt + length).toISOString(),
        dueAt: null,
        centreRoomId: move.roomId ?? appointment.centreRoomId,
        countyRoomId: appointment.countyRoomId,
        reason: reason.trim(),
        waiveNotice,
      },
    });
    if (result.ok) onMoved();
  };
  return (
    <Modal
      open
      title={t('move.title', { requestNo: booking.requestNo })}
      okText={t('move.ok')}
      okButtonProps={{
        disabled: reason.trim().length < 2 || !detail.value,
        loading: command.status === 'running',
      }}
      onCancel={onClose}
      onOk={() => void run()}
    >
      <p>
        <s>{time.instant(booking.startsAt)}</s> → <strong>{time.instant(startsAt)}</strong>
      </p>
      <Input
        aria-label={t('move.reason')}
        placeholder={t('move.reason')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Checkbox checked={waiveNotice} onChange={(event) => setWaive(event.target.checked)}>
        {t('move.waive')}
      </Checkbox>
      {detail.status === 'failed' && <ErrorNotice error={detail.error} onRetry={detail.reload} />}
      {command.error && <ErrorNotice error={command.error} />}
    </Modal>
  );
}
