import type { Plan } from './historyPlan';
import type { Random } from './random';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** 18 months. */
const SPAN_MS = 548 * DAY;
const NEWEST_MS = 2 * DAY;
/** China has one zone and no daylight saving time. */
const ZONE_MS = 8 * HOUR;
const OPENS_HOUR = 8;
const CLOSES_HOUR = 18;

export type HistoryTimes = {
  readonly submittedAt: string;
  readonly acceptedAt: string | null;
  /** Turned down, called off or missed: when that was settled. */
  readonly closedAt: string | null;
  readonly startsAt: string | null;
  readonly endedAt: string | null;
  readonly durationMinutes: number | null;
  readonly publishedAt: string | null;
  readonly decidedAt: string | null;
  readonly orderedAt: string | null;
  readonly followedUpAt: string | null;
};

const NOTHING = {
  acceptedAt: null,
  closedAt: null,
  startsAt: null,
  endedAt: null,
  durationMinutes: null,
  publishedAt: null,
  decidedAt: null,
  orderedAt: null,
  followedUpAt: null,
} as const;

/** First moment at or after `at` within opening hours, local time of the centre. */
function whenOpen(at: number): number {
  const local = new Date(at + ZONE_MS);
  const hour = local.getUTCHours();
  if (hour >= OPENS_HOUR && hour < CLOSES_HOUR) return at;
  const day = Math.floor((at + ZONE_MS) / DAY) * DAY;
  const opening = day + (hour >= CLOSES_HOUR ? DAY : 0) + OPENS_HOUR * HOUR;
  // Keep the minutes, or every overflowing consultation would start at 8:00 sharp.
  return opening - ZONE_MS + (at % HOUR);
}

/** Volume grows by half over the span: later moments are more likely. */
const moment = (position: number, random: Random) => {
  const share = Math.min(0.999, position + random.unit() / 420);
  return (Math.sqrt(1 + 1.25 * share) - 1) / (Math.sqrt(2.25) - 1);
};

/**
 * All instants of one request.
 *
 * @param position - 0 … 1, place among all requests.
 * @param now - Epoch milliseconds; later instants become `null`.
 */
export function timesOf(plan: Plan, position: number, now: number, random: Random): HistoryTimes {
  const rough = now - SPAN_MS + moment(position, random) * (SPAN_MS - NEWEST_MS);
  const submitted = plan.emergency
    ? rough + random.between(0, 1380) * MINUTE - DAY
    : whenOpen(rough - DAY);
  const submittedAt = iso(submitted);
  if (plan.outcome === 'rejected') {
    return {
      ...NOTHING,
      submittedAt,
      closedAt: iso(submitted + random.logNormal(95, 0.6) * MINUTE),
    };
  }
  const accepted = submitted + (plan.emergency ? 1 : random.logNormal(70, 0.6)) * MINUTE;
  if (plan.outcome === 'cancelled') {
    return {
      ...NOTHING,
      submittedAt,
      acceptedAt: iso(accepted),
      closedAt: iso(accepted + random.logNormal(9, 0.5) * HOUR),
    };
  }
  const starts = startOf(plan, submitted, accepted, random);
  const open = { ...NOTHING, submittedAt, acceptedAt: iso(accepted), startsAt: iso(starts) };
  if (plan.outcome === 'noShow') return { ...open, closedAt: iso(starts + 20 * MINUTE) };
  return { ...open, ...afterStart(plan, starts, now, random) };
}

function startOf(plan: Plan, submitted: number, accepted: number, random: Random): number {
  if (plan.emergency) return submitted + random.between(2, 9) * MINUTE;
  const waited = whenOpen(submitted + random.logNormal(12, 0.75) * HOUR);
  return Math.max(waited, accepted + 10 * MINUTE);
}

function afterStart(plan: Plan, starts: number, now: number, random: Random) {
  const typical = plan.mdt ? 34 : 20;
  const minutes = Math.round(Math.min(90, Math.max(6, random.logNormal(typical, 0.4))));
  const ended = starts + (plan.async ? random.logNormal(150, 0.5) : minutes) * MINUTE;
  const published =
    ended + (plan.emergency ? random.logNormal(9, 0.4) : random.logNormal(110, 0.9)) * MINUTE;
  const decided =
    published + (plan.emergency ? random.logNormal(14, 0.5) : random.logNormal(190, 0.8)) * MINUTE;
  const followed = decided + random.between(6, 32) * DAY + random.between(0, 300) * MINUTE;
  return {
    endedAt: past(ended, now),
    durationMinutes: plan.async ? null : minutes,
    publishedAt: past(published, now),
    decidedAt: past(decided, now),
    orderedAt: random.unit() < 0.9 ? past(ordered(plan, starts, decided, random), now) : null,
    followedUpAt: random.unit() < 0.72 ? past(followed, now) : null,
  };
}

/** In an emergency the county acts on what is said in the room; otherwise on the report. */
const ordered = (plan: Plan, starts: number, decided: number, random: Random) =>
  plan.emergency
    ? starts + random.logNormal(24, 0.35) * MINUTE
    : decided + random.logNormal(6, 0.5) * MINUTE;

const iso = (at: number) => new Date(Math.round(at / 1000) * 1000).toISOString();
const past = (at: number, now: number) => (at <= now ? iso(at) : null);
