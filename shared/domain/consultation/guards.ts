import { appError, type AppError } from '../errors';
import type { Dissent } from '../report/report';
import { TITLES, type Opinion } from './case';
import type { CommandType } from './commands';
import { missingItems } from './completeness';
import type { Context } from './facts';
import { validateForm } from './form';
import { lateChanges, owesLateEntry, withLateEntry } from './lateEntry';
import { isDissent } from './opinionAccess';

/** A reason why not, or null. Guards never change anything. */
export type Guard<T extends CommandType = CommandType> = (context: Context<T>) => AppError | null;

const no = (code: Parameters<typeof appError>[1], params?: AppError['params']): AppError =>
  appError('illegalTransition', code, params ? { params } : {});

const MINUTE = 60_000;
const minutesBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / MINUTE;

export const formIsValid: Guard = ({ current, at }) => {
  const fields = validateForm(current.form, at);
  return fields.length === 0 ? null : appError('validation', 'case.incomplete', { fields });
};

export const materialIsComplete: Guard = ({ current, facts, at }) => {
  const missing = missingItems(current.form, facts.records, at);
  return missing.length === 0
    ? null
    : appError('validation', 'case.incomplete', {
        params: { missing: missing.map((item) => item.code).join(',') },
      });
};

/** An image of somebody else never leaves the county under this patient's name. */
export const materialIsOfThisPatient: Guard = ({ facts: { patientConflicts } }) =>
  patientConflicts.length === 0
    ? null
    : appError('integrity', 'case.patientConflict', {
        params: {
          count: patientConflicts.length,
          fields: [...new Set(patientConflicts.flat())].join(','),
        },
      });

/** Written consent before a request leaves; an emergency may rely on oral consent or the head's authorisation. */
export const consentIsGiven: Guard = ({ current: { form } }) => {
  const { status } = form.consent;
  if (status === 'signed') return null;
  if (form.wishes.urgency === 'emergency' && status !== 'none') return null;
  return appError('validation', 'case.consentMissing');
};

export const identityIsVerified: Guard = ({ current }) =>
  current.form.patient.identityVerified ? null : appError('validation', 'case.identityUnverified');

export const agreementIsValid: Guard = ({ facts }) =>
  facts.agreementValid ? null : no('case.agreementMissing');

export const referralTargetHasAgreement: Guard = ({ facts }) =>
  facts.referralAgreementValid ? null : no('case.referralTarget');

export const notClaimedByOther: Guard = ({ current: { claim }, actor, at }) =>
  claim && claim.by !== actor.userId && claim.until > at
    ? no('case.claimedByOther', { until: claim.until })
    : null;

export const completeOrWaived: Guard<'accept'> = (context) => {
  if (context.command.waiverNote) return null;
  return materialIsComplete(context);
};

export const everyFixAnswered: Guard<'resubmit'> = ({ current, command }) => {
  const answered = new Set(command.answers.map((answer) => answer.id));
  const open = (current.fixList?.items ?? []).filter((item) => !answered.has(item.id));
  return open.length === 0
    ? null
    : appError('validation', 'case.fixUnanswered', {
        params: { items: open.map((i) => i.id).join(',') },
      });
};

/** Title at or above the rule, licence valid, taking cases, not from the requesting hospital. */
export function expertRefusal(context: Context, expertId: string): AppError | null {
  const { current, facts, at } = context;
  const expert = facts.experts[expertId];
  if (!expert) return no('case.noExpert');
  const params = { name: expert.name };
  if (TITLES.indexOf(expert.title) < TITLES.indexOf(facts.titleMinimum))
    return no('case.expertTitle', params);
  if (expert.licenceValidUntil < at.slice(0, 10)) return no('case.expertLicence', params);
  if (!expert.serviceOn) return no('case.expertOff', params);
  return expert.hospitalId === current.hospitalId ? no('case.expertConflict', params) : null;
}

export const expertsQualify: Guard<'inviteExperts'> = (context) => {
  for (const { expertId } of context.command.experts) {
    const refusal = expertRefusal(context, expertId);
    if (refusal) return refusal;
  }
  const chiefs = context.command.experts.filter((expert) => expert.role === 'chief').length;
  const had = context.current.chiefId !== null;
  return chiefs > 1 || (chiefs === 0 && !had) ? no('case.noChief') : null;
};

export const substituteQualifies: Guard<'substituteExpert'> = (context) =>
  expertRefusal(context, context.command.expertId);

export const invitationIsOpen: Guard = ({ current, actor, at }) => {
  const mine = current.invitations.find(
    (i) => i.expertId === actor.userId && i.status !== 'replaced',
  );
  if (!mine) return no('case.notInvited');
  const open = mine.status === 'pending' || mine.status === 'proposed';
  return open && mine.deadline > at ? null : no('case.invitationClosed');
};

export const someInvitationIsOverdue: Guard = ({ current, at }) =>
  current.invitations.some((i) => i.status === 'pending' && i.deadline <= at)
    ? null
    : no('case.invitationClosed');

export const requiredExpertsAccepted: Guard = ({ current }) => {
  const required = current.invitations.filter((i) => i.required && i.status !== 'replaced');
  if (required.length === 0) return no('case.noExpert');
  if (required.some((i) => i.status !== 'accepted')) return no('case.invitationsOpen');
  const chief = current.invitations.find((i) => i.expertId === current.chiefId);
  return chief?.status === 'accepted' ? null : no('case.noChief');
};

type Slotted = Context<'schedule'> | Context<'reschedule'>;

/** A video consultation needs a time span and a room on both sides; the others a due time. */
export const slotFitsMode = ({ current, command, at }: Slotted): AppError | null => {
  if (current.form.wishes.mode !== 'video') return command.dueAt ? null : no('case.slotInvalid');
  if (!command.endsAt || command.endsAt <= command.startsAt || command.startsAt <= at)
    return no('case.slotInvalid');
  return command.centreRoomId && command.countyRoomId ? null : no('case.roomNeeded');
};

/** Two hours' notice protects patient and experts; the centre may waive it. */
export const noticeIsGiven: Guard<'reschedule'> = ({ current, command, at }) => {
  const startsAt = current.appointment?.startsAt;
  if (!startsAt || command.waiveNotice) return null;
  return minutesBetween(at, startsAt) >= 120 ? null : no('case.tooLateToMove');
};

export const isInCheckInWindow: Guard<'checkIn'> = ({ current, command, at }) => {
  const startsAt = current.appointment?.startsAt;
  if (!startsAt) return no('case.slotInvalid');
  const late = minutesBetween(startsAt, at);
  if (late < -30 || late > 15) return no('case.checkInWindow', { startsAt });
  return command.preflightPassed ? null : no('case.preflightFailed');
};

export const partyMatchesRole: Guard<'checkIn'> = ({ command, actor }) => {
  const party =
    actor.role === 'requester' ? 'requester' : actor.role === 'expert' ? 'expert' : 'centre';
  return command.party === party ? null : appError('forbidden', 'case.wrongRole');
};

/** 2018 norm: a licensed doctor on each side, two patient identifiers, recording consent resolved. */
export const sessionMayStart: Guard<'startConsultation'> = ({ current, command }) => {
  if (current.form.wishes.mode !== 'video') return null;
  if (current.state !== 'checkedIn') return no('case.partyMissing');
  const parties = new Set(current.checkIns.map((checkIn) => checkIn.party));
  if (!parties.has('requester') || !parties.has('expert')) return no('case.partyMissing');
  return new Set(command.identifiers).size >= 2 ? null : no('case.identityCheck');
};

export const isEmergency: Guard = ({ current }) =>
  current.form.wishes.urgency === 'emergency' ? null : no('case.notEmergency');

export const actorIsOnCall: Guard = (context) => {
  const { actor, facts } = context;
  if (!actor.userId || !facts.experts[actor.userId]?.onCall) return no('case.notInvited');
  return expertRefusal(context, actor.userId);
};

export const isReadMode: Guard = ({ current }) =>
  ['imagingRead', 'ecgRead', 'pathologyRead'].includes(current.form.wishes.mode)
    ? null
    : no('case.notReadMode');

export const actorQualifies: Guard = (context) =>
  context.actor.userId ? expertRefusal(context, context.actor.userId) : no('case.noExpert');

export const isNotVideo: Guard = ({ current }) =>
  current.form.wishes.mode === 'video' ? no('case.alreadyVideo') : null;

export const waitedFifteenMinutes: Guard<'markNoShow'> = ({ current, at }) => {
  const startsAt = current.appointment?.startsAt;
  return startsAt && minutesBetween(startsAt, at) >= 15 ? null : no('case.noShowTooEarly');
};

export const opinionHasText: Guard<'submitOpinion'> = ({ command }) =>
  command.agreesWithChief || command.text.trim().length >= 4
    ? null
    : appError('validation', 'field.tooShort', { params: { min: 4 } });

export const opinionsAreIn: Guard = ({ current }) => {
  const owed = current.invitations
    .filter((i) => i.required && i.status === 'accepted' && i.expertId !== current.chiefId)
    .filter((i) => !current.opinions.some((opinion) => opinion.expertId === i.expertId));
  return owed.length === 0 ? null : no('case.opinionMissing', { count: owed.length });
};

/** Word for word what that expert wrote last; space at the ends does not count. */
const saysTheSame = (entry: Dissent, opinion: Opinion): boolean =>
  entry.expertId === opinion.expertId &&
  opinion.status === 'submitted' &&
  entry.text.trim() === opinion.text.trim();

/** An own opinion that does not agree with the chief must be printed word for word, and nobody is given words he did not write. */
type Reporting = Context<'publishReport' | 'amendReport'>;

export const dissentIsKept = ({ current, command }: Reporting): AppError | null => {
  const { dissent } = command.content;
  const isKept = current.opinions
    .filter((opinion) => isDissent(current, opinion))
    .every((opinion) => dissent.some((entry) => saysTheSame(entry, opinion)));
  const isTheirs = dissent.every((entry) =>
    current.opinions.some((opinion) => saysTheSame(entry, opinion)),
  );
  return isKept && isTheirs ? null : no('case.dissentMissing');
};

export const reportHasConclusion = ({ command }: Reporting): AppError | null =>
  command.content.conclusion.trim() === '' ? appError('validation', 'case.reportEmpty') : null;

export const receiptIsDue: Guard<'recordReceipt'> = ({ current, command }) => {
  const latest = current.reports.at(-1)?.version;
  if (command.reportVersion !== latest) return appError('conflict', 'case.staleVersion');
  return current.receipts.some((r) => r.reportVersion === latest)
    ? no('case.alreadyReceipted')
    : null;
};

export const decisionIsExplained: Guard<'recordReceipt'> = ({ command }) =>
  command.decision !== 'adopted' && command.reason.trim() === ''
    ? appError('validation', 'field.required', { params: { path: 'reason' } })
    : null;

export const notYetRated: Guard = ({ current, actor }) =>
  current.ratings.some((rating) => rating.by === actor.userId) ? no('case.alreadyRated') : null;

export const requesterHasRated: Guard = ({ current }) =>
  current.ratings.some((rating) => rating.party === 'requester') ? null : no('case.ratingMissing');

export const followUpIs =
  (status: 'planned' | 'answered') =>
  ({
    current,
    command,
  }: Context<'answerFollowUp'> | Context<'reviewFollowUp'>): AppError | null => {
    const item = current.followUps.find((followUp) => followUp.id === command.id);
    if (!item) return appError('notFound', 'case.followUpUnknown');
    return item.status === status ? null : no('case.alreadyAnswered');
  };

export const followUpIsDone: Guard<'archive'> = ({ current, command }) => {
  if (command.outcome !== 'planDone') return null;
  return current.followUps.every((item) => item.status === 'reviewed')
    ? null
    : no('case.followUpOpen');
};

export const lateEntryIsOwed: Guard = ({ current }) =>
  owesLateEntry(current) ? null : no('case.lateEntryNotOwed');

/** Fields are right by themselves, consent stays given, and a signature names who signed and when. */
export const lateEntryIsValid: Guard<'recordLateEntry'> = (context) => {
  const { current, command, at } = context;
  const form = withLateEntry(current.form, command.entry);
  const { status, signedBy, signedAt } = form.consent;
  const newlySigned = status === 'signed' && current.form.consent.status !== 'signed';
  const unsigned = [
    ...(newlySigned && signedBy.trim() === '' ? ['consent.signedBy'] : []),
    ...(newlySigned && signedAt === null ? ['consent.signedAt'] : []),
  ].map((path) => ({ path, code: 'field.required' as const }));
  const fields = [...validateForm(form, at), ...unsigned];
  if (fields.length > 0) return appError('validation', 'case.incomplete', { fields });
  return consentIsGiven({ ...context, current: { ...current, form } });
};

/** A late entry adds and corrects, and what it corrects stays readable; it empties nothing. */
export const lateEntryErasesNothing: Guard<'recordLateEntry'> = ({ current, command }) => {
  const erased = lateChanges(current.form, command.entry).filter(({ after }) => after === '');
  return erased.length === 0
    ? null
    : appError('validation', 'case.lateEntryErases', {
        fields: erased.map(({ path }) => ({ path, code: 'field.required' })),
      });
};

export const lateEntrySaysSomething: Guard<'recordLateEntry'> = ({ current, command, facts }) =>
  facts.newRecords > 0 || lateChanges(current.form, command.entry).length > 0
    ? null
    : appError('validation', 'case.lateEntryEmpty');

/** A record that is still to be completed is not put away. */
export const lateEntryIsSettled: Guard = ({ current }) =>
  owesLateEntry(current) ? no('case.lateEntryOwed') : null;

export const planLeavesNothingOpen: Guard<'planFollowUp'> = ({ current, command }) =>
  command.items.length === 0 && current.followUps.length === 0 && owesLateEntry(current)
    ? no('case.lateEntryOwed')
    : null;

export const criticalFindingIsOpen: Guard = ({ current }) =>
  current.criticalFinding && !current.criticalFinding.acknowledgedAt
    ? null
    : no('case.alreadyAnswered');

export const someoneElseAskedToVoid: Guard = ({ current, actor }) =>
  current.voidRequest && current.voidRequest.by !== actor.userId ? null : no('case.dualControl');

export const cancellationIsSimple: Guard = ({ current, actor }) => {
  const late = current.state === 'scheduled' || current.state === 'checkedIn';
  const centre = actor.role === 'coordinator' || actor.role === 'triage';
  return late && !centre ? no('case.cancelNeedsCentre') : null;
};
