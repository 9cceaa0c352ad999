import type { NotificationEvent } from './events';

/** Who is told, by relation to the case; the dispatcher turns a relation into accounts. */
export const RELATIONS = [
  'requester',
  'hospitalAdmin',
  'coordinator',
  'triage',
  /** Experts with an open or accepted invitation. */
  'experts',
  /** Only the expert the event is about: the one invited, reminded, late. */
  'expertConcerned',
  'chief',
  'onCall',
  'technician',
] as const;
export type Relation = (typeof RELATIONS)[number];

/** `app` is a push message to a signed-in device; `ring` sounds until somebody answers. */
export const DELIVERIES = ['inApp', 'toast', 'app', 'sms', 'ring'] as const;
export type Delivery = (typeof DELIVERIES)[number];

export type NotificationRule = {
  readonly to: readonly Relation[];
  readonly by: readonly Delivery[];
  /** Shown in red until read. */
  readonly highlight: boolean;
  /** The requester is asked to tell the patient; the system never writes to a patient itself. */
  readonly tellPatient: boolean;
};

const APP = ['inApp', 'app'] as const;
const APP_AND_SMS = ['inApp', 'app', 'sms'] as const;
const EVERYBODY = ['requester', 'coordinator', 'triage', 'experts'] as const;

const rule = (
  to: readonly Relation[],
  by: readonly Delivery[],
  flags: { readonly highlight?: true; readonly tellPatient?: true } = {},
): NotificationRule => ({
  to,
  by,
  highlight: flags.highlight ?? false,
  tellPatient: flags.tellPatient ?? false,
});

/** Product §5.5 as data; settings may switch deliveries off, never recipients. */
export const NOTIFICATION_MATRIX: Readonly<Record<NotificationEvent, NotificationRule>> = {
  submitted: rule(['requester', 'coordinator', 'triage'], ['inApp', 'toast']),
  returned: rule(['requester', 'coordinator'], APP_AND_SMS, { highlight: true }),
  rejected: rule(['requester', 'coordinator', 'experts'], APP_AND_SMS, { highlight: true }),
  invited: rule(['expertConcerned'], APP_AND_SMS),
  invitationAnswered: rule(['triage', 'coordinator'], ['inApp', 'toast']),
  invitationExpired: rule(['triage', 'coordinator', 'expertConcerned'], APP, { highlight: true }),
  scheduled: rule(EVERYBODY, APP_AND_SMS, { tellPatient: true }),
  rescheduled: rule(EVERYBODY, APP_AND_SMS, { tellPatient: true }),
  rescheduleRequested: rule(['triage', 'coordinator'], APP),
  cancelled: rule(EVERYBODY, APP_AND_SMS, { tellPatient: true }),
  cancellationRequested: rule(['coordinator', 'triage'], APP),
  reminder: rule(['requester', 'experts'], APP, { tellPatient: true }),
  emergencyRing: rule(['coordinator', 'triage', 'onCall'], ['inApp', 'app', 'sms', 'ring'], {
    highlight: true,
  }),
  emergencyAnswered: rule(['requester', 'coordinator', 'triage', 'onCall'], APP),
  missingParty: rule(EVERYBODY, [...APP, 'ring'], { highlight: true }),
  opinionDue: rule(['expertConcerned', 'coordinator'], APP_AND_SMS),
  reportDue: rule(['chief', 'coordinator'], APP_AND_SMS),
  published: rule(['requester', 'coordinator', 'experts'], APP_AND_SMS),
  amended: rule(['requester', 'coordinator', 'experts'], APP_AND_SMS, { highlight: true }),
  criticalFinding: rule(['requester', 'coordinator'], [...APP_AND_SMS, 'ring'], {
    highlight: true,
  }),
  receiptRecorded: rule(['coordinator', 'experts'], ['inApp']),
  followUpPlanned: rule(['requester'], APP, { tellPatient: true }),
  followUpDue: rule(['requester', 'coordinator'], APP),
  followUpOverdue: rule(['requester', 'hospitalAdmin', 'coordinator', 'experts'], APP, {
    highlight: true,
  }),
  followUpWorse: rule(['requester', 'coordinator', 'experts'], APP, { highlight: true }),
  followUpAnswered: rule(['experts', 'coordinator'], APP),
  packageIncomplete: rule(['requester', 'coordinator', 'triage', 'technician'], ['inApp']),
};

/** When a reminder goes out before the start, and what it adds to the matrix row. */
export const REMINDERS: readonly {
  readonly minutesBefore: number;
  readonly adds: readonly Delivery[];
}[] = [
  { minutesBefore: 24 * 60, adds: [] },
  { minutesBefore: 60, adds: ['sms'] },
  { minutesBefore: 10, adds: ['toast'] },
];
