import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { queryTerms, searchTerms } from './searchTerms';

const finds = (query: string, ...texts: string[]) => {
  const terms = new Set(searchTerms(...texts));
  return queryTerms(query).every((term) => terms.has(term));
};

describe('search terms', () => {
  it.each([
    ['王芳', ['王芳']],
    ['芳', ['王芳']],
    ['0231', ['HZ20261124-0231']],
    ['hz2026', ['HZ20261124-0231']],
    ['ＨＺ2026', ['HZ20261124-0231']],
    ['王 芳', ['王芳']],
    ['𠮷野', ['𠮷野家']],
    ['lee', ['Lee, Ann']],
  ])('let %s be found in %j', (query, texts) => {
    expect(finds(query, ...texts)).toBe(true);
  });

  it('do not find what is not there', () => {
    expect(finds('芳王', '王芳')).toBe(false);
    expect(finds('李', '王芳')).toBe(false);
  });

  it('do not run from one text into the next', () => {
    expect(finds('芳李', '王芳', '李强')).toBe(false);
  });

  it('find every substring of every text', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (whole, a, b) => {
        const characters = [...whole.normalize('NFKC').toLowerCase()];
        fc.pre(characters.length > 0);
        const start = a % characters.length;
        const part = characters
          .slice(start, start + 1 + (b % (characters.length - start)))
          .join('');
        return finds(part, whole);
      }),
    );
  });
});
