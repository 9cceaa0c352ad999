import { Alert, Button, DatePicker, InputNumber, List, Select, Tag } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { listRooms } from '../../../shared/api/administration';
import type { CaseDetail } from '../../../shared/api/cases';
import { proposeSlots, type SlotProposal } from '../../../shared/api/scheduling';
import type { CaseCommand } from '../../../shared/domain/consultation/commands';
import { useQuery } from '../../platform/useQuery';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { useTimeFormat } from '../../ui/useTimeFormat';

type Props = {
  readonly detail: CaseDetail;
  readonly busy: boolean;
  readonly onRun: (command: CaseCommand) => void;
};

/** A video consultation gets a slot and two rooms, proposed or chosen by hand; the others a due time. */
export function SlotPanel(props: Props): ReactElement {
  return props.detail.case.form.wishes.mode === 'video' ? (
    <VideoSlot {...props} />
  ) : (
    <DueTime {...props} />
  );
}

function VideoSlot({ detail, busy, onRun }: Props): ReactElement {
  const { t } = useTranslation('triage');
  const proposals = useQuery(proposeSlots, { params: { caseId: detail.case.id } });
  const time = useTimeFormat();
  const [byHand, setByHand] = useState(false);
  const take = (slot: SlotProposal) =>
    onRun({
      type: 'schedule',
      startsAt: slot.startsAt,
      endsAt: slot.endsAt,
      dueAt: null,
      centreRoomId: slot.centreRoomId,
      countyRoomId: slot.countyRoomId,
    });
  const items = proposals.value?.items ?? [];
  return (
    <section aria-label={t('slot.title')}>
      {proposals.status === 'failed' && (
        <ErrorNotice error={proposals.error} onRetry={proposals.reload} />
      )}
      <List<SlotProposal>
        size="small"
        loading={proposals.status === 'loading'}
        locale={{ emptyText: <EmptyState title={t('slot.none')} /> }}
        dataSource={[...items]}
        renderItem={(slot) => (
          <List.Item
            actions={[
              <Button
                key="take"
                type="primary"
                size="small"
                loading={busy}
                onClick={() => take(slot)}
              >
                {t('slot.take')}
              </Button>,
            ]}
          >
            <div>
              <strong>{time.instant(slot.startsAt)}</strong> ·{' '}
              {t('slot.minutes', { minutes: slot.minutes })}{' '}
              {slot.preferred && <Tag color="blue">{t('slot.preferred')}</Tag>}
              <div className="hz-dim">
                {slot.centreRoomName} ↔ {slot.countyRoomName} ·{' '}
                {t(`slot.basis.${slot.basis.of}`, { count: slot.basis.count })}
              </div>
            </div>
          </List.Item>
        )}
      />
      <Button type="link" size="small" onClick={() => setByHand(!byHand)}>
        {t('slot.byHand')}
      </Button>
      {byHand && <ManualSlot detail={detail} busy={busy} onRun={onRun} />}
    </section>
  );
}

function ManualSlot({ detail, busy, onRun }: Props): ReactElement {
  const { t } = useTranslation('triage');
  const rooms = useQuery(listRooms, {});
  const [start, setStart] = useState<Dayjs | null>(null);
  const [minutes, setMinutes] = useState(30);
  const [centre, setCentre] = useState<string | null>(null);
  const [county, setCounty] = useState<string | null>(null);
  const options = (kind: 'centre' | 'county') =>
    (rooms.value?.items ?? [])
      .filter(
        (room) =>
          room.active &&
          room.kind === kind &&
          (kind === 'centre' || room.hospitalId === detail.case.hospitalId),
      )
      .map((room) => ({ value: room.id, label: room.name }));
  const go = () =>
    start &&
    onRun({
      type: 'schedule',
      startsAt: start.toISOString(),
      endsAt: start.add(minutes, 'minute').toISOString(),
      dueAt: null,
      centreRoomId: centre,
      countyRoomId: county,
    });
  return (
    <div style={{ display: 'grid', gap: 8 }}>
      <DatePicker
        showTime={{ format: 'HH:mm', minuteStep: 5 }}
        format="MM-DD HH:mm"
        disabledDate={(day) => day.isBefore(dayjs().startOf('day'))}
        value={start}
        onChange={setStart}
        placeholder={t('slot.start')}
      />
      <InputNumber
        aria-label={t('slot.length')}
        min={10}
        max={240}
        step={5}
        value={minutes}
        onChange={(value) => setMinutes(value ?? 30)}
      />
      <Select
        aria-label={t('slot.centreRoom')}
        placeholder={t('slot.centreRoom')}
        options={options('centre')}
        value={centre}
        onChange={setCentre}
      />
      <Select
        aria-label={t('slot.countyRoom')}
        placeholder={t('slot.countyRoom')}
        options={options('county')}
        value={county}
        onChange={setCounty}
      />
      <Button type="primary" disabled={!start || !centre || !county} loading={busy} onClick={go}>
        {t('slot.take')}
      </Button>
    </div>
  );
}

function DueTime({ busy, onRun }: Props): ReactElement {
  const { t } = useTranslation('triage');
  const [due, setDue] = useState<Dayjs | null>(dayjs().add(24, 'hour'));
  const go = () =>
    due &&
    onRun({
      type: 'schedule',
      startsAt: new Date().toISOString(),
      endsAt: null,
      dueAt: due.toISOString(),
      centreRoomId: null,
      countyRoomId: null,
    });
  return (
    <section aria-label={t('slot.title')} style={{ display: 'grid', gap: 8 }}>
      <Alert type="info" title={t('slot.noRoom')} />
      <DatePicker
        showTime={{ format: 'HH:mm' }}
        format="MM-DD HH:mm"
        value={due}
        onChange={setDue}
      />
      <Button type="primary" disabled={!due} loading={busy} onClick={go}>
        {t('slot.setDue')}
      </Button>
    </section>
  );
}
