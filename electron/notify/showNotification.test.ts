import { describe, expect, it } from 'vitest';
import { NOTIFY_TEMPLATES } from '../../shared/ipc/fields';
import { createDesktopText } from '../i18n/desktopText';
import { createShowNotification } from './showNotification';

function notifying(locale: string, isSupported = true) {
  const shown: { title: string; body: string; click: () => void }[] = [];
  const opened: string[] = [];
  const notify = createShowNotification({
    text: createDesktopText(locale),
    isSupported: () => isSupported,
    show: (title, body, click) => shown.push({ title, body, click }),
    onOpened: (requestNumber) => opened.push(requestNumber),
  });
  const show = (template: (typeof NOTIFY_TEMPLATES)[number]) =>
    notify({ template, requestNumber: 'HZ20260301-0007' }, { senderId: 1 });
  return { shown, opened, show };
}

describe('notifications', () => {
  it('say a text of ours and the request number', async () => {
    const { shown, opened, show } = notifying('zh-CN');
    expect(await show('returnedForSupplement')).toEqual({ ok: true, value: { isShown: true } });
    expect(shown[0]).toMatchObject({
      title: '申请已退回，请补充资料',
      body: '申请单 HZ20260301-0007',
    });
    shown[0]?.click();
    expect(opened).toEqual(['HZ20260301-0007']);
  });

  it.each(['zh-CN', 'en-GB', 'de'])('have a text for every template in %s', async (locale) => {
    const { shown, show } = notifying(locale);
    for (const template of NOTIFY_TEMPLATES) await show(template);
    expect(shown.filter(({ title }) => title.length > 3)).toHaveLength(NOTIFY_TEMPLATES.length);
    expect(shown.some(({ body }) => body.includes('{{'))).toBe(false);
  });

  it('admit that the system shows none', async () => {
    const { shown, show } = notifying('zh-CN', false);
    expect(await show('invitation')).toEqual({ ok: true, value: { isShown: false } });
    expect(shown).toEqual([]);
  });
});
