import { Button, Skeleton } from 'antd';
import { useRef, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { getSchedule, type Booking } from '../../../shared/api/scheduling';
import { useQuery } from '../../platform/useQuery';
import { Clock } from '../../ui/Clock';
import { EmptyState } from '../../ui/EmptyState';
import { QueryView } from '../../ui/QueryView';
import { StateTag } from '../../ui/StateTag';
import { DarkSurface } from '../../ui/ThemeSurface';
import { UrgencyTag } from '../../ui/UrgencyTag';
import { useNow } from '../../ui/useNow';
import { useTimeFormat } from '../../ui/useTimeFormat';
import { meetingsOf, roomsOf, type Board } from './board';
import './wall.css';
import { DAY, dayStart, HOUR } from './lanes';

/** A case that is over leaves the board after this long, so that what comes next is on screen. */
const LINGER_MS = HOUR;

/** The day on a wall: who meets whom, where and when. No patient is named where anybody may read. */
export function WallPage(): ReactElement {
  const { t } = useTranslation('scheduling');
  const root = useRef<HTMLDivElement>(null);
  const now = useNow(1000);
  const { day: dayText, timeOfDay } = useTimeFormat();
  const day = dayStart(Date.parse(now), 0);
  const query = useQuery(
    getSchedule,
    { query: { from: new Date(day).toISOString(), to: new Date(day + DAY).toISOString() } },
    { keepPrevious: true, reloadOn: (event) => event.type === 'caseChanged' },
  );
  return (
    <div ref={root} className="hz-wall-root">
      <DarkSurface className="hz-wall">
        <header>
          <h1>{t('wall.title')}</h1>
          <span>{dayText(now)}</span>
          <time>{timeOfDay(now, true)}</time>
          <nav>
            <Button onClick={() => void root.current?.requestFullscreen()}>
              {t('wall.fullscreen')}
            </Button>
            <Link to="/schedule">
              <Button>{t('wall.back')}</Button>
            </Link>
          </nav>
        </header>
        <QueryView query={query} skeleton={<Skeleton active paragraph={{ rows: 8 }} />}>
          {(board) => <Rows board={board} now={Date.parse(now)} />}
        </QueryView>
      </DarkSurface>
    </div>
  );
}

function Rows({ board, now }: { readonly board: Board; readonly now: number }): ReactElement {
  const { t } = useTranslation('scheduling');
  const meetings = meetingsOf(board.bookings).filter(
    ({ endsAt }) => Date.parse(endsAt) + LINGER_MS > now,
  );
  if (meetings.length === 0)
    return <EmptyState title={t('wall.empty')} text={t('wall.emptyText')} />;
  return (
    <table>
      <thead>
        <tr>
          <th>{t('card.time')}</th>
          <th>{t('card.centreRoom')}</th>
          <th>{t('card.hospital')}</th>
          <th>{t('card.department')}</th>
          <th>{t('card.chief')}</th>
          <th>{t('wall.state')}</th>
          <th>{t('wall.countdown')}</th>
        </tr>
      </thead>
      <tbody>
        {meetings.map((meeting) => (
          <Row key={meeting.caseId} meeting={meeting} board={board} now={now} />
        ))}
      </tbody>
    </table>
  );
}

const COUNTDOWN_MS = HOUR;

function Row(props: {
  readonly meeting: Booking;
  readonly board: Board;
  readonly now: number;
}): ReactElement {
  const { meeting, board, now } = props;
  const { timeOfDay } = useTimeFormat();
  const rooms = roomsOf(board, meeting.caseId);
  const left = Date.parse(meeting.startsAt) - now;
  const isAwaited = meeting.state === 'scheduled' || meeting.state === 'checkedIn';
  return (
    <tr data-live={meeting.state === 'inConsultation'}>
      <td>
        {timeOfDay(meeting.startsAt)}–{timeOfDay(meeting.endsAt)}
      </td>
      <td>{rooms.centre?.name}</td>
      <td>
        {meeting.hospitalName}
        <small>{rooms.county?.name}</small>
      </td>
      <td>{meeting.departmentName}</td>
      <td>{meeting.chiefName}</td>
      <td>
        <UrgencyTag urgency={meeting.urgency} /> <StateTag state={meeting.state} />
      </td>
      <td>{isAwaited && left < COUNTDOWN_MS && <Clock until={meeting.startsAt} />}</td>
    </tr>
  );
}
