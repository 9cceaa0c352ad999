import { describe, expect, it } from 'vitest';
import { NOTIFICATION_EVENTS } from '../../shared/domain/notification/events';
import { pushPayload } from '../../shared/domain/notification/pushPayload';
import { caseOf, languageOf, notificationOf } from './pushMessage';

const CASE = '0f9f1d0e-6c0e-4a6e-8a55-5f0f4c0b7a01';
const sent = (event: string, over: object = {}) =>
  pushPayload({ id: '77', event, requestNo: 'HZ20261124-0001', caseId: CASE, ...over });

describe('the notification of a push', () => {
  it('says what happened in the words of the portal, and the request’s number', () => {
    expect(notificationOf(sent('published'), 'zh-CN')).toEqual({
      title: '会诊报告已发布',
      options: {
        body: 'HZ20261124-0001',
        tag: '77',
        lang: 'zh-CN',
        requireInteraction: false,
        data: { caseId: CASE },
      },
    });
    expect(notificationOf(sent('lateEntryDue'), 'en').title).toBe('Emergency: late entry due');
  });

  it.each(NOTIFICATION_EVENTS)('has words for %s in both languages', (event) => {
    const [zh, en] = (['zh-CN', 'en'] as const).map(
      (language) => notificationOf(sent(event), language).title,
    );
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).toMatch(/^[\x20-\x7e]+$/u);
  });

  it('stays on screen where somebody has to act at once', () => {
    const staying = NOTIFICATION_EVENTS.filter(
      (event) => notificationOf(sent(event), 'zh-CN').options.requireInteraction,
    );
    expect(staying).toEqual(['emergencyRing', 'missingParty', 'criticalFinding']);
  });

  it.each([
    ['nothing', null],
    ['something that is not ours', '{"title":"王某芳","body":"肺结节"}'],
    ['a page', '<script>alert(1)</script>'],
  ])('for %s is shown without any of it', (_, text) => {
    const { title, options } = notificationOf(text, 'zh-CN');
    expect([title, options.body, options.data]).toEqual([
      '会诊工作站有新消息',
      '请登录查看',
      { caseId: null },
    ]);
  });
});

describe('what the worker keeps and gets back', () => {
  it('is the language of its own address', () => {
    expect(languageOf('https://hz.example.cn/sw.js?lang=en')).toBe('en');
    expect(languageOf('https://hz.example.cn/sw.js')).toBe('zh-CN');
  });

  it.each([
    [{ caseId: CASE }, CASE],
    [{ caseId: 'https://evil.example' }, null],
    [{ caseId: 7 }, null],
    [null, null],
    ['text', null],
  ])('is a case, or nothing: %o', (data, expected) => {
    expect(caseOf(data)).toBe(expected);
  });
});
