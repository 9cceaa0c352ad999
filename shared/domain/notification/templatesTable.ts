import type { NotificationEvent } from './events';

export const MESSAGE_LANGUAGES = ['zh-CN', 'en'] as const;
export type MessageLanguage = (typeof MESSAGE_LANGUAGES)[number];

/** The workflow's events, and the code that lets a guest into one room. */
export type MessageId = NotificationEvent | 'guestCode';

/**
 * `{case}` becomes the consultation as the reader relates to it, other braces are params.
 * A part in brackets is left out when a param in it is absent.
 */
export const MESSAGE_TEMPLATES: Readonly<
  Record<MessageId, Readonly<Record<MessageLanguage, string>>>
> = {
  submitted: {
    'zh-CN': '{case}已提交，等待审核。',
    en: '{case} has been submitted and awaits review.',
  },
  returned: {
    'zh-CN': '{case}被退回[，有{count}项资料需要补充]，请登录工作站处理。',
    en: '{case} was returned[: {count} item(s) to complete]. Please sign in.',
  },
  rejected: {
    'zh-CN': '{case}被拒绝[（原因代码{code}）]，请登录工作站查看。',
    en: '{case} was rejected[ (reason {code})]. Please sign in to read why.',
  },
  invited: {
    'zh-CN': '邀请您参加会诊{requestNo}[，请于{dueAt}前答复]。',
    en: 'You are invited to consultation{requestNo}[; please answer by {dueAt}].',
  },
  invitationAnswered: {
    'zh-CN': '会诊{requestNo}的邀请已有专家答复。',
    en: 'An expert answered the invitation to consultation{requestNo}.',
  },
  invitationExpired: {
    'zh-CN': '会诊{requestNo}的邀请超时未答复。',
    en: 'An invitation to consultation{requestNo} expired unanswered.',
  },
  scheduled: {
    'zh-CN': '{case}已安排[：{startsAt}][，{room}]。',
    en: '{case} is scheduled[: {startsAt}][, {room}].',
  },
  rescheduled: {
    'zh-CN': '{case}已改期[：原{previousStartsAt}][，现{startsAt}][，{room}]。',
    en: '{case} was moved[ from {previousStartsAt}][ to {startsAt}][, {room}].',
  },
  rescheduleRequested: {
    'zh-CN': '会诊{requestNo}有改期请求，请处理。',
    en: 'A new time is requested for consultation{requestNo}.',
  },
  cancelled: {
    'zh-CN': '{case}已取消。',
    en: '{case} was cancelled.',
  },
  cancellationRequested: {
    'zh-CN': '会诊{requestNo}有取消请求，请确认。',
    en: 'Please confirm the cancellation of consultation{requestNo}.',
  },
  reminder: {
    'zh-CN': '{case}即将开始[：{startsAt}][（还有{minutes}分钟）][，{room}]。',
    en: '{case} starts soon[: {startsAt}][ (in {minutes} minutes)][, {room}].',
  },
  emergencyRing: {
    'zh-CN': '急会诊{requestNo}正在呼叫，请立即登录应答。',
    en: 'Urgent consultation{requestNo} is calling. Please sign in and answer now.',
  },
  emergencyAnswered: {
    'zh-CN': '急会诊{requestNo}已有专家接诊。',
    en: 'Urgent consultation{requestNo} has been taken by an expert.',
  },
  missingParty: {
    'zh-CN': '会诊{requestNo}已到开始时间[（已过{minutes}分钟）]，仍有参会方未签到。',
    en: 'Consultation{requestNo} should have started[ {minutes} minutes ago]; a party is missing.',
  },
  opinionDue: {
    'zh-CN': '请[于{dueAt}前]提交会诊{requestNo}的意见。',
    en: 'Please submit your opinion on consultation{requestNo}[ by {dueAt}].',
  },
  reportDue: {
    'zh-CN': '请[于{dueAt}前]签发会诊{requestNo}的报告。',
    en: 'Please sign the report of consultation{requestNo}[ by {dueAt}].',
  },
  published: {
    'zh-CN': '{case}的报告已发布，请登录查看并回执。',
    en: 'The report of {case} is published. Please sign in and acknowledge it.',
  },
  amended: {
    'zh-CN': '{case}的报告已修订[（第{version}版）]，请以新版为准并重新确认。',
    en: 'The report of {case} was amended[ (version {version})]. Please use and acknowledge the new one.',
  },
  criticalFinding: {
    'zh-CN': '{case}有危急值，请立即登录查看并确认。',
    en: '{case} has a critical finding. Please sign in and confirm at once.',
  },
  receiptRecorded: {
    'zh-CN': '会诊{requestNo}的申请方已回执。',
    en: 'The requesting side acknowledged the report of consultation{requestNo}.',
  },
  followUpPlanned: {
    'zh-CN': '{case}的回访计划已建立[，首次{dueAt}]。',
    en: 'Follow-up of {case} is planned[, first on {dueAt}].',
  },
  followUpDue: {
    'zh-CN': '{case}的回访已到期[（应于{dueAt}前完成）]，请填写。',
    en: 'A follow-up of {case} is due[ by {dueAt}].',
  },
  followUpOverdue: {
    'zh-CN': '{case}的回访已逾期[（应于{dueAt}前完成）]，请尽快填写。',
    en: 'A follow-up of {case} is overdue[, it was due by {dueAt}].',
  },
  followUpWorse: {
    'zh-CN': '{case}的回访提示情况加重，请登录查看。',
    en: 'A follow-up of {case} reports a worse condition. Please sign in.',
  },
  followUpAnswered: {
    'zh-CN': '会诊{requestNo}的回访已填写，请查看。',
    en: 'A follow-up of consultation{requestNo} was answered.',
  },
  packageIncomplete: {
    'zh-CN': '会诊{requestNo}的资料不完整[，缺{count}项]。',
    en: 'The material of consultation{requestNo} is incomplete[, {count} item(s) missing].',
  },
  lateEntryDue: {
    'zh-CN': '急会诊{requestNo}的病历与知情同意书尚未补齐，请[于{dueAt}前]登录补记。',
    en: 'Record and consent paper of urgent consultation{requestNo} are still incomplete. Please sign in and complete them[ by {dueAt}].',
  },
  lateEntryOverdue: {
    'zh-CN': '急会诊{requestNo}的补记已逾期[（应于{dueAt}前完成）]，请尽快登录补齐。',
    en: 'The late entry of urgent consultation{requestNo} is overdue[, it was due by {dueAt}].',
  },
  lateEntryRecorded: {
    'zh-CN': '急会诊{requestNo}的申请方已补记病历，请查看。',
    en: 'The requesting side completed the record of urgent consultation{requestNo}.',
  },
  lateEntryWaived: {
    'zh-CN': '急会诊{requestNo}的补记已由会诊中心豁免。',
    en: 'The centre waived the late entry of urgent consultation{requestNo}.',
  },
  guestCode: {
    'zh-CN': '您的会诊室验证码[：{verificationCode}][，{dueAt}前有效]，请勿告知他人。',
    en: 'Your room code[ is {verificationCode}][, valid until {dueAt}]. Do not share it.',
  },
};
