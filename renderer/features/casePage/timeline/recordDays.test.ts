import { describe, expect, it } from 'vitest';
import { aRecord } from '../../../platform/testing/aCaseDetail';
import { recordDays } from './recordDays';

const at = (occurredAt: string | null, title: string) => aRecord({ occurredAt, title });

describe('timeline days', () => {
  it('sorts by Beijing day, newest day first, morning before evening, undated last', () => {
    const days = recordDays([
      at(null, '不明'),
      at('2026-11-23T15:59:00.000Z', '前一天夜里'),
      at('2026-11-24T02:00:00.000Z', '上午'),
      at('2026-11-23T16:01:00.000Z', '零点后'),
    ]);
    expect(days.map(({ day, records }) => [day, records.map(({ title }) => title)])).toEqual([
      ['2026-11-24', ['零点后', '上午']],
      ['2026-11-23', ['前一天夜里']],
      [null, ['不明']],
    ]);
  });
});
