import type { NotificationEvent } from './events';

/** Who is told, by relation to the case; the dispatcher turns a relation into accounts. */
export const RECIPIENTS = [
  'requester',
  'hospitalAdmin',
  'coordinator',
  'triage',
  /** Experts whose invitation is still open. */
  'invited',
  /** Experts who accepted. */
  'experts',
  'chief',
  'onCall',
  /** Everybody who opened an earlier version of the report. */
  'readers',
] as const;
export type Recipient = (typeof RECIPIENTS)[number];

/** Ways out of the house. Inside it, everybody in `to` is always told. */
export type ExternalChannel = 'sms' | 'email' | 'webpush';

export type NotificationRule = {
  readonly to: readonly Recipient[];
  readonly channels: readonly ExternalChannel[];
  /** Shown over whatever the person is doing. */
  readonly toast: boolean;
  /** Sounds until somebody answers. */
  readonly ring: boolean;
  /** Stands out in red until read. */
  readonly highlight: boolean;
  /** The requester is asked to tell the patient; the system never writes to a patient itself. */
  readonly tellPatient: boolean;
};

type Flag = 'toast' | 'ring' | 'highlight' | 'tellPatient';

const APP = ['webpush'] as const;
const APP_AND_SMS = ['webpush', 'sms', 'email'] as const;
const INSIDE = [] as const;
const EVERYBODY = ['requester', 'coordinator', 'triage', 'experts'] as const;

const rule = (
  to: readonly Recipient[],
  channels: readonly ExternalChannel[],
  ...flags: Flag[]
): NotificationRule => ({
  to,
  channels,
  toast: flags.includes('toast'),
  ring: flags.includes('ring'),
  highlight: flags.includes('highlight'),
  tellPatient: flags.includes('tellPatient'),
});

/** Product §5.5 as data. E-mail goes wherever SMS goes; addresses decide what really leaves. */
export const NOTIFICATION_MATRIX: Readonly<Record<NotificationEvent, NotificationRule>> = {
  submitted: rule(['requester', 'coordinator', 'triage'], INSIDE, 'toast'),
  returned: rule(['requester', 'coordinator'], APP_AND_SMS, 'highlight'),
  rejected: rule(['requester', 'coordinator', 'invited', 'experts'], APP_AND_SMS, 'highlight'),
  invited: rule(['invited'], APP_AND_SMS),
  invitationAnswered: rule(['triage', 'coordinator'], INSIDE, 'toast'),
  invitationExpired: rule(['triage', 'coordinator'], APP, 'highlight'),
  scheduled: rule(EVERYBODY, APP_AND_SMS, 'tellPatient'),
  rescheduled: rule(EVERYBODY, APP_AND_SMS, 'tellPatient'),
  rescheduleRequested: rule(['triage', 'coordinator'], APP),
  cancelled: rule([...EVERYBODY, 'invited'], APP_AND_SMS, 'tellPatient'),
  cancellationRequested: rule(['coordinator', 'triage'], APP),
  reminder: rule(['requester', 'experts'], APP, 'tellPatient'),
  emergencyRing: rule(['coordinator', 'triage', 'onCall'], APP_AND_SMS, 'ring', 'highlight'),
  emergencyAnswered: rule(['requester', 'coordinator', 'triage', 'onCall'], APP),
  missingParty: rule(EVERYBODY, APP, 'ring', 'highlight'),
  opinionDue: rule(['experts', 'coordinator'], APP_AND_SMS),
  reportDue: rule(['chief', 'coordinator'], APP_AND_SMS),
  published: rule(['requester', 'coordinator', 'experts'], APP_AND_SMS),
  amended: rule(['requester', 'coordinator', 'experts', 'readers'], APP_AND_SMS, 'highlight'),
  criticalFinding: rule(['requester', 'coordinator'], APP_AND_SMS, 'ring', 'highlight'),
  receiptRecorded: rule(['coordinator', 'experts'], INSIDE),
  followUpPlanned: rule(['requester'], APP, 'tellPatient'),
  followUpDue: rule(['requester', 'coordinator'], APP),
  followUpOverdue: rule(['requester', 'hospitalAdmin', 'coordinator', 'experts'], APP, 'highlight'),
  followUpWorse: rule(['requester', 'coordinator', 'experts'], APP, 'highlight'),
  followUpAnswered: rule(['experts', 'coordinator'], APP),
  packageIncomplete: rule(['requester', 'coordinator', 'triage'], INSIDE),
  lateEntryDue: rule(['requester', 'hospitalAdmin'], APP_AND_SMS),
  lateEntryOverdue: rule(['requester', 'hospitalAdmin', 'coordinator'], APP_AND_SMS, 'highlight'),
  lateEntryRecorded: rule(['experts', 'coordinator'], APP),
  lateEntryWaived: rule(['requester', 'hospitalAdmin'], INSIDE),
};

/** Hours after an emergency's submission at which the county is reminded of its late entry, product §5.3. */
export const LATE_ENTRY_REMINDER_HOURS = 4;

/** When a reminder goes out before the start, and what it adds to the matrix row. */
export const REMINDERS = [
  { minutesBefore: 24 * 60, channels: [], toast: false },
  { minutesBefore: 60, channels: ['sms'], toast: false },
  { minutesBefore: 10, channels: [], toast: true },
] as const satisfies readonly {
  minutesBefore: number;
  channels: readonly ExternalChannel[];
  toast: boolean;
}[];
