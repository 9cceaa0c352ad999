import { describe, expect, it } from 'vitest';
import { HEAD_LINES, linesOf, statementsThatFit } from './headLines';

describe('head of a printed page', () => {
  it('takes Chinese for wider than Latin', () => {
    expect([linesOf('窦性心律'), linesOf('a'.repeat(50)), linesOf('心'.repeat(50))]).toEqual([
      1, 1, 2,
    ]);
  });

  it('holds all statements where they fit', () => {
    const few = ['sinus rhythm', 'normal ECG'];
    expect(statementsThatFit('HR 75', few)).toEqual(few);
  });

  it('leaves a line for the count of those it leaves out', () => {
    const many = Array.from({ length: 9 }, (_, at) => `statement ${at}`);
    expect(statementsThatFit('', many)).toEqual(many.slice(0, HEAD_LINES - 1));
    expect(statementsThatFit('心'.repeat(90), many)).toEqual(many.slice(0, HEAD_LINES - 4));
  });

  it('counts the lines a long statement takes', () => {
    expect(statementsThatFit('', ['心'.repeat(170), 'short'])).toEqual([]);
    expect(statementsThatFit('', ['心'.repeat(90), 'one', 'two', 'three'])).toHaveLength(4);
  });
});
