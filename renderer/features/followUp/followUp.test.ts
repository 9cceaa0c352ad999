import { describe, expect, it } from 'vitest';
import type { CaseSummary } from '../../../shared/api/cases';
import type { FollowUp } from '../../../shared/domain/consultation/case';
import { plotLine } from '../../ui/plotLine';
import { REQUESTER } from '../../platform/testing/aCaseDetail';
import { dueDate, questionsOf } from './followUpPlan';
import { groupFollowUps } from './groups';
import { outcomeSeries } from './outcome';
import { readScales } from './scales';

const answered = (id: number, at: string, efficacy: number, nihss: number | null): FollowUp => ({
  id,
  label: `第 ${String(id)} 次`,
  dueOn: '2026-11-24',
  questions: ['症状？'],
  createdBy: REQUESTER.userId,
  status: 'answered',
  answer: {
    at,
    by: REQUESTER.userId,
    answers: ['好转'],
    condition: 'improved',
    efficacy,
    scales: nihss === null ? [] : [{ name: 'NIHSS', value: nihss }],
  },
  review: null,
});

describe('follow-up', () => {
  it('counts days from the Beijing date, also late in the evening', () => {
    expect(dueDate('2026-11-24T16:30:00.000Z', 7)).toBe('2026-12-02');
  });

  it('asks each typed question once', () => {
    expect(questionsOf(' 症状？\n\n用药？\n症状？ ')).toEqual(['症状？', '用药？']);
  });

  it('draws efficacy and each scale as its own course, by time', () => {
    const series = outcomeSeries([
      answered(2, '2026-12-24T00:00:00Z', 8, 4),
      answered(1, '2026-11-24T00:00:00Z', 5, 11),
      answered(3, '2027-01-24T00:00:00Z', 9, null),
    ]);
    expect(series.map(({ scale, points }) => [scale, points.map(({ value }) => value)])).toEqual([
      [null, [5, 8, 9]],
      ['NIHSS', [11, 4]],
    ]);
  });

  it('does not send a scale without name or number', () => {
    expect(
      readScales([
        { name: 'mRS', value: '1' },
        { name: '', value: '' },
      ]),
    ).toEqual([{ name: 'mRS', value: 1 }]);
    expect(readScales([{ name: 'mRS', value: '' }])).toBeNull();
    expect(readScales([{ name: '', value: '3' }])).toBeNull();
    expect(readScales([{ name: 'mRS', value: '一' }])).toBeNull();
  });

  it('separates what is late from what is due and from what waits for others', () => {
    const item = (owed: CaseSummary['owed'], dueAt: string | null) =>
      ({ owed, dueAt, updatedAt: '2026-11-01T00:00:00Z' }) as CaseSummary;
    const groups = groupFollowUps(
      [
        item('followUpAnswer', '2026-11-20T00:00:00Z'),
        item('followUpAnswer', '2026-11-30T00:00:00Z'),
        item('followUpReview', null),
        item(null, null),
      ],
      '2026-11-24T00:00:00Z',
    );
    expect([groups.overdue.length, groups.due.length, groups.waiting.length]).toEqual([1, 2, 1]);
  });
});

describe('plot line', () => {
  it('places by time, not by index, with the larger value on top', () => {
    const box = { width: 100, height: 50, inset: 0 };
    const points = plotLine(
      [
        { at: '2026-11-01T00:00:00Z', value: 0 },
        { at: '2026-11-02T00:00:00Z', value: 10 },
        { at: '2026-11-11T00:00:00Z', value: 5 },
      ],
      box,
    );
    expect(points).toEqual([
      { x: 0, y: 50 },
      { x: 10, y: 0 },
      { x: 100, y: 25 },
    ]);
  });

  it('runs a constant course through the middle', () => {
    const line = plotLine([{ at: '2026-11-01T00:00:00Z', value: 4 }], {
      width: 100,
      height: 50,
      inset: 5,
    });
    expect(line).toEqual([{ x: 50, y: 25 }]);
  });
});
