import { refuse, type AppError } from '../errors';
import { ok, type Result } from '../../lib/result';
import { messageParamsSchema, type MessageParams } from './messageParams';
import { MESSAGE_TEMPLATES, type MessageId, type MessageLanguage } from './templatesTable';

/** How the reader stands to the case; decides between "your consultation" and "consultation". */
export type Audience = 'requester' | 'expert' | 'staff';

export type MessageText = { readonly title: string; readonly text: string };

const CASE_NAME: Readonly<Record<MessageLanguage, Readonly<Record<Audience, string>>>> = {
  'zh-CN': {
    requester: '您申请的会诊 {requestNo} ',
    expert: '您参加的会诊 {requestNo} ',
    staff: '会诊 {requestNo} ',
  },
  en: {
    requester: 'your consultation {requestNo}',
    expert: 'your consultation {requestNo}',
    staff: 'consultation {requestNo}',
  },
};

/**
 * The text of one message that leaves the house (SMS, e-mail, push).
 *
 * @param id - Which message.
 * @param params - Untrusted; parsed against the closed list of what such a text may mention.
 * @param reader - Language and relation to the case of the person who reads it.
 * @returns Title and one-paragraph text without the sender's signature; `notify.badParams` (never) when a
 *   param is unknown, ill-formed or missing, with its name in `field`.
 */
export function renderMessage(
  id: MessageId,
  params: unknown,
  reader: { readonly language: MessageLanguage; readonly audience: Audience },
): Result<MessageText, AppError> {
  const parsed = messageParamsSchema.safeParse(params);
  if (!parsed.success) return badParams(id, parsed.error.issues[0]?.path.join('.') || 'params');
  const { needs, title, text } = MESSAGE_TEMPLATES[id];
  const absent = needs.find((name) => parsed.data[name] === undefined);
  if (absent) return badParams(id, absent);
  const { language, audience } = reader;
  const filled = fill(
    text[language].replace('{case}', CASE_NAME[language][audience]),
    parsed.data,
    language,
  );
  return ok({ title: title[language], text: capitalised(filled) });
}

const badParams = (id: MessageId, field: string): Result<never, AppError> =>
  refuse('validation', 'notify.badParams', {
    message: `message ${id}: ${field}`,
    params: { message: id, field },
  });

function fill(pattern: string, params: MessageParams, language: MessageLanguage): string {
  return pattern.replace(/\{(\w+)\}/gu, (_, name: keyof MessageParams) => {
    const value = params[name];
    if (value === undefined) throw new Error(`template uses ${name} without needing it`);
    return name === 'time' || name === 'previousTime'
      ? localTime(String(value), language)
      : String(value);
  });
}

/** `11月24日 15:00` or `24 Nov 15:00`, Beijing time: the only zone the product's readers live in. */
function localTime(instant: string, language: MessageLanguage): string {
  const parts = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
    timeZone: 'Asia/Shanghai',
    month: language === 'en' ? 'short' : 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(instant));
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((one) => one.type === type)?.value ?? '';
  const clock = `${part('hour')}:${part('minute')}`;
  return language === 'en'
    ? `${part('day')} ${part('month')} ${clock}`
    : `${part('month')}月${part('day')}日 ${clock}`;
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** SMS carries its sender in front, as Chinese carriers demand: 【省远程医学中心】…. */
export const smsText = (sender: string, { text }: MessageText): string => `【${sender}】${text}`;
