import type { ConsultationCase, Invitation, Opinion } from './case';
import type { CommandOf, CommandType } from './commands';
import type { Context, Facts } from './facts';
import { lateChanges, lateItems, withLateEntry } from './lateEntry';
import { needsLocalApproval } from './localApproval';

/** The fields a command sets, beyond state and version. One function per command that sets any. */
type Change<T extends CommandType> = (context: Context<T>) => Partial<ConsultationCase>;

const HOUR = 3_600_000;
const MINUTE = 60_000;
const later = (at: string, ms: number) => new Date(Date.parse(at) + ms).toISOString();

/** The actor of a command only people may give; a missing id is a bug in the rule table. */
function person(context: Context): ConsultationCase['requesterId'] {
  if (context.actor.userId === null) throw new Error(`${context.command.type} needs a person`);
  return context.actor.userId as ConsultationCase['requesterId'];
}

const stamp = (context: Context) => ({ by: person(context), at: context.at });
const asContext = <T extends CommandType>(context: Context<T>) => context as unknown as Context;

function respond(context: Context, patch: Partial<Invitation>): Partial<ConsultationCase> {
  const { current, actor, at } = context;
  return {
    invitations: current.invitations.map((invitation) =>
      invitation.expertId === actor.userId && invitation.status !== 'replaced'
        ? { ...invitation, respondedAt: at, ...patch }
        : invitation,
    ),
  };
}

/** Submitted means to the centre: while a hospital's own approval is pending, no clock of the centre runs. */
const submit: Change<'submit'> = ({ current, facts, at }) => ({
  submittedAt: needsLocalApproval(current, facts) ? null : (current.submittedAt ?? at),
  submission: current.submission + 1,
  localRefusal: null,
  lateRecord: lateRecordOf(current, facts),
});

/** Recomputed at every submission: a returned emergency may have been completed in its form. */
const lateRecordOf = ({ form }: ConsultationCase, { records }: Facts) =>
  lateItems(form, records).length === 0 ? null : { completedAt: null, waiver: null };

const resubmit: Change<'resubmit'> = ({ current, command, facts }) => ({
  submission: current.submission + 1,
  lateRecord: lateRecordOf(current, facts),
  fixList: current.fixList && {
    ...current.fixList,
    items: current.fixList.items.map((item) => ({
      ...item,
      answer: command.answers.find((answer) => answer.id === item.id)?.answer ?? item.answer,
    })),
  },
});

/** Deadlines of product §5.2 T9: routine 4 h, emergency 3 min. */
const inviteExperts: Change<'inviteExperts'> = ({ current, command, at }) => {
  const wait = current.form.wishes.urgency === 'emergency' ? 3 * MINUTE : 4 * HOUR;
  const invited = new Set(command.experts.map((expert) => expert.expertId as string));
  const kept = current.invitations.filter((i) => !invited.has(i.expertId));
  const fresh = command.experts.map((expert): Invitation => ({
    ...expert,
    status: 'pending',
    invitedAt: at,
    deadline: later(at, wait),
    respondedAt: null,
    reason: null,
    proposed: [],
  }));
  const chief =
    command.experts.find((expert) => expert.role === 'chief')?.expertId ?? current.chiefId;
  return { invitations: [...kept, ...fresh], chiefId: chief };
};

const withdrawInvitation: Change<'withdrawInvitation'> = ({ current, command }) => ({
  invitations: current.invitations.map((i) =>
    i.expertId === command.expertId ? { ...i, status: 'replaced' } : i,
  ),
  chiefId: current.chiefId === command.expertId ? null : current.chiefId,
});

const expireInvitations: Change<'expireInvitations'> = ({ current, at }) => ({
  invitations: current.invitations.map((i) =>
    i.status === 'pending' && i.deadline <= at ? { ...i, status: 'expired' } : i,
  ),
});

type SlotCommand = CommandOf<'schedule'> | CommandOf<'reschedule'>;
const slotOf = ({ startsAt, endsAt, dueAt, centreRoomId, countyRoomId }: SlotCommand) => ({
  startsAt,
  endsAt,
  dueAt,
  centreRoomId,
  countyRoomId,
});

const reschedule: Change<'reschedule'> = ({ current, command, at }) => {
  const old = current.appointment;
  const entry = old && {
    startsAt: old.startsAt,
    endsAt: old.endsAt,
    changedAt: at,
    reason: command.reason,
  };
  return {
    appointment: {
      ...slotOf(command),
      previous: [...(old?.previous ?? []), ...(entry ? [entry] : [])],
    },
    rescheduleRequests: [],
  };
};

const checkIn: Change<'checkIn'> = (context) => {
  const { party, device, preflightPassed } = context.command;
  const userId = person(asContext(context));
  const others = context.current.checkIns.filter((entry) => entry.userId !== userId);
  return { checkIns: [...others, { party, userId, at: context.at, device, preflightPassed }] };
};

const startConsultation: Change<'startConsultation'> = (context) => {
  const { current, command, at } = context;
  const roles = { requester: 'requester', expert: 'expert', centre: 'coordinator' } as const;
  return {
    session: {
      startedAt: at,
      endedAt: null,
      endReason: null,
      patientPresent: command.patientPresent,
      identifiers: command.identifiers,
      recording: command.recording,
      rollCall: current.checkIns.map((c) => ({ userId: c.userId, role: roles[c.party], at: c.at })),
      interruptions: [],
    },
  };
};

/** First accept wins: the row lock decides, the domain records who. */
const answerEmergency: Change<'answerEmergency'> = (context) => {
  const { at, current } = context;
  const userId = person(asContext(context));
  return {
    chiefId: userId,
    invitations: [
      ...current.invitations.filter((i) => i.expertId !== userId),
      acceptedInvitation(userId, 'chief', at),
    ],
    acceptedAt: at,
    session: {
      startedAt: at,
      endedAt: null,
      endReason: null,
      patientPresent: current.form.patient.canAttend ?? true,
      identifiers: [],
      recording: current.form.consent.recording ?? 'refused',
      rollCall: [{ userId, role: 'expert', at }],
      interruptions: [],
    },
  };
};

const acceptedInvitation = (
  expertId: Invitation['expertId'],
  role: Invitation['role'],
  at: string,
): Invitation => ({
  expertId,
  role,
  required: true,
  status: 'accepted',
  invitedAt: at,
  deadline: at,
  respondedAt: at,
  reason: null,
  proposed: [],
});

const takeRead: Change<'takeRead'> = (context) => {
  const userId = person(asContext(context));
  return { chiefId: userId, invitations: [acceptedInvitation(userId, 'chief', context.at)] };
};

const patchSession = (
  { current }: Context,
  patch: Partial<NonNullable<ConsultationCase['session']>>,
): Partial<ConsultationCase> => ({ session: current.session && { ...current.session, ...patch } });

const closeInterruption = ({ current, at }: Context) =>
  (current.session?.interruptions ?? []).map((entry) => ({ ...entry, to: entry.to ?? at }));

const substituteExpert: Change<'substituteExpert'> = ({ current, command, at }) => ({
  noShow: current.noShow,
  invitations: [
    ...current.invitations
      .filter((i) => i.expertId !== command.expertId)
      .map((i): Invitation => (i.expertId === command.absentId ? { ...i, status: 'replaced' } : i)),
    acceptedInvitation(
      command.expertId,
      current.chiefId === command.absentId ? 'chief' : 'member',
      at,
    ),
  ],
  chiefId: current.chiefId === command.absentId ? command.expertId : current.chiefId,
});

const submitOpinion: Change<'submitOpinion'> = (context) => {
  const { text, agreesWithChief } = context.command;
  const author = stamp(asContext(context));
  const others = context.current.opinions.filter((opinion) => opinion.expertId !== author.by);
  const given = { expertId: author.by, status: 'submitted' as const, text, agreesWithChief };
  const words = wordsBefore(context.current, author.by);
  const earlier = words.length > 0 ? { earlier: words } : null;
  return {
    opinions: [...others, { ...given, ...author, ...earlier }],
    ...returnedWithout(context.current, author.by),
  };
};

/** Everything somebody has said of this case, oldest first. */
function wordsBefore(current: ConsultationCase, expertId: string) {
  const returned = current.returnedOpinions?.find((entry) => entry.expertId === expertId);
  const given = current.opinions.find((opinion) => opinion.expertId === expertId);
  return [
    ...(returned?.words ?? []),
    ...(given?.status === 'submitted' ? [...(given.earlier ?? []), wordsOf(given)] : []),
  ];
}

const wordsOf = ({ text, agreesWithChief, at }: Opinion) => ({ text, agreesWithChief, at });

const returnedWithout = ({ returnedOpinions }: ConsultationCase, expertId: string) =>
  returnedOpinions && {
    returnedOpinions: returnedOpinions.filter((entry) => entry.expertId !== expertId),
  };

/** Back to its author, whose words are kept until he gives them anew. */
const returnOpinion: Change<'returnOpinion'> = ({ current, command: { expertId } }) => {
  const words = wordsBefore(current, expertId);
  const others = current.returnedOpinions?.filter((entry) => entry.expertId !== expertId) ?? [];
  return {
    opinions: current.opinions.filter((opinion) => opinion.expertId !== expertId),
    returnedOpinions: words.length > 0 ? [...others, { expertId, words }] : others,
  };
};

const waiveOpinion: Change<'waiveOpinion'> = (context) => ({
  opinions: [
    ...context.current.opinions.filter((o) => o.expertId !== context.command.expertId),
    {
      expertId: context.command.expertId,
      status: 'waived',
      text: context.command.reason,
      agreesWithChief: false,
      ...stamp(asContext(context)),
    },
  ],
});

function newReport(context: Context, amendmentReason: string | null): Partial<ConsultationCase> {
  const { current, facts, at } = context;
  if (!facts.report) throw new Error('publishing needs the content hash');
  const entry = {
    version: (current.reports.at(-1)?.version ?? 0) + 1,
    publishedAt: at,
    publishedBy: person(context),
    contentSha256: facts.report.sha256,
    amendmentReason,
    conclusionChanged: amendmentReason !== null && facts.report.conclusionChanged,
  };
  return { reports: [...current.reports, entry] };
}

const rate: Change<'rate'> = (context) => ({
  ratings: [
    ...context.current.ratings,
    {
      party: context.actor.role === 'expert' ? 'expert' : 'requester',
      ...stamp(asContext(context)),
      score: context.command.score,
      comment: context.command.comment,
    },
  ],
});

const planFollowUp: Change<'planFollowUp'> = (context) => {
  const { current, command, at } = context;
  const first = current.followUps.length + 1;
  const added = command.items.map((item, index) => ({
    ...item,
    id: first + index,
    createdBy: person(asContext(context)),
    status: 'planned' as const,
    answer: null,
    review: null,
  }));
  const closes = added.length === 0 && current.followUps.length === 0;
  const archive = closes
    ? { outcome: 'noFollowUp' as const, by: person(asContext(context)), at }
    : null;
  return { followUps: [...current.followUps, ...added], archive };
};

const answerFollowUp: Change<'answerFollowUp'> = (context) => {
  const { id, answers, condition, efficacy, scales } = context.command;
  const answer = { ...stamp(asContext(context)), answers, condition, efficacy, scales };
  return {
    followUps: context.current.followUps.map((item) =>
      item.id === id ? { ...item, status: 'answered', answer } : item,
    ),
  };
};

const reviewFollowUp: Change<'reviewFollowUp'> = (context) => {
  const review = { ...stamp(asContext(context)), note: context.command.note };
  return {
    followUps: context.current.followUps.map((item) =>
      item.id === context.command.id ? { ...item, status: 'reviewed', review } : item,
    ),
  };
};

const recordLateEntry: Change<'recordLateEntry'> = (context) => {
  const { current, command, facts, at } = context;
  const form = withLateEntry(current.form, command.entry);
  const number = current.submission + 1;
  const paths = lateChanges(current.form, command.entry).map(({ path }) => path);
  const isComplete = lateItems(form, facts.records).length === 0;
  return {
    form,
    submission: number,
    lateEntries: [...current.lateEntries, { number, ...stamp(asContext(context)), paths }],
    lateRecord: current.lateRecord && {
      ...current.lateRecord,
      completedAt: isComplete ? at : null,
    },
  };
};

const nothing = () => ({});

/** Total over the commands: adding a command without deciding what it sets does not compile. */
export const CHANGES: { readonly [T in CommandType]: Change<T> } = {
  submit,
  approveLocally: ({ current, at }) => ({ submittedAt: current.submittedAt ?? at }),
  refuseLocally: (c) => ({ localRefusal: { text: c.command.text, ...stamp(asContext(c)) } }),
  claim: (c) => ({ claim: { ...stamp(asContext(c)), until: later(c.at, 15 * MINUTE) } }),
  releaseClaim: () => ({ claim: null }),
  accept: (c) => ({
    acceptedAt: c.at,
    claim: null,
    fixList: null,
    waiver: c.command.waiverNote ? { note: c.command.waiverNote, ...stamp(asContext(c)) } : null,
  }),
  returnForSupplement: (c) => ({
    claim: null,
    fixList: {
      items: c.command.items.map((item, index) => ({ ...item, id: index + 1, answer: null })),
      ...stamp(asContext(c)),
    },
  }),
  resubmit,
  reject: (c) => ({
    claim: null,
    appointment: null,
    rejection: { code: c.command.code, text: c.command.text, ...stamp(asContext(c)) },
  }),
  refer: (c) => ({
    claim: null,
    referral: {
      hospitalId: c.command.hospitalId,
      reason: c.command.reason,
      ...stamp(asContext(c)),
    },
  }),
  inviteExperts,
  withdrawInvitation,
  acceptInvitation: (c) => respond(asContext(c), { status: 'accepted', reason: null }),
  declineInvitation: (c) => respond(asContext(c), { status: 'declined', reason: c.command.reason }),
  proposeTimes: (c) =>
    respond(asContext(c), {
      status: 'proposed',
      reason: c.command.reason,
      proposed: c.command.windows,
    }),
  expireInvitations,
  schedule: ({ command }) => ({ appointment: { ...slotOf(command), previous: [] } }),
  reschedule,
  requestReschedule: (c) => ({
    rescheduleRequests: [
      ...c.current.rescheduleRequests,
      { ...stamp(asContext(c)), reason: c.command.reason, proposed: c.command.windows },
    ],
  }),
  cancel: (c) => ({
    claim: null,
    cancellation: {
      reason: c.current.cancellation?.reason ?? c.command.reason,
      by: c.current.cancellation?.by ?? person(asContext(c)),
      at: c.at,
      confirmedBy: c.current.cancellation ? person(asContext(c)) : null,
    },
  }),
  requestCancellation: (c) => ({
    cancellation: { reason: c.command.reason, ...stamp(asContext(c)), confirmedBy: null },
  }),
  checkIn,
  startConsultation,
  answerEmergency,
  takeRead,
  upgradeToVideo: ({ current, command }) => ({
    form: { ...current.form, wishes: { ...current.form.wishes, mode: command.mode } },
    appointment: null,
    session: null,
  }),
  interrupt: (c) =>
    patchSession(asContext(c), {
      interruptions: [
        ...(c.current.session?.interruptions ?? []),
        { from: c.at, to: null, reason: c.command.reason },
      ],
    }),
  resume: (c) => patchSession(asContext(c), { interruptions: closeInterruption(asContext(c)) }),
  abandonSession: (c) => ({
    ...patchSession(asContext(c), {
      endedAt: c.at,
      endReason: 'technical',
      interruptions: closeInterruption(asContext(c)),
    }),
    appointment: null,
    checkIns: [],
  }),
  endConsultation: (c) =>
    patchSession(asContext(c), { endedAt: c.at, endReason: c.command.endReason }),
  markNoShow: (c) => ({
    noShow: {
      party: c.command.party,
      contactAttempts: c.command.contactAttempts,
      by: c.actor.userId as ConsultationCase['requesterId'] | null,
      at: c.at,
    },
  }),
  substituteExpert,
  rebook: () => ({ appointment: null, checkIns: [] }),
  submitOpinion,
  returnOpinion,
  waiveOpinion,
  publishReport: (c) => newReport(asContext(c), null),
  amendReport: (c) => newReport(asContext(c), c.command.reason),
  recordReceipt: (c) => {
    const { reportVersion, decision, reason, plan, orderedAt } = c.command;
    const entry = { reportVersion, decision, reason, plan, orderedAt, ...stamp(asContext(c)) };
    return { receipts: [...c.current.receipts, entry] };
  },
  rate,
  planFollowUp,
  answerFollowUp,
  reviewFollowUp,
  archive: (c) => ({
    archive: {
      outcome: c.command.outcome,
      by: c.actor.userId as ConsultationCase['requesterId'] | null,
      at: c.at,
    },
  }),
  raiseCriticalFinding: (c) => ({
    criticalFinding: {
      text: c.command.text,
      ...stamp(asContext(c)),
      acknowledgedBy: null,
      acknowledgedAt: null,
    },
  }),
  acknowledgeCriticalFinding: (c) => ({
    criticalFinding: c.current.criticalFinding && {
      ...c.current.criticalFinding,
      acknowledgedBy: person(asContext(c)),
      acknowledgedAt: c.at,
    },
  }),
  expire: nothing,
  recordLateEntry,
  waiveLateEntry: (c) => ({
    lateRecord: c.current.lateRecord && {
      ...c.current.lateRecord,
      waiver: { reason: c.command.reason, ...stamp(asContext(c)) },
    },
  }),
  requestVoid: (c) => ({
    voidRequest: { reason: c.command.reason, ...stamp(asContext(c)), confirmedBy: null },
  }),
  confirmVoid: (c) => ({
    voidRequest: c.current.voidRequest && {
      ...c.current.voidRequest,
      confirmedBy: person(asContext(c)),
    },
  }),
};
