import { isInstantParam, safeParams, type MessageParam, type SafeParams } from './messageParams';
import { MESSAGE_TEMPLATES, type MessageId, type MessageLanguage } from './templatesTable';

/** How the reader stands to the case; decides between "your consultation" and "consultation". */
export type Audience = 'requester' | 'expert' | 'staff';

const CASE_NAMES: Readonly<Record<MessageLanguage, Readonly<Record<Audience, string>>>> = {
  'zh-CN': {
    requester: '您申请的会诊{requestNo}',
    expert: '您参加的会诊{requestNo}',
    staff: '会诊{requestNo}',
  },
  en: {
    requester: 'your consultation{requestNo}',
    expert: 'your consultation{requestNo}',
    staff: 'consultation{requestNo}',
  },
};

/**
 * The text of one message that leaves the house (SMS, e-mail, push): one paragraph, without the sender's signature.
 * Never fails, because a command must not be lost over a text: a param that is absent, unknown or not of its closed
 * form (`messageParams.ts`) is left out together with the words around it.
 *
 * @param params - Instants in UTC; whatever else is in the record is ignored.
 * @param audience - Relation of the reader to the case.
 */
export function renderMessage(
  id: MessageId,
  params: Readonly<Record<string, unknown>>,
  language: MessageLanguage,
  audience: Audience = 'staff',
): string {
  const safe = safeParams(params);
  const filled = MESSAGE_TEMPLATES[id][language]
    .replace('{case}', CASE_NAMES[language][audience])
    .replace(/\[([^\]]*)\]/gu, (_, part: string) => (mentionsAbsent(part, safe) ? '' : part))
    .replace(/\{(\w+)\}/gu, (_, name: MessageParam) => shown(name, safe, language));
  const text = tidied(filled);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** No space beside full-width punctuation (U+3002, U+FF0C, U+FF1A, U+FF08, U+FF09), none before Latin. */
const tidied = (text: string): string =>
  text
    .replace(/\s+/gu, ' ')
    .replace(/ ?([\u3002\uFF0C\uFF1A\uFF08\uFF09]) ?/gu, '$1')
    .replace(/ (?=[.,;:)])/gu, '')
    .trim();

const mentionsAbsent = (part: string, safe: SafeParams): boolean =>
  [...part.matchAll(/\{(\w+)\}/gu)].some(([, name]) => safe[name as MessageParam] === undefined);

/** Values stand apart from the words around them, as in 「会诊 HZ… 已安排」. */
function shown(name: MessageParam, safe: SafeParams, language: MessageLanguage): string {
  const value = safe[name];
  if (value === undefined) return '';
  if (isInstantParam(name)) return ` ${localTime(String(value), language)} `;
  if (name === 'room' && language === 'en')
    return `room ${/[0-9A-Z]+/u.exec(String(value))?.[0] ?? ''}`;
  return name === 'requestNo' || language === 'zh-CN' ? ` ${value} ` : String(value);
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

/** SMS carries its sender in front, as Chinese carriers demand: 【省远程医学中心】…. */
export const signedText = (sender: string, text: string): string => `【${sender}】${text}`;
