import { describe, expect, it } from 'vitest';
import {
  formatVerificationCode,
  newVerificationCode,
  parseVerificationCode,
  verificationUrl,
} from './verificationCode';

/** A stand-in for the cryptographic source that gives the same bytes every run (Park and Miller's generator). */
let seed = 20_261_124;
const random = (length: number) =>
  Uint8Array.from({ length }, () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed & 255;
  });
const code = newVerificationCode(random);

describe('the code printed on a report', () => {
  it('has no character that is taken for another on paper', () => {
    const many = Array.from({ length: 500 }, () => newVerificationCode(random)).join('');
    expect(many).toMatch(/^[2-9A-HJKMNP-Z]+$/u);
    expect(new Set(many).size).toBe(31);
  });

  it('is another every time', () => {
    const codes = Array.from({ length: 1000 }, () => newVerificationCode(random));
    expect(new Set(codes).size).toBe(1000);
  });

  it('does not favour characters whose bytes come round once more', () => {
    let asked = 0;
    const made = newVerificationCode((length) => {
      asked += 1;
      return asked === 1 ? new Uint8Array(length).fill(255) : new Uint8Array(length).fill(3);
    });
    expect([asked, made.slice(0, 15)]).toEqual([2, '5'.repeat(15)]);
  });

  it('is read back however it was written down', () => {
    const shown = formatVerificationCode(code);
    expect(shown).toMatch(/^.{4}-.{4}-.{4}-.{4}$/u);
    const fullWidth = [...shown]
      .map((c) => (c === '-' ? '－' : String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0)))
      .join('');
    for (const text of [
      code,
      shown,
      shown.toLowerCase(),
      ` ${shown.replaceAll('-', ' – ')} `,
      fullWidth,
    ])
      expect(parseVerificationCode(text)).toBe(code);
  });

  it('shows every single mistyped character and every swap of neighbours', () => {
    const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
    for (let index = 0; index < code.length; index += 1) {
      for (const other of alphabet) {
        if (other === code[index]) continue;
        const wrong = code.slice(0, index) + other + code.slice(index + 1);
        expect(parseVerificationCode(wrong)).toBeNull();
      }
      const [a = '', b = ''] = [code[index], code[index + 1]];
      if (b === '' || a === b) continue;
      expect(
        parseVerificationCode(code.slice(0, index) + b + a + code.slice(index + 2)),
      ).toBeNull();
    }
  });

  it.each(['', 'K7QF', `${code}2`, code.replace(/.$/u, '0'), '🙂'.repeat(16), "' or 1=1 --"])(
    'is not "%s"',
    (text) => {
      expect(parseVerificationCode(text)).toBeNull();
    },
  );

  it('stands behind the hash of the address, whatever slash the configured one ends with', () => {
    expect(verificationUrl('https://hz.example.cn/', code)).toBe(
      `https://hz.example.cn/verify#${code}`,
    );
    expect(verificationUrl('https://hz.example.cn/portal', code)).toBe(
      `https://hz.example.cn/portal/verify#${code}`,
    );
  });
});
