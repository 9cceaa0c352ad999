import { describe, expect, it } from 'vitest';
import { parseByteRange } from './byteRange';

describe('parseByteRange', () => {
  it.each([
    [null, 10, null],
    ['bytes=0-', 10, { first: 0, last: 9 }],
    ['bytes=2-4', 10, { first: 2, last: 4 }],
    ['bytes=2-400', 10, { first: 2, last: 9 }],
    ['bytes=-3', 10, { first: 7, last: 9 }],
    ['bytes=-30', 10, { first: 0, last: 9 }],
    ['bytes=10-', 10, 'unsatisfiable'],
    ['bytes=-0', 10, 'unsatisfiable'],
    ['bytes=0-', 0, 'unsatisfiable'],
    ['bytes=4-2', 10, null],
    ['bytes=0-1,4-5', 10, null],
    ['lines=0-1', 10, null],
    ['bytes=-', 10, null],
  ])('reads %j of a %i byte file as %j', (header, size, range) => {
    expect(parseByteRange(header, size)).toEqual(range);
  });
});
