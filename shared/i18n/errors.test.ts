import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../domain/errorCodes';
import english from './en/errors.json';
import chinese from './zh-CN/errors.json';

type Texts = Record<string, Record<string, string>>;

const codesOf = (texts: Texts): string[] =>
  Object.entries(texts).flatMap(([area, reasons]) =>
    Object.keys(reasons).map((reason) => `${area}.${reason}`),
  );
const textOf = (texts: Texts, code: string): string => {
  const [area = '', reason = ''] = code.split('.');
  return texts[area]?.[reason]?.trim() ?? '';
};
const placeholders = (text: string): string[] => [...text.matchAll(/\{\{(\w+)/g)].map((m) => m[1] ?? '');

describe.each([
  ['zh-CN', chinese as Texts],
  ['en', english as Texts],
])('error texts in %s', (_, texts) => {
  it('say something for every code', () => {
    expect(ERROR_CODES.filter((code) => textOf(texts, code) === '')).toEqual([]);
  });

  it('hold no text for a code that does not exist', () => {
    const known = new Set<string>(ERROR_CODES);
    expect(codesOf(texts).filter((code) => !known.has(code))).toEqual([]);
  });
});

it('error texts take the same params in both languages', () => {
  const differing = ERROR_CODES.filter(
    (code) =>
      placeholders(textOf(chinese, code)).join() !== placeholders(textOf(english, code)).join(),
  );
  expect(differing).toEqual([]);
});
