import type { NotificationEvent } from './events';
import type { MessageParam } from './messageParams';

export const MESSAGE_LANGUAGES = ['zh-CN', 'en'] as const;
export type MessageLanguage = (typeof MESSAGE_LANGUAGES)[number];

/** Texts beyond the workflow's own events: codes for guests. */
export type MessageId = NotificationEvent | 'guestCode';

/** `{case}` becomes "your consultation HZ…" as the reader relates to it; other braces are params. */
export type MessageTemplate = {
  readonly needs: readonly MessageParam[];
  readonly title: Readonly<Record<MessageLanguage, string>>;
  readonly text: Readonly<Record<MessageLanguage, string>>;
};

const message = (
  needs: readonly MessageParam[],
  zh: readonly [title: string, text: string],
  en: readonly [title: string, text: string],
): MessageTemplate => ({
  needs,
  title: { 'zh-CN': zh[0], en: en[0] },
  text: { 'zh-CN': zh[1], en: en[1] },
});

export const MESSAGE_TEMPLATES: Readonly<Record<MessageId, MessageTemplate>> = {
  submitted: message(
    [],
    ['会诊已提交', '{case}已提交，等待审核。'],
    ['Request submitted', '{case} has been submitted and awaits review.'],
  ),
  returned: message(
    ['number'],
    ['会诊被退回', '{case}被退回，有 {number} 项资料需要补充，请登录工作站处理。'],
    ['Request returned', '{case} was returned: {number} item(s) to complete. Please sign in.'],
  ),
  rejected: message(
    [],
    ['会诊未受理', '{case}未被受理，原因请登录工作站查看。'],
    ['Request rejected', '{case} was not accepted. Please sign in to see the reason.'],
  ),
  invited: message(
    ['time'],
    ['会诊邀请', '邀请您参加会诊 {requestNo}，请于 {time} 前答复。'],
    ['Invitation', 'You are invited to consultation {requestNo}; please answer by {time}.'],
  ),
  invitationAnswered: message(
    [],
    ['专家已答复', '会诊 {requestNo} 的邀请已有专家答复。'],
    ['Invitation answered', 'An expert answered the invitation to consultation {requestNo}.'],
  ),
  invitationExpired: message(
    [],
    ['邀请超时', '会诊 {requestNo} 的邀请超时未答复。'],
    ['Invitation expired', 'An invitation to consultation {requestNo} expired unanswered.'],
  ),
  scheduled: message(
    ['time', 'room'],
    ['会诊已安排', '{case}已安排：{time},{room}号会诊室。'],
    ['Consultation scheduled', '{case} is scheduled: {time}, room {room}.'],
  ),
  rescheduled: message(
    ['time', 'previousTime', 'room'],
    ['会诊已改期', '{case}已改期：原 {previousTime}，现 {time},{room}号会诊室。'],
    ['Consultation moved', '{case} moved from {previousTime} to {time}, room {room}.'],
  ),
  rescheduleRequested: message(
    [],
    ['改期请求', '会诊 {requestNo} 有改期请求，请处理。'],
    ['Reschedule requested', 'A new time is requested for consultation {requestNo}.'],
  ),
  cancelled: message(
    [],
    ['会诊已取消', '{case}已取消。'],
    ['Consultation cancelled', '{case} was cancelled.'],
  ),
  cancellationRequested: message(
    [],
    ['取消请求', '会诊 {requestNo} 有取消请求，请确认。'],
    ['Cancellation requested', 'Please confirm the cancellation of consultation {requestNo}.'],
  ),
  reminder: message(
    ['time', 'room', 'number'],
    ['会诊提醒', '{case}将于 {time} 开始（还有 {number} 分钟），{room}号会诊室。'],
    ['Reminder', '{case} starts at {time}, in {number} minutes, room {room}.'],
  ),
  emergencyRing: message(
    [],
    ['急会诊呼叫', '急会诊 {requestNo} 正在呼叫，请立即登录应答。'],
    ['Urgent call', 'Urgent consultation {requestNo} is calling. Please sign in and answer now.'],
  ),
  emergencyAnswered: message(
    [],
    ['急会诊已接诊', '急会诊 {requestNo} 已有专家接诊。'],
    ['Urgent call answered', 'Urgent consultation {requestNo} has been taken by an expert.'],
  ),
  missingParty: message(
    ['number'],
    ['有参会方未到', '会诊 {requestNo} 已过开始时间 {number} 分钟，仍有参会方未签到。'],
    ['Party missing', 'Consultation {requestNo}: {number} minutes past start, a party is missing.'],
  ),
  opinionDue: message(
    ['time'],
    ['会诊意见待填写', '请于 {time} 前提交会诊 {requestNo} 的意见。'],
    ['Opinion due', 'Please submit your opinion on consultation {requestNo} by {time}.'],
  ),
  reportDue: message(
    ['time'],
    ['会诊报告待签发', '会诊 {requestNo} 的报告应于 {time} 前签发。'],
    ['Report due', 'The report of consultation {requestNo} is due by {time}.'],
  ),
  published: message(
    [],
    ['会诊报告已发布', '{case}的报告已发布，请登录查看并回执。'],
    ['Report published', 'The report of {case} is published. Please sign in and acknowledge it.'],
  ),
  amended: message(
    ['number'],
    ['会诊报告已修订', '{case}的报告已修订为第 {number} 版，请以新版为准并重新确认。'],
    [
      'Report amended',
      'The report of {case} was amended (version {number}). Please use and acknowledge it.',
    ],
  ),
  criticalFinding: message(
    [],
    ['危急值', '{case}有危急值，请立即登录查看并确认。'],
    ['Critical finding', '{case} has a critical finding. Please sign in and confirm at once.'],
  ),
  receiptRecorded: message(
    [],
    ['已回执', '会诊 {requestNo} 的申请方已回执。'],
    ['Receipt recorded', 'The requesting side acknowledged the report of {requestNo}.'],
  ),
  followUpPlanned: message(
    ['time'],
    ['回访已计划', '{case}的回访计划已建立，首次 {time}。'],
    ['Follow-up planned', 'Follow-up of {case} is planned, first on {time}.'],
  ),
  followUpDue: message(
    ['time'],
    ['回访到期', '{case}的回访应于 {time} 完成，请填写。'],
    ['Follow-up due', 'The follow-up of {case} is due on {time}.'],
  ),
  followUpOverdue: message(
    ['time'],
    ['回访逾期', '{case}的回访已逾期（应于 {time} 完成），请尽快填写。'],
    ['Follow-up overdue', 'The follow-up of {case} was due on {time}. Please complete it.'],
  ),
  followUpWorse: message(
    [],
    ['回访提示加重', '{case}的回访提示情况加重，请登录查看。'],
    ['Follow-up: worse', 'A follow-up of {case} reports a worse condition. Please sign in.'],
  ),
  followUpAnswered: message(
    [],
    ['回访已填写', '会诊 {requestNo} 的回访已填写，请查看。'],
    ['Follow-up answered', 'A follow-up of consultation {requestNo} was answered.'],
  ),
  packageIncomplete: message(
    ['number'],
    ['资料不完整', '会诊 {requestNo} 的资料不完整，缺 {number} 项。'],
    ['Material incomplete', 'The material of consultation {requestNo} lacks {number} item(s).'],
  ),
  guestCode: message(
    ['code', 'time'],
    ['会诊室验证码', '您的会诊室验证码：{code},{time} 前有效，请勿告知他人。'],
    ['Room code', 'Your room code is {code}, valid until {time}. Do not share it.'],
  ),
};
