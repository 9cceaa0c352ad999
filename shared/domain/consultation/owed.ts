import type { ConsultationCase } from './case';
import type { WorkflowActor } from './facts';
import { lateEntryDueAt } from './lateEntry';

export type Owed =
  | 'fix'
  | 'rejected'
  | 'receipt'
  | 'rating'
  | 'followUpAnswer'
  | 'localApproval'
  | 'invitation'
  | 'opinion'
  | 'report'
  | 'followUpReview'
  | 'reread'
  | 'triage'
  | 'assign'
  | 'schedule'
  | 'checkIn'
  | 'criticalFinding'
  | 'lateEntry';

export type OwedStep = { readonly owed: Owed; readonly dueAt: string | null };

const HOUR = 3_600_000;
const later = (at: string, hours: number) => new Date(Date.parse(at) + hours * HOUR).toISOString();

/** Nothing is waited for any more; a rejected request still waits to be taken up again. */
const OVER: readonly ConsultationCase['state'][] = [
  'archived',
  'cancelled',
  'referred',
  'expired',
  'enteredInError',
];

/**
 * What the case waits for from this actor, and until when: the one thing a worklist row or case header must say.
 * Clocks: decision 24 h (emergency 40 min), report 24 h (emergency 30 min) after the session, triage 24 h after
 * submission (emergency at once), product §5.2 and §2.6.
 *
 * @param readVersion - Latest report version this actor has opened, 0 when none: whoever read a version that was
 *   amended since is asked to read again.
 */
export function owedBy(
  current: ConsultationCase,
  actor: WorkflowActor,
  at: string,
  readVersion = 0,
): OwedStep | null {
  return owedByRole(current, actor, at) ?? owedReading(current, readVersion);
}

function owedReading(current: ConsultationCase, readVersion: number): OwedStep | null {
  const latest = current.reports.at(-1)?.version ?? 0;
  const outdated = readVersion > 0 && readVersion < latest && current.state !== 'enteredInError';
  return outdated ? { owed: 'reread', dueAt: null } : null;
}

function owedByRole(current: ConsultationCase, actor: WorkflowActor, at: string): OwedStep | null {
  switch (actor.role) {
    case 'requester':
      return current.hospitalId === actor.hospitalId ? owedByCounty(current, at) : null;
    case 'hospitalAdmin':
      return current.state === 'awaitingApproval' ? { owed: 'localApproval', dueAt: null } : null;
    case 'triage':
    case 'coordinator':
      return owedByCentre(current);
    case 'expert':
      return owedByExpert(current, actor.userId, at);
    default:
      return null;
  }
}

const isEmergency = (current: ConsultationCase) => current.form.wishes.urgency === 'emergency';

function owedByCounty(current: ConsultationCase, at: string): OwedStep | null {
  if (OVER.includes(current.state)) return null;
  if (current.criticalFinding && !current.criticalFinding.acknowledgedAt) {
    return { owed: 'criticalFinding', dueAt: current.criticalFinding.at };
  }
  const latest = current.reports.at(-1);
  const receipted = current.receipts.some((receipt) => receipt.reportVersion === latest?.version);
  if (latest && !receipted && (current.reports.length === 1 || latest.conclusionChanged)) {
    return { owed: 'receipt', dueAt: later(latest.publishedAt, isEmergency(current) ? 2 / 3 : 24) };
  }
  switch (current.state) {
    case 'returned':
      return { owed: 'fix', dueAt: null };
    case 'rejected':
      return { owed: 'rejected', dueAt: null };
    case 'scheduled':
      return { owed: 'checkIn', dueAt: current.appointment?.startsAt ?? null };
    default:
      return owedLateEntry(current) ?? owedAfterwards(current, at);
  }
}

/** Paper and record of an emergency, product §5.3; a patient who waits on screen comes before it. */
function owedLateEntry(current: ConsultationCase): OwedStep | null {
  const dueAt = lateEntryDueAt(current);
  return dueAt === null ? null : { owed: 'lateEntry', dueAt };
}

function owedAfterwards(current: ConsultationCase, at: string): OwedStep | null {
  if (current.state === 'awaitingFeedback') {
    return current.ratings.some((rating) => rating.party === 'requester')
      ? null
      : { owed: 'rating', dueAt: null };
  }
  if (current.state !== 'followUp') return null;
  const due = current.followUps.find(
    (item) => item.status === 'planned' && item.dueOn <= at.slice(0, 10),
  );
  return due ? { owed: 'followUpAnswer', dueAt: `${due.dueOn}T16:00:00.000Z` } : null;
}

function owedByCentre(current: ConsultationCase): OwedStep | null {
  switch (current.state) {
    case 'submitted':
      return {
        owed: 'triage',
        dueAt: current.submittedAt && later(current.submittedAt, isEmergency(current) ? 0 : 24),
      };
    case 'accepted':
      return { owed: 'assign', dueAt: current.acceptedAt && later(current.acceptedAt, 4) };
    case 'coordinating':
      return { owed: 'schedule', dueAt: null };
    default:
      return null;
  }
}

function owedByExpert(
  current: ConsultationCase,
  userId: string | null,
  at: string,
): OwedStep | null {
  const mine = current.invitations.find(
    (entry) => entry.expertId === userId && entry.status !== 'replaced',
  );
  if (!mine) return null;
  if (
    current.state === 'coordinating' &&
    (mine.status === 'pending' || mine.status === 'proposed')
  ) {
    return mine.deadline > at ? { owed: 'invitation', dueAt: mine.deadline } : null;
  }
  if (mine.status !== 'accepted') return null;
  if (current.state === 'scheduled') {
    return { owed: 'checkIn', dueAt: current.appointment?.startsAt ?? null };
  }
  if (current.state === 'reporting') return owedReport(current, userId);
  const answered = current.followUps.some((item) => item.status === 'answered');
  return current.state === 'followUp' && answered ? { owed: 'followUpReview', dueAt: null } : null;
}

function owedReport(current: ConsultationCase, userId: string | null): OwedStep | null {
  const since = current.session?.endedAt ?? current.updatedAt;
  const dueAt = later(since, isEmergency(current) ? 0.5 : 24);
  if (current.chiefId === userId) return { owed: 'report', dueAt };
  const given = current.opinions.some((opinion) => opinion.expertId === userId);
  return given ? null : { owed: 'opinion', dueAt };
}
