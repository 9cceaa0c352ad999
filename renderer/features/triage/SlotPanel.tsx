import { Button, InputNumber, Select, Skeleton, Tag } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { listRooms } from '../../../shared/api/administration';
import type { CaseDetail } from '../../../shared/api/cases';
import { proposeSlots, type SlotProposal } from '../../../shared/api/scheduling';
import type { CaseCommand } from '../../../shared/domain/consultation/commands';
import { useQuery } from '../../platform/useQuery';
import { BeijingTimeInput } from '../../ui/BeijingTimeInput';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { Notice } from '../../ui/Notice';
import { useTimeFormat } from '../../ui/useTimeFormat';

/** An ordinary written consultation is answered within a day. */
const DEFAULT_DUE_MS = 24 * 3_600_000;

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
    <section className="hz-preview-part" aria-label={t('slot.title')}>
      <h3>{t('slot.title')}</h3>
      {proposals.status === 'failed' && (
        <ErrorNotice error={proposals.error} onRetry={proposals.reload} />
      )}
      {proposals.value === null && proposals.status === 'loading' && <Skeleton active />}
      {proposals.value !== null && items.length === 0 && <EmptyState title={t('slot.none')} />}
      <ul className="hz-slots">
        {items.map((slot) => (
          <li key={`${slot.startsAt} ${slot.centreRoomId}`}>
            <div>
              <strong>{time.span(slot.startsAt, slot.endsAt)}</strong>{' '}
              {slot.preferred && <Tag color="blue">{t('slot.preferred')}</Tag>}
              <div className="hz-dim">
                {slot.centreRoomName} ↔ {slot.countyRoomName}
              </div>
              <div className="hz-dim">
                {t('slot.minutes', { minutes: slot.minutes })} ·{' '}
                {t(`slot.basis.${slot.basis.of}`, { count: slot.basis.count })}
              </div>
            </div>
            <Button type="primary" size="small" loading={busy} onClick={() => take(slot)}>
              {t('slot.take')}
            </Button>
          </li>
        ))}
      </ul>
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
  const [start, setStart] = useState<string | null>(null);
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
      startsAt: start,
      endsAt: new Date(Date.parse(start) + minutes * 60_000).toISOString(),
      dueAt: null,
      centreRoomId: centre,
      countyRoomId: county,
    });
  return (
    <div style={{ display: 'grid', gap: 8 }}>
      <BeijingTimeInput
        label={t('slot.start')}
        placeholder={t('slot.start')}
        isFuture
        value={start}
        onChange={setStart}
      />
      <InputNumber
        aria-label={t('slot.length')}
        style={{ width: '100%' }}
        suffix={t('slot.minuteUnit')}
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
  const [due, setDue] = useState<string | null>(() =>
    new Date(Date.now() + DEFAULT_DUE_MS).toISOString(),
  );
  const go = () =>
    due &&
    onRun({
      type: 'schedule',
      startsAt: new Date().toISOString(),
      endsAt: null,
      dueAt: due,
      centreRoomId: null,
      countyRoomId: null,
    });
  return (
    <section className="hz-preview-part" aria-label={t('slot.title')}>
      <h3>{t('slot.title')}</h3>
      <Notice tone="plain">{t('slot.noRoom')}</Notice>
      <BeijingTimeInput label={t('slot.due')} isFuture value={due} onChange={setDue} />
      <Button type="primary" disabled={!due} loading={busy} onClick={go}>
        {t('slot.setDue')}
      </Button>
    </section>
  );
}
