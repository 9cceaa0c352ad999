import { describe, expect, it } from 'vitest';
import { MORE_PX, overflowing } from './fitItems';

const row = [
  { id: 'scroll', widthPx: 30, rank: Infinity },
  { id: 'angle', widthPx: 30, rank: 2 },
  { id: 'rotate', widthPx: 30, rank: 1 },
];

describe('a toolbar row', () => {
  it('keeps everything while it fits, and before it has been measured', () => {
    expect([...overflowing(row, 90)]).toEqual([]);
    expect([...overflowing(row, 0)]).toEqual([]);
  });

  it('puts away the lowest rank first and leaves room for the button that shows it', () => {
    expect([...overflowing(row, 60 + MORE_PX)]).toEqual([]);
    expect([...overflowing(row, 89)]).toEqual(['rotate', 'angle']);
    expect([...overflowing(row, 88 - MORE_PX + 34)]).toEqual([]);
  });

  it('never puts away what must always be at hand', () => {
    expect([...overflowing(row, 10)]).toEqual(['rotate', 'angle']);
  });
});
