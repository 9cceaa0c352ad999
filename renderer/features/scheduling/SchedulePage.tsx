import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Segmented, Skeleton, Space } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { getSchedule, type Booking } from '../../../shared/api/scheduling';
import { useMe } from '../../platform/ApiContext';
import { useQuery } from '../../platform/useQuery';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { useTimeFormat } from '../../ui/useTimeFormat';
import './board.css';
import { DayTrack, type Lane } from './DayTrack';
import { dayStart } from './lanes';
import { MoveDialog, type Move } from './MoveDialog';

const DAY = 86_400_000;

/** The board of the day: rooms of both sides and experts against time; drag a booking to move it. */
export function SchedulePage(): ReactElement {
  const { t } = useTranslation('scheduling');
  const me = useMe();
  const navigate = useNavigate();
  const [offset, setOffset] = useState(0);
  const [by, setBy] = useState<'centre' | 'county' | 'experts'>('centre');
  const [move, setMove] = useState<Move | null>(null);
  const time = useTimeFormat();
  const now = Date.parse(time.now);
  const day = dayStart(now, offset);
  const board = useQuery(
    getSchedule,
    { query: { from: new Date(day).toISOString(), to: new Date(day + DAY).toISOString() } },
    { keepPrevious: true, reloadOn: (event) => event.type === 'caseChanged' },
  );
  const canOpen = me.role !== 'technician';
  const drop = (booking: Booking, startsAt: number, laneId: string) =>
    setMove({ booking, startsAt, roomId: by === 'centre' ? laneId : null });
  const lanes = board.value ? lanesOf(board.value, by) : [];
  const meetings = new Set(board.value?.bookings.map((booking) => booking.caseId)).size;
  return (
    <div className="hz-page">
      <header className="hz-page-head">
        <h1>{t('title')}</h1>
        <Space>
          <Button
            aria-label={t('previousDay')}
            icon={<LeftOutlined />}
            onClick={() => setOffset(offset - 1)}
          />
          <strong style={{ minWidth: 140, textAlign: 'center' }}>
            {time.day(new Date(day).toISOString())}
          </strong>
          <Button
            aria-label={t('nextDay')}
            icon={<RightOutlined />}
            onClick={() => setOffset(offset + 1)}
          />
          <Button onClick={() => setOffset(0)}>{t('today')}</Button>
          <Segmented
            value={by}
            onChange={setBy}
            options={[
              { value: 'centre', label: t('by.centre') },
              { value: 'county', label: t('by.county') },
              { value: 'experts', label: t('by.experts') },
            ]}
          />
        </Space>
        <span className="hz-dim">
          {t('summary', { meetings, waiting: board.value?.waiting ?? 0 })}
        </span>
      </header>
      {(board.status === 'failed' || board.status === 'stale') && (
        <ErrorNotice error={board.error} onRetry={board.reload} />
      )}
      {board.status === 'loading' && !board.value && <Skeleton active />}
      {board.value && lanes.length === 0 && (
        <EmptyState title={t(by === 'experts' ? 'noExperts' : 'noRooms')} />
      )}
      {board.value && lanes.length > 0 && (
        <DayTrack
          lanes={lanes}
          bookings={board.value.bookings}
          day={day}
          now={now}
          canMove={me.role === 'triage' || me.role === 'coordinator'}
          onOpen={(caseId) => canOpen && void navigate(`/cases/${caseId}`)}
          onMove={drop}
        />
      )}
      {move && (
        <MoveDialog
          move={move}
          onClose={() => setMove(null)}
          onMoved={() => {
            setMove(null);
            board.reload();
          }}
        />
      )}
    </div>
  );
}

type Board = NonNullable<ReturnType<typeof useQuery<typeof getSchedule>>['value']>;

/** Experts are many: only those with something on this day get a lane. */
function lanesOf(board: Board, by: 'centre' | 'county' | 'experts'): Lane[] {
  if (by === 'experts') {
    const busy = new Set<string>(board.bookings.map((booking) => booking.resourceId));
    return board.experts
      .filter((expert) => busy.has(expert.userId))
      .map((expert) => ({ id: expert.userId, name: expert.name, note: expert.departmentName }));
  }
  return board.rooms
    .filter((room) => room.kind === by && room.active)
    .map((room) => ({
      id: room.id,
      name: room.name,
      note: by === 'county' ? room.hospitalName : room.terminal,
    }));
}
