import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlaps, subtract, workingSpans, type Span } from './freeTime';

const spans = (max: number) =>
  fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 60 }))
      .map(([start, length]) => ({ start, end: start + length })),
    { maxLength: max },
  );
/** Open spans do not overlap each other, as working hours do not. */
const openSpans = spans(6).map((list) =>
  list
    .toSorted((a, b) => a.start - b.start)
    .reduce<Span[]>((kept, span) => {
      const last = kept.at(-1);
      return last && span.start < last.end ? kept : [...kept, span];
    }, []),
);
const covers = (list: readonly Span[], minute: number) =>
  list.some((span) => span.start <= minute && minute < span.end);

describe('free time', () => {
  it('is every open minute that is not busy, and no other', () => {
    fc.assert(
      fc.property(openSpans, spans(8), (open, busy) => {
        const free = subtract(open, busy);
        for (let minute = 0; minute <= 360; minute += 1) {
          expect(covers(free, minute)).toBe(covers(open, minute) && !covers(busy, minute));
        }
      }),
    );
  });

  it('has no empty and no overlapping spans', () => {
    fc.assert(
      fc.property(openSpans, spans(8), (open, busy) => {
        const free = subtract(open, busy);
        expect(free.every((span) => span.end > span.start)).toBe(true);
        for (const [index, span] of free.entries()) {
          expect(free.slice(index + 1).some((other) => overlaps(span, other))).toBe(false);
        }
      }),
    );
  });

  it('of somebody with nothing to do is all of it', () => {
    const open = [{ start: 8, end: 12 }];
    expect(subtract(open, [])).toEqual(open);
    expect(subtract(open, [{ start: 12, end: 14 }])).toEqual(open);
  });
});

describe('working hours', () => {
  const text = (list: readonly Span[]) =>
    list.map((span) =>
      [span.start, span.end].map((time) => new Date(time).toISOString().slice(5, 16)),
    );

  it('are mornings and afternoons in China, whatever the hour in UTC', () => {
    // 23:30 UTC on Monday is 07:30 on Tuesday in China
    expect(text(workingSpans(Date.parse('2026-11-23T23:30:00Z'), 1))).toEqual([
      ['11-24T00:00', '11-24T04:00'],
      ['11-24T06:00', '11-24T10:00'],
    ]);
  });

  it('begin now when the day has begun', () => {
    expect(text(workingSpans(Date.parse('2026-11-24T03:00:00Z'), 1))).toEqual([
      ['11-24T03:00', '11-24T04:00'],
      ['11-24T06:00', '11-24T10:00'],
    ]);
    expect(workingSpans(Date.parse('2026-11-24T10:00:00Z'), 1)).toEqual([]);
  });

  it('leave Sunday out', () => {
    const days = new Set(
      workingSpans(Date.parse('2026-11-27T00:00:00Z'), 4).map((span) =>
        new Date(span.start).toISOString().slice(0, 10),
      ),
    );
    expect([...days]).toEqual(['2026-11-27', '2026-11-28', '2026-11-30']);
  });
});
