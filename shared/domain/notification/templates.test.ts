import { describe, expect, it } from 'vitest';
import { NOTIFICATION_EVENTS } from './events';
import { NOTIFICATION_MATRIX, REMINDERS } from './matrix';
import { safeParams } from './messageParams';
import { renderMessage, signedText } from './templates';
import { MESSAGE_LANGUAGES, MESSAGE_TEMPLATES, type MessageId } from './templatesTable';

const FULL = {
  requestNo: 'HZ202611240231',
  startsAt: '2026-11-24T07:00:00Z',
  previousStartsAt: '2026-11-23T01:30:00Z',
  dueAt: '2026-11-24T04:00:00Z',
  room: '3号会诊室',
  code: 'R02',
  verificationCode: '482913',
  version: 2,
  minutes: 10,
  count: 3,
};
const AUDIENCES = ['requester', 'expert', 'staff'] as const;
const ids = Object.keys(MESSAGE_TEMPLATES) as MessageId[];
const everyText = (id: MessageId, params: Record<string, unknown>): string[] =>
  MESSAGE_LANGUAGES.flatMap((language) =>
    AUDIENCES.map((audience) => renderMessage(id, params, language, audience)),
  );

describe('messages that leave the house', () => {
  it('read as the product wants them', () => {
    const text = renderMessage('scheduled', FULL, 'zh-CN', 'requester');
    expect(signedText('省远程医学中心', text)).toBe(
      '【省远程医学中心】您申请的会诊 HZ202611240231 已安排：11月24日 15:00，3号会诊室。',
    );
    expect(renderMessage('rescheduled', FULL, 'zh-CN')).toBe(
      '会诊 HZ202611240231 已改期：原 11月23日 09:30，现 11月24日 15:00，3号会诊室。',
    );
    expect(renderMessage('returned', FULL, 'zh-CN')).toBe(
      '会诊 HZ202611240231 被退回，有 3 项资料需要补充，请登录工作站处理。',
    );
    expect(renderMessage('rescheduled', FULL, 'en', 'expert')).toBe(
      'Your consultation HZ202611240231 was moved from 23 Nov 09:30 to 24 Nov 15:00, room 3.',
    );
  });

  it.each(ids)('%s reads well in both languages with everything known and with nothing', (id) => {
    for (const params of [FULL, {}]) {
      for (const text of everyText(id, params)) {
        expect(text).not.toMatch(/[{}[\]]|undefined|null|NaN| {2}|^\s|\s$/u);
        expect(text).toMatch(/[.\u3002]$/u);
        const chinese = /\p{Script=Han}/u.test(text);
        expect(text).toMatch(chinese ? /^[^,;?!()]+$/u : /^[\x20-\x7e]+$/u);
      }
    }
  });

  it.each(ids)('%s fits two SMS parts with its signature', (id) => {
    const text = signedText('省远程医学中心', renderMessage(id, FULL, 'zh-CN', 'requester'));
    // 67 UCS-2 characters in each part of a concatenated SMS, 3GPP TS 23.040 section 9.2.3.24.1.
    expect(text.length).toBeLessThanOrEqual(134);
  });

  it.each(ids)('%s shows no name or diagnosis, whatever param it arrives in', (id) => {
    const names = [
      'name',
      'patientName',
      'patient',
      'diagnosis',
      'text',
      'reason',
      'phone',
      'hospital',
    ];
    const params = Object.fromEntries(
      [...names, ...Object.keys(FULL)].map((name) => [name, '王试芳 肺癌']),
    );
    for (const text of everyText(id, params)) expect(text).not.toMatch(/王|试芳|癌/u);
    expect(safeParams(params)).toEqual({});
  });

  it.each(['3号会诊室 王试芳', '王试芳会诊室', '肿瘤科会诊室', '会诊室\n肺癌', '3号'])(
    'a room called "%s" is left out',
    (room) => {
      const text = renderMessage('scheduled', { ...FULL, room }, 'zh-CN');
      expect(text).toBe('会诊 HZ202611240231 已安排：11月24日 15:00。');
    },
  );

  it('has no words for diseases or for the patient, and mentions only known params', () => {
    for (const words of Object.values(MESSAGE_TEMPLATES).flatMap((texts) => Object.values(texts))) {
      expect(words).not.toMatch(/癌|梗|炎|肿瘤|卒中|患者|病人|patient|diagnos|cancer|stroke/iu);
      const used = [...words.matchAll(/\{(\w+)\}/gu)].map(([, name]) => name ?? '');
      for (const name of used) expect([...Object.keys(FULL), 'case']).toContain(name);
    }
  });

  it('says in English what it says in Chinese', () => {
    for (const texts of Object.values(MESSAGE_TEMPLATES)) {
      const [chinese, english] = [texts['zh-CN'], texts.en].map((words) =>
        [...words.matchAll(/\{(\w+)\}/gu)].map(([, name]) => name).sort(),
      );
      expect(english).toEqual(chinese);
    }
  });
});

describe('notification matrix', () => {
  it.each(NOTIFICATION_EVENTS)('%s reaches somebody and has a text', (event) => {
    expect(NOTIFICATION_MATRIX[event].to.length).toBeGreaterThan(0);
    expect(renderMessage(event, FULL, 'zh-CN')).toContain('HZ202611240231');
  });

  it('makes returned and rejected requests stand out for the requester, by SMS too', () => {
    for (const event of ['returned', 'rejected'] as const) {
      expect(NOTIFICATION_MATRIX[event].highlight).toBe(true);
      expect(NOTIFICATION_MATRIX[event].to).toContain('requester');
      expect(NOTIFICATION_MATRIX[event].channels).toContain('sms');
    }
  });

  it('rings only where somebody must answer', () => {
    const ringing = NOTIFICATION_EVENTS.filter((event) => NOTIFICATION_MATRIX[event].ring);
    expect(ringing).toEqual(['emergencyRing', 'missingParty', 'criticalFinding']);
  });

  it('tells everybody who read an earlier version that a report was amended', () => {
    expect(NOTIFICATION_MATRIX.amended.to).toContain('readers');
  });

  it('reminds a day, an hour (SMS) and ten minutes (toast) before', () => {
    expect(REMINDERS.map(({ minutesBefore }) => minutesBefore)).toEqual([1440, 60, 10]);
    expect(REMINDERS.filter(({ channels }) => channels.length > 0)).toMatchObject([
      { minutesBefore: 60 },
    ]);
    expect(REMINDERS.filter(({ toast }) => toast)).toMatchObject([{ minutesBefore: 10 }]);
  });
});
