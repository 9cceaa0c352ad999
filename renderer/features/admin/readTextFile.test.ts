import { describe, expect, it } from 'vitest';
import { decodeText } from './readTextFile';

const bytes = (...values: number[]) => Uint8Array.from(values).buffer;

describe('a text file of unknown encoding', () => {
  it('is read as UTF-8 where it is valid UTF-8', () => {
    expect(decodeText(new TextEncoder().encode('I63.900,脑梗死').buffer)).toBe('I63.900,脑梗死');
  });

  it('is read as GB18030 otherwise, as spreadsheets here write it', () => {
    // 脑梗 in GBK
    expect(decodeText(bytes(0x41, 0xc4, 0xd4, 0xb9, 0xa3))).toBe('A脑梗');
  });
});
