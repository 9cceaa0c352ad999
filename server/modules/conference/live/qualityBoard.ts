import {
  gradeOf,
  type QualityGrade,
  type QualityReport,
} from '../../../../shared/domain/conference/quality';
import type { Seat, SeatId } from '../../../../shared/domain/conference/seat';
import type { Db } from '../../../db/database';
import type { LiveRoom } from './liveRoom';

/** What is kept of a seat's line, for the statistics of the consultation. */
export type QualityTotals = {
  readonly reports: number;
  readonly poor: number;
  readonly worstDelayMs: number | null;
  readonly worstAudioLoss: number | null;
  readonly worstVideoLoss: number | null;
  readonly worstSecondaryLoss: number | null;
};
export const NO_QUALITY: QualityTotals = {
  reports: 0,
  poor: 0,
  worstDelayMs: null,
  worstAudioLoss: null,
  worstVideoLoss: null,
  worstSecondaryLoss: null,
};

export type QualityBoard = {
  report(seatId: SeatId, report: QualityReport): void;
  /** Tells everybody the grades, and whoever looks after the meeting the figures. */
  announce(): void;
  /** Adds what came since to the stored totals. */
  flush(): Promise<void>;
};

export function createQualityBoard(db: Db, room: LiveRoom): QualityBoard {
  const latest = new Map<SeatId, QualityReport>();
  let totals = new Map<SeatId, QualityTotals>();
  let isNew = false;
  return {
    report(seatId, report) {
      latest.set(seatId, report);
      totals.set(seatId, addReport(totals.get(seatId) ?? NO_QUALITY, report));
      isNew = true;
    },
    announce() {
      if (!isNew) return;
      isNew = false;
      const { seats } = room.state();
      const here = [...latest].filter(([seatId]) => seats[seatId]?.status === 'joined');
      const grades = here.map(([seatId, report]) => ({ seatId, grade: gradeOf(report) }));
      for (const connection of room.connections()) {
        const seat = seats[connection.seatId];
        if (!connection.view || !seat) continue;
        const reports = looksAfter(seat) ? Object.fromEntries(here) : {};
        connection.notifyLossy('quality', { seats: grades, reports });
      }
    },
    async flush() {
      const fresh = totals;
      totals = new Map();
      for (const [seatId, total] of fresh) await addTotals(db, seatId, total);
    },
  };
}

const looksAfter = ({ role }: Seat) => role === 'host' || role === 'technician';

export function addReport(totals: QualityTotals, report: QualityReport): QualityTotals {
  const { up, down } = report;
  const grade: QualityGrade = gradeOf(report);
  return {
    reports: totals.reports + 1,
    poor: totals.poor + (grade === 'poor' ? 1 : 0),
    worstDelayMs: worst(totals.worstDelayMs, up.delayMs, down.delayMs),
    worstAudioLoss: worst(totals.worstAudioLoss, up.audioLoss, down.audioLoss),
    worstVideoLoss: worst(totals.worstVideoLoss, up.videoLoss, down.videoLoss),
    worstSecondaryLoss: worst(totals.worstSecondaryLoss, up.secondaryLoss, down.secondaryLoss),
  };
}

/** Largest known value; `null` when none is known. */
function worst(...values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}

async function addTotals(db: Db, seatId: string, more: QualityTotals): Promise<void> {
  const row = await db
    .selectFrom('conference_seat')
    .select('quality')
    .where('id', '=', seatId)
    .executeTakeFirst();
  const had = { ...NO_QUALITY, ...(row?.quality as Partial<QualityTotals> | null) };
  const sum: QualityTotals = {
    reports: had.reports + more.reports,
    poor: had.poor + more.poor,
    worstDelayMs: worst(had.worstDelayMs, more.worstDelayMs),
    worstAudioLoss: worst(had.worstAudioLoss, more.worstAudioLoss),
    worstVideoLoss: worst(had.worstVideoLoss, more.worstVideoLoss),
    worstSecondaryLoss: worst(had.worstSecondaryLoss, more.worstSecondaryLoss),
  };
  await db
    .updateTable('conference_seat')
    .set({ quality: JSON.stringify(sum) })
    .where('id', '=', seatId)
    .execute();
}
