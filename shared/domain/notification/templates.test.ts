import { describe, expect, it } from 'vitest';
import { NOTIFICATION_EVENTS } from './events';
import { NOTIFICATION_MATRIX, REMINDERS } from './matrix';
import { messageParamsSchema } from './messageParams';
import { renderMessage, smsText, type Audience } from './templates';
import { MESSAGE_LANGUAGES, MESSAGE_TEMPLATES, type MessageId } from './templatesTable';

const FULL = {
  requestNo: 'HZ202611240231',
  time: '2026-11-24T07:00:00Z',
  previousTime: '2026-11-23T01:30:00Z',
  room: '3',
  code: '482913',
  number: 2,
};
const ids = Object.keys(MESSAGE_TEMPLATES) as MessageId[];
const requester = { language: 'zh-CN', audience: 'requester' } as const;
const text = (
  id: MessageId,
  params: unknown,
  reader: Parameters<typeof renderMessage>[2] = requester,
) => {
  const message = renderMessage(id, params, reader);
  return message.ok ? message.value.text : message.error.code;
};

describe('messages that leave the house', () => {
  it('read as the product wants them', () => {
    const message = renderMessage('scheduled', FULL, requester);
    expect(message.ok && smsText('省远程医学中心', message.value)).toBe(
      '【省远程医学中心】您申请的会诊 HZ202611240231 已安排：11月24日 15:00,3号会诊室。',
    );
    expect(text('rescheduled', FULL, { language: 'en', audience: 'expert' })).toBe(
      'Your consultation HZ202611240231 moved from 23 Nov 09:30 to 24 Nov 15:00, room 3.',
    );
  });

  it.each(ids)('%s has a complete text in both languages for every reader', (id) => {
    for (const language of MESSAGE_LANGUAGES) {
      for (const audience of ['requester', 'expert', 'staff'] satisfies Audience[]) {
        const message = renderMessage(id, FULL, { language, audience });
        const shown = message.ok ? `${message.value.title} ${message.value.text}` : '';
        expect(shown).toMatch(language === 'en' ? /^[\x20-\x7e]+$/u : /[\u4e00-\u9fff]/u);
        expect(shown).not.toMatch(/[{}]|undefined|null|NaN/u);
        if (language === 'zh-CN') expect(shown).not.toMatch(/[,:;?!]/u);
      }
    }
  });

  it.each(ids)('%s fits two SMS segments with its signature', (id) => {
    const message = renderMessage(id, FULL, requester);
    // 67 UCS-2 characters in each part of a concatenated SMS, 3GPP TS 23.040 section 9.2.3.24.1.
    expect(message.ok && smsText('省远程医学中心', message.value).length).toBeLessThanOrEqual(134);
  });

  it.each([
    'name',
    'patientName',
    'patient',
    'diagnosis',
    'diagnoses',
    'text',
    'reason',
    'phone',
    'idNumber',
    'hospital',
  ])('no message accepts a param called %s', (key) => {
    for (const id of ids) expect(text(id, { ...FULL, [key]: '王试芳' })).toBe('notify.badParams');
  });

  it.each(['requestNo', 'time', 'previousTime', 'room', 'code', 'number'])(
    'a name or a diagnosis cannot ride in the param %s',
    (key) => {
      for (const smuggled of ['王试芳', '脑梗死', 'Wang Shifang', '3号 王试芳 肺癌']) {
        expect(messageParamsSchema.safeParse({ ...FULL, [key]: smuggled }).success).toBe(false);
      }
    },
  );

  it('the fixed words name no disease, and nobody but the reader', () => {
    for (const { title, text: words } of Object.values(MESSAGE_TEMPLATES)) {
      const fixed = [...Object.values(title), ...Object.values(words)].join(' ');
      expect(fixed).not.toMatch(/癌|梗|炎|肿瘤|卒中|患者|病人|patient|diagnos|cancer|stroke/iu);
    }
  });

  it.each(ids)('%s is refused when something it needs is missing', (id) => {
    for (const missing of MESSAGE_TEMPLATES[id].needs) {
      const message = renderMessage(id, { ...FULL, [missing]: undefined }, requester);
      expect(message).toMatchObject({ ok: false, error: { params: { field: missing } } });
    }
  });

  it.each(ids)('%s needs exactly what its texts mention', (id) => {
    const { needs, text: words } = MESSAGE_TEMPLATES[id];
    for (const language of MESSAGE_LANGUAGES) {
      const used = [...words[language].matchAll(/\{(\w+)\}/gu)].map(([, name]) => name);
      const params = used.filter((name) => name !== 'case' && name !== 'requestNo');
      expect(params.sort()).toEqual([...needs].sort());
    }
  });
});

describe('notification matrix', () => {
  it.each(NOTIFICATION_EVENTS)('%s reaches somebody inside the house and has a text', (event) => {
    expect(NOTIFICATION_MATRIX[event].to.length).toBeGreaterThan(0);
    expect(NOTIFICATION_MATRIX[event].by).toContain('inApp');
    expect(MESSAGE_TEMPLATES[event]).toBeDefined();
  });

  it('makes returned and rejected requests stand out for the requester, by SMS too', () => {
    for (const event of ['returned', 'rejected'] as const) {
      expect(NOTIFICATION_MATRIX[event]).toMatchObject({ highlight: true });
      expect(NOTIFICATION_MATRIX[event].to).toContain('requester');
      expect(NOTIFICATION_MATRIX[event].by).toContain('sms');
    }
  });

  it('rings for emergencies and critical findings only where somebody must answer', () => {
    const ringing = NOTIFICATION_EVENTS.filter((event) =>
      NOTIFICATION_MATRIX[event].by.includes('ring'),
    );
    expect(ringing).toEqual(['emergencyRing', 'missingParty', 'criticalFinding']);
  });

  it('reminds a day, an hour (SMS) and ten minutes (toast) before', () => {
    expect(REMINDERS.map(({ minutesBefore, adds }) => [minutesBefore, ...adds])).toEqual([
      [1440],
      [60, 'sms'],
      [10, 'toast'],
    ]);
  });
});
