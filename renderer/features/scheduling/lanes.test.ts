import { describe, expect, it } from 'vitest';
import type { Booking } from '../../../shared/api/scheduling';
import { blocksOf, conflictsOf, dayStart, hoursOf, instantAt, onDay, weekStart } from './lanes';

/** Tuesday, 15:30 in China. */
const NOW = Date.parse('2026-11-24T07:30:00Z');
const DAY = dayStart(NOW, 0);

const booking = (caseId: string, resourceId: string, startsAt: string, endsAt: string) =>
  ({ caseId, resourceId, startsAt, endsAt }) as Booking;
const at = (time: string) => `2026-11-24T${time}:00+08:00`;

describe('the board of a day', () => {
  it('begins and ends with China’s calendar, whatever zone the machine is in', () => {
    expect(new Date(DAY).toISOString()).toBe('2026-11-23T16:00:00.000Z');
    expect(new Date(weekStart(DAY)).toISOString()).toBe('2026-11-22T16:00:00.000Z');
    const sunday = dayStart(NOW, 5);
    expect(weekStart(sunday)).toBe(weekStart(DAY));
  });

  it('shows the working day, and grows for what lies before and after it', () => {
    expect(hoursOf([], DAY)).toEqual({ from: 8, to: 19 });
    const early = booking('a', 'r', at('06:46'), at('07:16'));
    const late = booking('b', 'r', at('21:10'), at('21:40'));
    expect(hoursOf([early, late], DAY)).toEqual({ from: 6, to: 22 });
  });

  it('clips nothing that is booked', () => {
    const early = booking('a', 'r', at('06:30'), at('07:00'));
    const hours = hoursOf([early], DAY);
    const [block] = blocksOf([early], 'r', DAY, hours);
    expect(block?.leftPercent).toBeCloseTo((0.5 / 13) * 100);
    expect(block?.widthPercent).toBeCloseTo((0.5 / 13) * 100);
  });

  it('reads a position as an instant on a five-minute grid', () => {
    const read = instantAt(DAY, 0.5, { from: 8, to: 19 });
    expect(new Date(read).toISOString()).toBe('2026-11-24T05:30:00.000Z');
    expect(instantAt(DAY, 0.501, { from: 8, to: 19 })).toBe(read);
  });

  it('keeps the time of day when a booking is dropped on another day', () => {
    const friday = dayStart(NOW, 3);
    expect(new Date(onDay(Date.parse(at('09:15')), friday)).toISOString()).toBe(
      '2026-11-27T01:15:00.000Z',
    );
  });
});

describe('what stands in the way', () => {
  const mine = booking('mine', 'expert', at('09:00'), at('09:30'));
  const other = booking('other', 'expert', at('10:00'), at('10:30'));
  const elsewhere = booking('third', 'nurse', at('10:00'), at('10:30'));
  const hit = (from: string, to: string) =>
    conflictsOf([mine, other, elsewhere], 'mine', ['expert'], {
      from: Date.parse(at(from)),
      to: Date.parse(at(to)),
    }).map(({ caseId }) => caseId);

  it('is another case on the same person or room, never the case itself', () => {
    expect(hit('09:10', '09:40')).toEqual([]);
    expect(hit('10:20', '10:50')).toEqual(['other']);
  });

  it('is not a neighbour that ends when this begins', () => {
    expect(hit('10:30', '11:00')).toEqual([]);
    expect(hit('09:30', '10:00')).toEqual([]);
  });
});
