import type { CaseDetail } from '../../../shared/api/cases';
import type {
  CaseCommand,
  CommandOf,
  CommandType,
} from '../../../shared/domain/consultation/commands';
import type { Facts, WorkflowActor } from '../../../shared/domain/consultation/facts';
import { transition } from '../../../shared/domain/consultation/transition';
import type { AppError } from '../../../shared/domain/errors';
import type { ReportContent } from '../../../shared/domain/report/report';
import { emptyReport } from '../../../shared/domain/report/report';

const words = '----------';

/** Well-filled examples: what is refused with these is refused by the case itself, not by what somebody typed. */
const PROBES: {
  readonly [T in CommandType]?: (
    detail: CaseDetail,
    actor: WorkflowActor,
    at: string,
  ) => CommandOf<T>;
} = {
  acceptInvitation: () => ({ type: 'acceptInvitation' }),
  declineInvitation: () => ({ type: 'declineInvitation', reason: words }),
  checkIn: (_, { role }) => ({
    type: 'checkIn',
    party: role === 'requester' ? 'requester' : role === 'expert' ? 'expert' : 'centre',
    device: words,
    preflightPassed: true,
  }),
  startConsultation: () => ({
    type: 'startConsultation',
    identifiers: ['name', 'birthDate'],
    patientPresent: true,
    recording: 'refused',
  }),
  markNoShow: () => ({ type: 'markNoShow', party: 'expert', contactAttempts: words }),
  submit: () => ({ type: 'submit' }),
  takeRead: () => ({ type: 'takeRead' }),
  upgradeToVideo: () => ({ type: 'upgradeToVideo', mode: 'video' }),
  cancel: () => ({ type: 'cancel', reason: words }),
  publishReport: (detail) => ({ type: 'publishReport', content: filledReport(detail) }),
  amendReport: (detail) => ({
    type: 'amendReport',
    content: filledReport(detail),
    reason: words,
  }),
  recordReceipt: ({ case: current }) => ({
    type: 'recordReceipt',
    reportVersion: current.reports.at(-1)?.version ?? 1,
    decision: 'adopted',
    reason: '',
    plan: '',
    orderedAt: null,
  }),
  rate: () => ({ type: 'rate', score: 5, comment: '' }),
  planFollowUp: (_, __, at) => ({
    type: 'planFollowUp',
    items: [{ label: words, dueOn: at.slice(0, 10), questions: [words] }],
  }),
  archive: () => ({ type: 'archive', outcome: 'noFollowUp' }),
  acknowledgeCriticalFinding: () => ({ type: 'acknowledgeCriticalFinding' }),
  confirmVoid: () => ({ type: 'confirmVoid' }),
};

function filledReport({ case: current }: CaseDetail): ReportContent {
  const dissent = current.opinions
    .filter(({ status }) => status === 'submitted')
    .map(({ expertId, text }) => ({ expertId, expertName: words, text }));
  return { ...emptyReport(), conclusion: words, dissent };
}

/** Guards that need more than the case (experts, agreements) answer on the server; here they pass. */
function facts(detail: CaseDetail): Facts {
  return {
    localApproval: false,
    agreementValid: true,
    referralAgreementValid: true,
    records: detail.records.map(({ kind, category, modality, itemCount }) => ({
      kind,
      category,
      modality,
      count: itemCount,
    })),
    newRecords: 0,
    experts: {},
    patientConflicts: [],
    titleMinimum: 'resident',
    report: { sha256: '', conclusionChanged: false },
  };
}

/** Refusals that only the server can judge, because the facts above are assumed. */
const SERVER_DECIDES: ReadonlySet<AppError['code']> = new Set(['case.noExpert', 'case.notInvited']);

/**
 * Why a command that role and state allow would still be refused now, judged by the same rules the server applies.
 *
 * @param at - Instant of judgement; check-in windows and waiting times depend on it.
 * @returns The refusal, or null when the case itself is no obstacle.
 */
export function blockedReason(
  detail: CaseDetail,
  type: CommandType,
  actor: WorkflowActor,
  at: string,
): AppError | null {
  const probe = PROBES[type] as
    ((d: CaseDetail, a: WorkflowActor, at: string) => CaseCommand) | undefined;
  if (!probe) return null;
  const result = transition(detail.case, probe(detail, actor, at), actor, facts(detail), at);
  return result.ok || SERVER_DECIDES.has(result.error.code) ? null : result.error;
}
