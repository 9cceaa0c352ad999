import { NOTIFICATION_MATRIX } from '../../shared/domain/notification/matrix';
import { isCaseId, parsePushPayload } from '../../shared/domain/notification/pushPayload';
import { event as enEvents } from '../../shared/i18n/en/caseTerms.json';
import { push as enPush } from '../../shared/i18n/en/notification.json';
import { toLanguage, type Language } from '../../shared/i18n/index';
import { event as zhEvents } from '../../shared/i18n/zh-CN/caseTerms.json';
import { push as zhPush } from '../../shared/i18n/zh-CN/notification.json';

const wordsOf = (push: typeof zhPush) => ({
  'push.unknown': push.unknown,
  'push.signIn': push.signIn,
});
const TEXTS = {
  'zh-CN': { events: zhEvents, words: wordsOf(zhPush) },
  en: { events: enEvents, words: wordsOf(enPush) },
} as const;

export type ShownNotification = {
  readonly title: string;
  readonly options: {
    readonly body: string;
    /** A repeated hand-over replaces the first instead of ringing twice. */
    readonly tag: string;
    readonly lang: Language;
    /** Stays until somebody looks. */
    readonly requireInteraction: boolean;
    readonly data: { readonly caseId: string | null };
  };
};

/**
 * The notification for what arrived: the same words as in the portal, and the request number. A browser takes the
 * permission away from a page that shows nothing, so what cannot be read is announced without detail.
 *
 * @param text - The payload, or null when the push had none.
 */
export function notificationOf(text: string | null, language: Language): ShownNotification {
  const { events, words } = TEXTS[language];
  const payload = text === null ? null : parsePushPayload(text);
  const options = { lang: language, tag: payload?.id ?? 'unknown' };
  if (!payload) {
    const data = { caseId: null };
    return {
      title: words['push.unknown'],
      options: { ...options, body: words['push.signIn'], requireInteraction: false, data },
    };
  }
  const { event, requestNo, caseId } = payload;
  return {
    title: events[event],
    options: {
      ...options,
      body: requestNo ?? words['push.signIn'],
      requireInteraction: NOTIFICATION_MATRIX[event].ring,
      data: { caseId },
    },
  };
}

/** The language the page asked for when it registered the worker: `sw.js?lang=en`. */
export const languageOf = (scriptUrl: string): Language =>
  toLanguage(new URL(scriptUrl).searchParams.get('lang'));

/** What a notification leads to, from its data as the browser kept it. */
export function caseOf(data: unknown): string | null {
  const caseId: unknown =
    typeof data === 'object' && data !== null ? (data as Record<string, unknown>)['caseId'] : null;
  return isCaseId(caseId) ? caseId : null;
}
