import { describe, expect, it } from 'vitest';
import { personNameOf } from './personName';

const nameOf = (value: unknown) => personNameOf({ '00100010': { vr: 'PN', Value: [value] } });

describe('a person name on screen', () => {
  it('shows the ideographic group first and joins it without spaces', () => {
    expect(nameOf({ Alphabetic: 'Wang^XiaoDong', Ideographic: '王^小東' })).toEqual({
      primary: '王小東',
      secondary: 'Wang XiaoDong',
    });
  });

  it('falls back to the alphabetic group, with spaces', () => {
    expect(nameOf({ Alphabetic: 'Buc^Jérôme' })).toEqual({
      primary: 'Buc Jérôme',
      secondary: null,
    });
  });

  it('joins a Chinese name that stands in the alphabetic group, as many county devices write it', () => {
    expect(nameOf({ Alphabetic: '王^小东' })).toEqual({ primary: '王小东', secondary: null });
  });

  it('reads the text form with equals signs', () => {
    expect(nameOf('Yamada^Tarou=山田^太郎=やまだ^たろう')).toEqual({
      primary: '山田太郎',
      secondary: 'Yamada Tarou',
    });
  });

  it('keeps characters beyond the basic plane whole', () => {
    expect(nameOf({ Ideographic: '𠮷^田' })?.primary).toBe('𠮷田');
  });

  it('puts prefix before and suffix after', () => {
    expect(nameOf({ Alphabetic: 'Doe^Jane^A^Dr^PhD' })?.primary).toBe('Dr Doe Jane A PhD');
  });

  it.each([[undefined], [{}], [{ Alphabetic: '^^^^' }], ['']])(
    'says there is none for %j',
    (value) => {
      expect(nameOf(value)).toBeNull();
    },
  );
});
