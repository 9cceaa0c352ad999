import type { CaseCommand, CommandType } from '../domain/consultation/commands';
import { lateEntryOf } from '../domain/consultation/lateEntry';
import { emptyReport } from '../domain/report/report';
import { aForm } from './aCase';

const EXPERT = '6f0c1a10-0000-4000-8000-000000000021' as never;
const HOSPITAL = '6f0c1a10-0000-4000-8000-000000000002' as never;
const slot = {
  startsAt: '2026-11-25T01:00:00.000Z',
  endsAt: '2026-11-25T01:30:00.000Z',
  dueAt: null,
  centreRoomId: '6f0c1a10-0000-4000-8000-0000000000a1',
  countyRoomId: '6f0c1a10-0000-4000-8000-0000000000a2',
};
const reason = '说明原因若干字';
const content = { ...emptyReport(), conclusion: '建议随访' };

/** One well-formed command of every type, for tests that ask who may, not what happens. */
export const SAMPLE_COMMANDS: { readonly [T in CommandType]: Extract<CaseCommand, { type: T }> } = {
  submit: { type: 'submit' },
  approveLocally: { type: 'approveLocally' },
  refuseLocally: { type: 'refuseLocally', text: reason },
  claim: { type: 'claim' },
  releaseClaim: { type: 'releaseClaim' },
  accept: { type: 'accept', waiverNote: reason },
  returnForSupplement: { type: 'returnForSupplement', items: [{ code: 'R01', text: reason }] },
  resubmit: { type: 'resubmit', answers: [] },
  reject: { type: 'reject', code: 'R03', text: '本中心无此专科，请转其他中心' },
  refer: { type: 'refer', hospitalId: HOSPITAL, reason },
  inviteExperts: {
    type: 'inviteExperts',
    experts: [{ expertId: EXPERT, role: 'chief', required: true }],
  },
  withdrawInvitation: { type: 'withdrawInvitation', expertId: EXPERT },
  acceptInvitation: { type: 'acceptInvitation' },
  declineInvitation: { type: 'declineInvitation', reason },
  proposeTimes: {
    type: 'proposeTimes',
    windows: [{ startsAt: slot.startsAt, endsAt: slot.endsAt }],
    reason,
  },
  expireInvitations: { type: 'expireInvitations' },
  schedule: { type: 'schedule', ...slot },
  reschedule: { type: 'reschedule', ...slot, reason, waiveNotice: true },
  requestReschedule: { type: 'requestReschedule', reason, windows: [] },
  cancel: { type: 'cancel', reason },
  requestCancellation: { type: 'requestCancellation', reason },
  checkIn: { type: 'checkIn', party: 'requester', device: 'pc', preflightPassed: true },
  startConsultation: {
    type: 'startConsultation',
    identifiers: ['name', 'birthDate'],
    patientPresent: true,
    recording: 'refused',
  },
  answerEmergency: { type: 'answerEmergency' },
  takeRead: { type: 'takeRead' },
  upgradeToVideo: { type: 'upgradeToVideo', mode: 'video' },
  interrupt: { type: 'interrupt', reason },
  resume: { type: 'resume' },
  abandonSession: { type: 'abandonSession', reason },
  endConsultation: { type: 'endConsultation', endReason: 'completed' },
  markNoShow: { type: 'markNoShow', party: 'expert', contactAttempts: reason },
  substituteExpert: { type: 'substituteExpert', absentId: EXPERT, expertId: EXPERT },
  rebook: { type: 'rebook' },
  submitOpinion: { type: 'submitOpinion', text: '同意上述意见', agreesWithChief: true },
  returnOpinion: { type: 'returnOpinion', expertId: EXPERT },
  waiveOpinion: { type: 'waiveOpinion', expertId: EXPERT, reason },
  publishReport: { type: 'publishReport', content },
  amendReport: { type: 'amendReport', content, reason },
  recordReceipt: {
    type: 'recordReceipt',
    reportVersion: 1,
    decision: 'adopted',
    reason: '',
    plan: '',
    orderedAt: null,
  },
  rate: { type: 'rate', score: 5, comment: '' },
  planFollowUp: { type: 'planFollowUp', items: [] },
  answerFollowUp: {
    type: 'answerFollowUp',
    id: 1,
    answers: ['好'],
    condition: 'improved',
    efficacy: 8,
    scales: [],
  },
  reviewFollowUp: { type: 'reviewFollowUp', id: 1, note: '继续' },
  archive: { type: 'archive', outcome: 'noFollowUp' },
  raiseCriticalFinding: { type: 'raiseCriticalFinding', text: reason },
  acknowledgeCriticalFinding: { type: 'acknowledgeCriticalFinding' },
  expire: { type: 'expire' },
  recordLateEntry: { type: 'recordLateEntry', entry: lateEntryOf(aForm()) },
  waiveLateEntry: { type: 'waiveLateEntry', reason },
  requestVoid: { type: 'requestVoid', reason },
  confirmVoid: { type: 'confirmVoid' },
};
