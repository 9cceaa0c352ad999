import { DesktopOutlined, LeftOutlined, RightOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Input, Segmented, Skeleton } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { getSchedule, type Booking } from '../../../shared/api/scheduling';
import { useMe } from '../../platform/ApiContext';
import { useQuery } from '../../platform/useQuery';
import { EmptyState } from '../../ui/EmptyState';
import { Page, PageHeader } from '../../ui/PageHeader';
import { QueryView } from '../../ui/QueryView';
import { useTimeFormat } from '../../ui/useTimeFormat';
import { lanesOf, meetingsOf, type Board, type LaneKind } from './board';
import './board.css';
import type { BookingActions } from './BookingBlock';
import { DayTrack } from './DayTrack';
import { conflictsOf, DAY, dayStart, resourcesOf, spanOf, weekStart } from './lanes';
import { MoveDialog, type Move } from './MoveDialog';
import { WeekGrid } from './WeekGrid';

type View = 'day' | 'week';

/** Rooms of both sides and experts against time, a day or a week of it; drag a booking to move it, or press it. */
export function SchedulePage(): ReactElement {
  const me = useMe();
  const navigate = useNavigate();
  const time = useTimeFormat();
  const now = Date.parse(time.now);
  const [view, setView] = useState<View>('day');
  const [day, setDay] = useState(() => dayStart(now, 0));
  const [by, setBy] = useState<LaneKind>('centre');
  const [text, setText] = useState('');
  const [move, setMove] = useState<Move | null>(null);
  const [dragged, setDragged] = useState<Booking | null>(null);
  const start = view === 'week' ? weekStart(day) : day;
  const end = start + (view === 'week' ? 7 : 1) * DAY;
  const query = useQuery(
    getSchedule,
    { query: { from: new Date(start).toISOString(), to: new Date(end).toISOString() } },
    { keepPrevious: true, reloadOn: (event) => event.type === 'caseChanged' },
  );
  const mayMove = me.role === 'triage' || me.role === 'coordinator';
  const actions: BookingActions = {
    onDrag: setDragged,
    ...(me.role === 'technician'
      ? {}
      : { onOpen: (caseId: string) => void navigate(`/cases/${caseId}`) }),
    ...(mayMove
      ? {
          onMove: (booking: Booking) =>
            setMove({ booking, startsAt: Date.parse(booking.startsAt), roomId: null }),
        }
      : {}),
  };
  const onDrop = (booking: Booking, startsAt: number, laneId: string) => {
    setDragged(null);
    setMove({ booking, startsAt, roomId: by === 'centre' ? laneId : null });
  };
  const show = (board: Board) => {
    const lanes = lanesOf(board, by, text);
    const busy = dragged ? busyOf(board, dragged) : [];
    const common = { board, lanes, now, busy, actions, onDrop };
    if (lanes.length === 0) return <NoLanes by={by} isFiltered={text.trim() !== ''} view={view} />;
    return view === 'week' ? (
      <WeekGrid
        {...common}
        monday={start}
        onDay={(at) => {
          setDay(at);
          setView('day');
        }}
      />
    ) : (
      <DayTrack {...common} day={day} />
    );
  };
  return (
    <Page
      header={
        <Toolbar
          {...{ view, setView, day, setDay, by, setBy, text, setText, now }}
          board={query.value}
        />
      }
    >
      <QueryView query={query} skeleton={<BoardSkeleton />}>
        {show}
      </QueryView>
      {move && query.value && (
        <MoveDialog
          move={move}
          board={query.value}
          onClose={() => setMove(null)}
          onMoved={() => {
            setMove(null);
            query.reload();
          }}
        />
      )}
    </Page>
  );
}

/** When the people of a consultation are taken by others: where it cannot be dropped. */
function busyOf(board: Board, dragged: Booking) {
  const own = resourcesOf(board.bookings, dragged.caseId)
    .filter(({ resourceKind }) => resourceKind !== 'room')
    .map(({ resourceId }) => resourceId);
  const always = { from: -Infinity, to: Infinity };
  return conflictsOf(board.bookings, dragged.caseId, own, always).map(spanOf);
}

type ToolbarProps = {
  readonly view: View;
  readonly setView: (view: View) => void;
  readonly day: number;
  readonly setDay: (day: number) => void;
  readonly by: LaneKind;
  readonly setBy: (by: LaneKind) => void;
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly now: number;
  readonly board: Board | null;
};

function Toolbar(props: ToolbarProps): ReactElement {
  const { t } = useTranslation('scheduling');
  const { role } = useMe();
  const time = useTimeFormat();
  const { view, day, setDay, board } = props;
  const step = view === 'week' ? 7 * DAY : DAY;
  const monday = weekStart(day);
  const dayText = (at: number) => time.day(new Date(at).toISOString());
  const words =
    view === 'week' ? `${dayText(monday)} – ${dayText(monday + 6 * DAY)}` : dayText(day);
  return (
    <PageHeader
      title={t('title')}
      aside={
        <>
          <span className="hz-when">
            <Button
              aria-label={t(view === 'week' ? 'previousWeek' : 'previousDay')}
              icon={<LeftOutlined />}
              onClick={() => setDay(day - step)}
            />
            <strong data-view={view}>{words}</strong>
            <Button
              aria-label={t(view === 'week' ? 'nextWeek' : 'nextDay')}
              icon={<RightOutlined />}
              onClick={() => setDay(day + step)}
            />
          </span>
          <Button onClick={() => setDay(dayStart(props.now, 0))}>{t('today')}</Button>
          <Segmented
            aria-label={t('view.label')}
            value={view}
            onChange={props.setView}
            options={[
              { value: 'day', label: t('view.day') },
              { value: 'week', label: t('view.week') },
            ]}
          />
          <Segmented
            aria-label={t('by.label')}
            value={props.by}
            onChange={props.setBy}
            options={[
              { value: 'centre', label: t('by.centre') },
              { value: 'county', label: t('by.county') },
              { value: 'experts', label: t('by.experts') },
            ]}
          />
          <Input
            allowClear
            className="hz-lane-search"
            prefix={<SearchOutlined />}
            placeholder={t('search')}
            value={props.text}
            onChange={(event) => props.setText(event.target.value)}
          />
        </>
      }
      secondary={
        <>
          {board && (
            <span className="hz-dim">
              {t('meetings', { count: meetingsOf(board.bookings).length })}
              {board.waiting > 0 && (
                <>
                  {' · '}
                  {role === 'technician' ? (
                    t('waiting', { count: board.waiting })
                  ) : (
                    <Link to="/queue?stage=coordinating">
                      {t('waiting', { count: board.waiting })}
                    </Link>
                  )}
                </>
              )}
            </span>
          )}
          <Link to="/wall">
            <Button icon={<DesktopOutlined />}>{t('wall.open')}</Button>
          </Link>
        </>
      }
    />
  );
}

function NoLanes(props: {
  readonly by: LaneKind;
  readonly isFiltered: boolean;
  readonly view: View;
}): ReactElement {
  const { t } = useTranslation('scheduling');
  if (props.isFiltered) return <EmptyState title={t('noMatch')} />;
  if (props.by === 'experts')
    return (
      <EmptyState
        title={t(props.view === 'week' ? 'noExpertsWeek' : 'noExperts')}
        text={t('noExpertsText')}
      />
    );
  return <EmptyState title={t('noRooms')} text={t('noRoomsText')} />;
}

function BoardSkeleton(): ReactElement {
  return (
    <div className="hz-day">
      {Array.from({ length: 7 }, (_, index) => (
        <div key={index} className="hz-lane">
          <span className="hz-lane-name">
            <Skeleton.Input active size="small" />
          </span>
          <div className="hz-lane-track" />
        </div>
      ))}
    </div>
  );
}
