import type { NotificationEvent } from '../notification/events';
import type { CaseState } from './case';
import type { CommandType } from './commands';
import type { Context, WorkflowRole } from './facts';
import * as guard from './guards';
import { needsLocalApproval } from './localApproval';

/**
 * How the actor must stand to the case.
 * `own`: created it. `hospital`: same requesting hospital. `invited`: holds an invitation that was not replaced.
 * `member`: accepted the invitation. `chief`: accepted lead expert of this case. `any`: the role is enough.
 */
export type Relation = 'any' | 'own' | 'hospital' | 'invited' | 'member' | 'chief';

export type Rule<T extends CommandType> = {
  readonly from: readonly CaseState[];
  /** `same`: the command changes the case without moving it. */
  readonly to: CaseState | 'same' | ((context: Context<T>) => CaseState);
  readonly by: Partial<Record<WorkflowRole, Relation>>;
  readonly guards: readonly guard.Guard<T>[];
  readonly notify:
    readonly NotificationEvent[] | ((context: Context<T>) => readonly NotificationEvent[]);
  /** What happens to the calendar: `book` claims the appointment's slot, `free` gives everything back. */
  readonly calendar?: 'book' | 'free';
};

const CENTRE = { triage: 'any', coordinator: 'any' } as const;
const HOSTS = { ...CENTRE, expert: 'chief' } as const;
const BEFORE_SESSION = [
  'submitted',
  'returned',
  'accepted',
  'coordinating',
  'scheduled',
  'checkedIn',
] as const satisfies readonly CaseState[];
const AFTER_REPORT = [
  'published',
  'awaitingFeedback',
  'followUp',
] as const satisfies readonly CaseState[];
/** Out of the county's hands and not put away: what is written now is a late entry. */
const SINCE_SUBMISSION = [
  'submitted',
  'accepted',
  'coordinating',
  'scheduled',
  'checkedIn',
  'inConsultation',
  'interrupted',
  'reporting',
  'noShow',
  ...AFTER_REPORT,
] as const satisfies readonly CaseState[];
const LIVE = [
  'draft',
  'awaitingApproval',
  ...BEFORE_SESSION,
  'inConsultation',
  'interrupted',
  'reporting',
  ...AFTER_REPORT,
  'noShow',
] as const satisfies readonly CaseState[];

/** Widens a guard that looks at case and facts only, so that it fits any command. */
const g = <T extends CommandType>(...guards: readonly guard.Guard[]) =>
  guards as unknown as guard.Guard<T>[];

/** The whole workflow (product §5.2 T1-T26). A state missing from every `from` is terminal. */
export const CASE_RULES: { readonly [T in CommandType]: Rule<T> } = {
  submit: {
    from: ['draft'],
    to: ({ current, facts }) =>
      needsLocalApproval(current, facts) ? 'awaitingApproval' : 'submitted',
    by: { requester: 'own', hospitalAdmin: 'hospital' },
    guards: g(
      guard.formIsValid,
      guard.identityIsVerified,
      guard.consentIsGiven,
      guard.materialIsOfThisPatient,
      guard.materialIsComplete,
      guard.agreementIsValid,
    ),
    notify: ({ current, facts }) =>
      current.form.wishes.urgency === 'emergency'
        ? ['submitted', 'emergencyRing']
        : needsLocalApproval(current, facts)
          ? []
          : ['submitted'],
  },
  approveLocally: {
    from: ['awaitingApproval'],
    to: 'submitted',
    by: { hospitalAdmin: 'hospital' },
    guards: [],
    notify: ['submitted'],
  },
  refuseLocally: {
    from: ['awaitingApproval'],
    to: 'draft',
    by: { hospitalAdmin: 'hospital' },
    guards: [],
    notify: ['returned'],
  },
  claim: {
    from: ['submitted'],
    to: 'same',
    by: CENTRE,
    guards: g(guard.notClaimedByOther),
    notify: [],
  },
  releaseClaim: {
    from: ['submitted'],
    to: 'same',
    by: CENTRE,
    guards: g(guard.notClaimedByOther),
    notify: [],
  },
  accept: {
    from: ['submitted'],
    to: 'accepted',
    by: CENTRE,
    guards: [...g<'accept'>(guard.notClaimedByOther), guard.completeOrWaived],
    notify: [],
  },
  returnForSupplement: {
    from: ['submitted'],
    to: 'returned',
    by: CENTRE,
    guards: g(guard.notClaimedByOther),
    notify: ['returned'],
  },
  resubmit: {
    from: ['returned'],
    to: 'submitted',
    by: { requester: 'own', hospitalAdmin: 'hospital' },
    guards: [
      guard.everyFixAnswered,
      ...g<'resubmit'>(
        guard.formIsValid,
        guard.consentIsGiven,
        guard.materialIsOfThisPatient,
        guard.materialIsComplete,
      ),
    ],
    notify: ['submitted'],
  },
  reject: {
    from: ['submitted', 'accepted', 'coordinating'],
    to: 'rejected',
    by: CENTRE,
    guards: g(guard.notClaimedByOther),
    notify: ['rejected'],
    calendar: 'free',
  },
  refer: {
    from: ['submitted', 'accepted'],
    to: 'referred',
    by: CENTRE,
    guards: g(guard.notClaimedByOther, guard.referralTargetHasAgreement),
    notify: ['cancelled'],
  },
  inviteExperts: {
    from: ['accepted', 'coordinating'],
    to: 'coordinating',
    by: CENTRE,
    guards: [guard.expertsQualify],
    notify: ['invited'],
  },
  withdrawInvitation: { from: ['coordinating'], to: 'same', by: CENTRE, guards: [], notify: [] },
  acceptInvitation: {
    from: ['coordinating'],
    to: 'same',
    by: { expert: 'invited' },
    guards: g(guard.invitationIsOpen),
    notify: ['invitationAnswered'],
  },
  declineInvitation: {
    from: ['coordinating'],
    to: 'same',
    by: { expert: 'invited' },
    guards: g(guard.invitationIsOpen),
    notify: ['invitationAnswered'],
  },
  proposeTimes: {
    from: ['coordinating'],
    to: 'same',
    by: { expert: 'invited' },
    guards: g(guard.invitationIsOpen),
    notify: ['invitationAnswered'],
  },
  expireInvitations: {
    from: ['coordinating'],
    to: 'same',
    by: { system: 'any' },
    guards: g(guard.someInvitationIsOverdue),
    notify: ['invitationExpired'],
  },
  schedule: {
    from: ['coordinating'],
    to: 'scheduled',
    by: CENTRE,
    guards: [...g<'schedule'>(guard.requiredExpertsAccepted), guard.slotFitsMode],
    notify: ['scheduled'],
    calendar: 'book',
  },
  reschedule: {
    from: ['scheduled'],
    to: 'scheduled',
    by: CENTRE,
    guards: [guard.slotFitsMode, guard.noticeIsGiven],
    notify: ['rescheduled'],
    calendar: 'book',
  },
  requestReschedule: {
    from: ['scheduled'],
    to: 'same',
    by: { requester: 'own', hospitalAdmin: 'hospital', expert: 'member' },
    guards: [],
    notify: ['rescheduleRequested'],
  },
  cancel: {
    from: [...BEFORE_SESSION, 'noShow', 'awaitingApproval'],
    to: 'cancelled',
    by: { requester: 'own', hospitalAdmin: 'hospital', ...CENTRE },
    guards: g(guard.cancellationIsSimple),
    notify: ['cancelled'],
    calendar: 'free',
  },
  requestCancellation: {
    from: ['scheduled', 'checkedIn'],
    to: 'same',
    by: { requester: 'own', hospitalAdmin: 'hospital' },
    guards: [],
    notify: ['cancellationRequested'],
  },
  checkIn: {
    from: ['scheduled', 'checkedIn'],
    to: 'checkedIn',
    by: { requester: 'hospital', expert: 'member', ...CENTRE },
    guards: [guard.partyMatchesRole, guard.isInCheckInWindow],
    notify: [],
  },
  startConsultation: {
    from: ['checkedIn', 'scheduled'],
    to: 'inConsultation',
    by: HOSTS,
    guards: [guard.sessionMayStart],
    notify: [],
  },
  answerEmergency: {
    from: ['submitted'],
    to: 'inConsultation',
    by: { expert: 'any' },
    guards: g(guard.isEmergency, guard.actorIsOnCall),
    notify: ['emergencyAnswered'],
  },
  takeRead: {
    from: ['accepted'],
    to: 'reporting',
    by: { expert: 'any' },
    guards: g(guard.isReadMode, guard.actorQualifies),
    notify: [],
  },
  upgradeToVideo: {
    from: ['accepted', 'coordinating', 'scheduled', 'inConsultation'],
    to: ({ current }) => (current.invitations.length > 0 ? 'coordinating' : 'accepted'),
    by: HOSTS,
    guards: g(guard.isNotVideo),
    notify: ['rescheduled'],
    calendar: 'free',
  },
  interrupt: {
    from: ['inConsultation'],
    to: 'interrupted',
    by: { ...HOSTS, system: 'any' },
    guards: [],
    notify: [],
  },
  resume: {
    from: ['interrupted'],
    to: 'inConsultation',
    by: { ...HOSTS, system: 'any' },
    guards: [],
    notify: [],
  },
  abandonSession: {
    from: ['interrupted'],
    to: 'coordinating',
    by: HOSTS,
    guards: [],
    notify: ['rescheduled'],
    calendar: 'free',
  },
  endConsultation: {
    from: ['inConsultation'],
    to: 'reporting',
    by: HOSTS,
    guards: [],
    notify: ['opinionDue'],
  },
  markNoShow: {
    from: ['scheduled', 'checkedIn'],
    to: 'noShow',
    by: { ...HOSTS, system: 'any' },
    guards: [guard.waitedFifteenMinutes],
    notify: ['missingParty'],
  },
  substituteExpert: {
    from: ['noShow'],
    to: 'checkedIn',
    by: CENTRE,
    guards: [guard.substituteQualifies],
    notify: ['invited'],
    calendar: 'book',
  },
  rebook: {
    from: ['noShow'],
    to: 'coordinating',
    by: CENTRE,
    guards: [],
    notify: ['rescheduled'],
    calendar: 'free',
  },
  submitOpinion: {
    from: ['inConsultation', 'interrupted', 'reporting'],
    to: 'same',
    by: { expert: 'member' },
    guards: [guard.opinionHasText],
    notify: [],
  },
  returnOpinion: {
    from: ['reporting'],
    to: 'same',
    by: { expert: 'chief' },
    guards: [],
    notify: ['opinionDue'],
  },
  waiveOpinion: {
    from: ['reporting'],
    to: 'same',
    by: { expert: 'chief', coordinator: 'any' },
    guards: [],
    notify: [],
  },
  publishReport: {
    from: ['reporting'],
    to: 'published',
    by: { expert: 'chief' },
    guards: [
      ...g<'publishReport'>(guard.opinionsAreIn),
      guard.reportHasConclusion,
      guard.dissentIsKept,
    ],
    notify: ['published'],
  },
  amendReport: {
    from: [...AFTER_REPORT],
    to: 'same',
    by: { expert: 'chief' },
    guards: [guard.reportHasConclusion, guard.dissentIsKept],
    notify: ['amended'],
  },
  recordReceipt: {
    from: [...AFTER_REPORT],
    to: ({ current }) => (current.state === 'published' ? 'awaitingFeedback' : current.state),
    by: { requester: 'hospital' },
    guards: [guard.receiptIsDue, guard.decisionIsExplained],
    notify: ['receiptRecorded'],
  },
  rate: {
    from: ['awaitingFeedback', 'followUp'],
    to: 'same',
    by: { requester: 'own', expert: 'member' },
    guards: g(guard.notYetRated),
    notify: [],
  },
  planFollowUp: {
    from: ['awaitingFeedback', 'followUp'],
    to: ({ current, command }) =>
      command.items.length === 0 && current.followUps.length === 0 ? 'archived' : 'followUp',
    by: { expert: 'member' },
    guards: [...g<'planFollowUp'>(guard.requesterHasRated), guard.planLeavesNothingOpen],
    notify: ({ command }) => (command.items.length > 0 ? ['followUpPlanned'] : []),
  },
  answerFollowUp: {
    from: ['followUp'],
    to: 'same',
    by: { requester: 'hospital' },
    guards: [guard.followUpIs('planned')],
    notify: ({ command }) =>
      command.condition === 'worse' ? ['followUpAnswered', 'followUpWorse'] : ['followUpAnswered'],
  },
  reviewFollowUp: {
    from: ['followUp'],
    to: 'same',
    by: { expert: 'member' },
    guards: [guard.followUpIs('answered')],
    notify: [],
  },
  archive: {
    from: ['followUp'],
    to: 'archived',
    by: { expert: 'member', coordinator: 'any' },
    guards: [guard.followUpIsDone, ...g<'archive'>(guard.lateEntryIsSettled)],
    notify: [],
  },
  recordLateEntry: {
    from: [...SINCE_SUBMISSION],
    to: 'same',
    by: { requester: 'hospital', hospitalAdmin: 'hospital' },
    guards: [
      ...g<'recordLateEntry'>(guard.lateEntryIsOwed),
      guard.lateEntryIsValid,
      guard.lateEntryErasesNothing,
      guard.lateEntrySaysSomething,
    ],
    notify: ['lateEntryRecorded'],
  },
  waiveLateEntry: {
    from: [...SINCE_SUBMISSION],
    to: 'same',
    by: { coordinator: 'any' },
    guards: g(guard.lateEntryIsOwed),
    notify: ['lateEntryWaived'],
  },
  raiseCriticalFinding: {
    from: [
      'accepted',
      'coordinating',
      'scheduled',
      'checkedIn',
      'inConsultation',
      'interrupted',
      'reporting',
      ...AFTER_REPORT,
    ],
    to: 'same',
    by: { expert: 'member' },
    guards: [],
    notify: ['criticalFinding'],
  },
  acknowledgeCriticalFinding: {
    from: [
      'accepted',
      'coordinating',
      'scheduled',
      'checkedIn',
      'inConsultation',
      'interrupted',
      'reporting',
      ...AFTER_REPORT,
    ],
    to: 'same',
    by: { requester: 'hospital' },
    guards: g(guard.criticalFindingIsOpen),
    notify: [],
  },
  expire: {
    from: ['draft', 'returned', 'coordinating'],
    to: 'expired',
    by: { system: 'any' },
    guards: [],
    // nobody but its doctor ever knew of a draft, and he left it
    notify: ({ current }) => (current.state === 'draft' ? [] : ['cancelled']),
    calendar: 'free',
  },
  requestVoid: {
    from: [...LIVE, 'archived', 'rejected', 'cancelled', 'referred', 'expired'],
    to: 'same',
    by: { coordinator: 'any' },
    guards: [],
    notify: [],
  },
  confirmVoid: {
    from: [...LIVE, 'archived', 'rejected', 'cancelled', 'referred', 'expired'],
    to: 'enteredInError',
    by: { auditor: 'any' },
    guards: g(guard.someoneElseAskedToVoid),
    notify: ['cancelled'],
    calendar: 'free',
  },
};
