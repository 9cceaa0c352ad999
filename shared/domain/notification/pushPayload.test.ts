import { describe, expect, it } from 'vitest';
import { NOTIFICATION_EVENTS } from './events';
import { parsePushPayload, pushPayload } from './pushPayload';

const good = {
  id: '77',
  event: 'published',
  requestNo: 'HZ20261124-0001',
  caseId: '0f9f1d0e-6c0e-4a6e-8a55-5f0f4c0b7a01',
};

describe('a push payload', () => {
  it.each(NOTIFICATION_EVENTS)('carries %s there and back', (event) => {
    const text = pushPayload({ ...good, event }) ?? '';
    expect(parsePushPayload(text)).toEqual({ ...good, event });
  });

  it('has no place for a name, a diagnosis or free text, whatever member it comes in', () => {
    const text = pushPayload({
      ...good,
      requestNo: 'HZ2026 王某芳',
      caseId: '肺结节',
      title: '王某芳',
      body: '肺结节',
    } as never);
    expect(JSON.parse(text ?? '')).toEqual({ ...good, requestNo: null, caseId: null });
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '<html>'],
    ['a list', '[1]'],
    ['null', 'null'],
    ['an unknown event', JSON.stringify({ ...good, event: 'constructor' })],
    ['no id', JSON.stringify({ ...good, id: 7 })],
    ['an endless id', JSON.stringify({ ...good, id: 'x'.repeat(41) })],
  ])('is refused when it is %s', (_, text) => {
    expect(parsePushPayload(text)).toBeNull();
  });

  it('does not lead to an address somebody else chose', () => {
    const caseId = '../../evil?0f9f1d0e-6c0e-4a6e-8a55-5f0f4c0b7a01';
    expect(parsePushPayload(JSON.stringify({ ...good, caseId }))?.caseId).toBeNull();
  });
});
