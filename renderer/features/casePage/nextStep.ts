import type { CaseDetail } from '../../../shared/api/cases';
import type { CommandType } from '../../../shared/domain/consultation/commands';
import { owesLateEntry } from '../../../shared/domain/consultation/lateEntry';
import type { Actor } from '../../../shared/domain/identity/actor';

/** Where a step is done: in a dialog here, in a panel of this page, or on another page. */
export type StepPlace =
  'dialog' | 'opinion' | 'report' | 'followUp' | 'form' | 'lateEntry' | 'queue' | 'schedule';

/** `resubmitCopy` is no workflow command: it starts a new linked request. */
export type StepType = CommandType | 'resubmitCopy';

type Order = readonly StepType[];

/** What each role would do next, most pressing first. The first one the case allows is the page's one button. */
const ORDER: Partial<Record<Actor['role'], Order>> = {
  requester: [
    'acknowledgeCriticalFinding',
    'submit',
    'resubmit',
    'resubmitCopy',
    'checkIn',
    'recordReceipt',
    'recordLateEntry',
    'rate',
    'answerFollowUp',
  ],
  hospitalAdmin: ['approveLocally', 'submit', 'resubmit', 'resubmitCopy', 'recordLateEntry'],
  expert: [
    'acceptInvitation',
    'takeRead',
    'startConsultation',
    'checkIn',
    'resume',
    'endConsultation',
    'publishReport',
    'submitOpinion',
    'reviewFollowUp',
    'planFollowUp',
    'archive',
  ],
  triage: [
    'accept',
    'inviteExperts',
    'schedule',
    'startConsultation',
    'checkIn',
    'resume',
    'endConsultation',
    'substituteExpert',
  ],
  coordinator: [
    'accept',
    'inviteExperts',
    'schedule',
    'startConsultation',
    'checkIn',
    'resume',
    'endConsultation',
    'substituteExpert',
    'archive',
  ],
};

/** Whether an allowed command is what the case waits for, rather than only something possible. */
const DUE: Partial<Record<StepType, (detail: CaseDetail, me: Actor) => boolean>> = {
  acknowledgeCriticalFinding: ({ case: c }) =>
    c.criticalFinding !== null && c.criticalFinding.acknowledgedAt === null,
  acceptInvitation: ({ case: c }, me) => mine(c, me)?.status === 'pending',
  startConsultation: ({ case: c }) => c.state === 'checkedIn' || c.form.wishes.mode !== 'video',
  checkIn: ({ case: c }, me) => !c.checkIns.some((entry) => entry.userId === me.userId),
  submitOpinion: ({ case: c }, me) =>
    c.chiefId !== me.userId && !c.opinions.some((opinion) => opinion.expertId === me.userId),
  recordReceipt: ({ case: c }) =>
    !c.receipts.some((receipt) => receipt.reportVersion === c.reports.at(-1)?.version),
  rate: ({ case: c }, me) => !c.ratings.some((rating) => rating.by === me.userId),
  answerFollowUp: ({ owed }) => owed === 'followUpAnswer',
  reviewFollowUp: ({ case: c }) => c.followUps.some((item) => item.status === 'answered'),
  planFollowUp: ({ case: c }) => c.followUps.length === 0,
  archive: ({ case: c }) =>
    c.followUps.length > 0 && c.followUps.every((item) => item.status === 'reviewed'),
  inviteExperts: ({ case: c }) =>
    c.state === 'accepted' || !c.invitations.some((i) => OPEN_OR_IN.has(i.status)),
};
const OPEN_OR_IN: ReadonlySet<string> = new Set(['pending', 'accepted', 'proposed']);

const mine = (current: CaseDetail['case'], me: Actor) =>
  current.invitations.find((entry) => entry.expertId === me.userId && entry.status !== 'replaced');

const PLACES: Partial<Record<StepType, StepPlace>> = {
  submit: 'form',
  resubmit: 'form',
  recordLateEntry: 'lateEntry',
  accept: 'queue',
  claim: 'queue',
  releaseClaim: 'queue',
  returnForSupplement: 'queue',
  reject: 'queue',
  refer: 'queue',
  inviteExperts: 'schedule',
  withdrawInvitation: 'schedule',
  schedule: 'schedule',
  reschedule: 'schedule',
  substituteExpert: 'schedule',
  submitOpinion: 'opinion',
  returnOpinion: 'opinion',
  waiveOpinion: 'opinion',
  publishReport: 'report',
  amendReport: 'report',
  recordReceipt: 'report',
  rate: 'report',
  planFollowUp: 'followUp',
  answerFollowUp: 'followUp',
  reviewFollowUp: 'followUp',
  archive: 'followUp',
};

export const placeOf = (type: StepType): StepPlace => PLACES[type] ?? 'dialog';

/** Only the clock gives these. */
const NEVER_OFFERED: ReadonlySet<CommandType> = new Set(['expire', 'expireInvitations']);

/** Allowed in many states, but without sense unless the case calls for them. */
const POINTLESS: Partial<Record<CommandType, (current: CaseDetail['case']) => boolean>> = {
  upgradeToVideo: (current) => current.form.wishes.mode === 'video',
  recordLateEntry: (current) => !owesLateEntry(current),
  waiveLateEntry: (current) => !owesLateEntry(current),
};

export type Steps = {
  /** The one button of the page; null when the case waits for somebody else. */
  readonly primary: StepType | null;
  /** Everything else the person may do, in the workflow's order. */
  readonly others: readonly StepType[];
};

/** Sorts what the server says is available into the one next step and the rest. */
export function stepsFor(detail: CaseDetail, me: Actor): Steps {
  const possible: StepType[] = detail.available.filter(
    (type) => !NEVER_OFFERED.has(type) && POINTLESS[type]?.(detail.case) !== true,
  );
  const county = me.role === 'requester' || me.role === 'hospitalAdmin';
  if (county && COPY_FROM.has(detail.case.state)) possible.push('resubmitCopy');
  const primary =
    (ORDER[me.role] ?? []).find(
      (type) => possible.includes(type) && (DUE[type]?.(detail, me) ?? true),
    ) ?? null;
  return { primary, others: possible.filter((type) => type !== primary) };
}

/** Ended without a consultation: the way on is a linked copy (product T7). */
const COPY_FROM: ReadonlySet<string> = new Set(['rejected', 'expired', 'cancelled']);
