import { describe, expect, it } from 'vitest';
import { parseAccept } from './accept';
import { parseRange } from './range';

describe('Accept', () => {
  it('orders by quality and keeps parameters, also quoted ones with commas and semicolons', () => {
    const header = 'image/jp2;q=0.5, multipart/related; type="a/b; c,d"; transfer-syntax=*';
    expect(
      parseAccept(header).map(({ type, params }) => [
        type,
        params['type'],
        params['transfer-syntax'],
      ]),
    ).toEqual([
      ['multipart/related', 'a/b; c,d', '*'],
      ['image/jp2', undefined, undefined],
    ]);
  });

  it('takes an absent header as anything, but not one that only refuses', () => {
    expect(parseAccept(undefined).map(({ type }) => type)).toEqual(['*/*']);
    expect(parseAccept('text/html;q=0')).toEqual([]);
  });
});

describe('Range', () => {
  it.each([
    ['bytes=0-9', { start: 0, end: 9 }],
    ['bytes=90-', { start: 90, end: 99 }],
    ['bytes=90-1000', { start: 90, end: 99 }],
    ['bytes=-10', { start: 90, end: 99 }],
    ['bytes=-1000', { start: 0, end: 99 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=5-4', null],
    ['bytes=0-1,5-6', null],
    ['items=0-1', null],
    [undefined, null],
  ])('%s of 100 bytes', (header, expected) => {
    expect(parseRange(header, undefined, 'abc', 100)).toEqual(expected);
  });

  it('is ignored when the client has another version', () => {
    expect(parseRange('bytes=0-9', '"other"', 'abc', 100)).toBeNull();
    expect(parseRange('bytes=0-9', '"abc"', 'abc', 100)).toEqual({ start: 0, end: 9 });
  });
});
