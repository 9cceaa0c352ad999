import type { Seat, SeatId } from '../../../shared/domain/conference/seat';
import { seesRecord } from '../../../shared/domain/conference/authority';
import { refuse, type AppError } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import { ok, type Result } from '../../../shared/lib/result';
import type { RouteOutput } from '../../../shared/api/route';
import type { getConferenceRecord } from '../../../shared/api/conference';
import type { ConferenceDeps } from './deps';
import { NO_QUALITY, type QualityTotals } from './live/qualityBoard';
import { readCase, roleInRoom } from './people';
import { readMessages } from './store';

type ConferenceRecord = RouteOutput<typeof getConferenceRecord>;

const MOST_MESSAGES = 5_000;
const MOST_ENTRIES = 20_000;
/** A report covers six seconds. */
const REPORTS_PER_MINUTE = 10;

/** What is kept of the conference. A technician reads attendance, course and quality, not what was written. */
export async function readRecord(
  { db, now }: ConferenceDeps,
  caseId: string,
  actor: Actor,
): Promise<Result<ConferenceRecord, AppError>> {
  const current = await readCase(db, caseId);
  const role = current ? roleInRoom(current, actor, now()) : null;
  if (!current || !role) return refuse('notFound', 'case.notFound');
  const room = await db
    .selectFrom('conference_room')
    .select('id')
    .where('case_id', '=', caseId)
    .executeTakeFirst();
  if (!room) return ok({ seats: [], chat: [], log: [] });
  const seats = await db
    .selectFrom('conference_seat')
    .selectAll()
    .where('room_id', '=', room.id)
    .where('first_joined_at', 'is not', null)
    .orderBy('first_joined_at')
    .execute();
  const names = new Map(seats.map((seat) => [seat.id, seat.name]));
  const startedAt = current.session?.startedAt ?? null;
  const log = await db
    .selectFrom('conference_log')
    .selectAll()
    .where('room_id', '=', room.id)
    .orderBy('id')
    .limit(MOST_ENTRIES)
    .execute();
  return ok({
    seats: seats.map((seat) => ({
      seatId: seat.id as SeatId,
      name: seat.name,
      role: seat.role as Seat['role'],
      title: seat.title,
      hospitalName: seat.hospital_name,
      device: seat.device,
      isLicensed: seat.is_licensed,
      firstJoinedAt: seat.first_joined_at,
      lastLeftAt: seat.last_left_at,
      presentS: Math.round(seat.present_ms / 1000),
      rollCall: seat.roll_called_at
        ? { at: seat.roll_called_at, licenceNo: seat.roll_licence_no }
        : null,
      quality: toQuality(seat.quality as Partial<QualityTotals> | null, seat.reconnects),
    })),
    chat: seesRecord(role) ? await readMessages(db, room.id, MOST_MESSAGES) : [],
    log: log.map((entry) => ({
      id: entry.id,
      at: entry.at,
      offsetMs: startedAt === null ? null : Date.parse(entry.at) - Date.parse(startedAt),
      type: entry.type,
      seatId: entry.seat_id as SeatId | null,
      name: names.get(entry.seat_id ?? '') ?? null,
      details: entry.details as ConferenceRecord['log'][number]['details'],
    })),
  });
}

function toQuality(stored: Partial<QualityTotals> | null, reconnects: number) {
  if (!stored) return null;
  const totals = { ...NO_QUALITY, ...stored };
  const minutes = (reports: number) => Math.round((reports / REPORTS_PER_MINUTE) * 10) / 10;
  return {
    minutes: minutes(totals.reports),
    poorMinutes: minutes(totals.poor),
    worstDelayMs: totals.worstDelayMs,
    worstAudioLoss: totals.worstAudioLoss,
    worstVideoLoss: totals.worstVideoLoss,
    worstSecondaryLoss: totals.worstSecondaryLoss,
    reconnects,
  };
}
