import { describe, expect, it } from 'vitest';
import {
  formatClock,
  formatDay,
  formatInstant,
  formatRelative,
  formatSpan,
  formatTimeOfDay,
  localDateOf,
} from './time';

const NOW = '2026-11-23T09:40:00.000Z';

describe('time as people read it', () => {
  it('shows instants in Beijing time whatever the machine says', () => {
    expect(formatInstant('2026-12-24T23:30:00.000Z', 'zh-CN', NOW)).toBe('12月25日 07:30');
    expect(formatInstant('2026-12-24T23:30:00.000Z', 'en', NOW)).toBe('25 Dec 07:30');
  });

  it('adds the weekday within a week and the year when it is another one', () => {
    expect(formatInstant('2026-11-24T07:00:00.000Z', 'zh-CN', NOW)).toBe('11月24日 周二 15:00');
    expect(formatInstant('2026-11-24T07:00:00.000Z', 'en', NOW)).toBe('Tue 24 Nov 15:00');
    expect(formatDay('2025-03-01T07:00:00.000Z', 'zh-CN', NOW)).toBe('2025年3月1日');
  });

  it('repeats the day of an end only when it is another day', () => {
    expect(formatSpan('2026-12-24T07:00:00.000Z', '2026-12-24T07:40:00.000Z', 'zh-CN', NOW)).toBe(
      '12月24日 15:00–15:40',
    );
    expect(formatSpan('2026-12-24T15:50:00.000Z', '2026-12-24T16:10:00.000Z', 'zh-CN', NOW)).toBe(
      '12月24日 23:50–12月25日 00:10',
    );
  });

  it('tells midnight as 00, with seconds for saving times', () => {
    expect(formatTimeOfDay('2026-11-23T16:00:07.000Z', 'zh-CN', true)).toBe('00:00:07');
    expect(localDateOf('2026-11-23T16:00:00.000Z')).toBe('2026-11-24');
  });

  it('says how long ago in the largest unit that fits', () => {
    expect(formatRelative('2026-11-23T06:30:00.000Z', 'zh-CN', NOW)).toBe('3小时前');
    expect(formatRelative('2026-11-25T09:41:00.000Z', 'zh-CN', NOW)).toBe('后天');
    expect(formatRelative('2026-11-23T09:39:40.000Z', 'en', NOW)).toBe('now');
  });

  it('runs a clock over the hour', () => {
    expect([formatClock(247_000), formatClock(4_989_999), formatClock(-61_000)]).toEqual([
      '4:07',
      '1:23:09',
      '1:01',
    ]);
  });
});
