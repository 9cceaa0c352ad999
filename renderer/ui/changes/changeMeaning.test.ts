import { describe, expect, it } from 'vitest';
import zh from '../../../shared/i18n/zh-CN/casePage.json';
import { emptyForm } from '../../../shared/domain/consultation/form';
import { meaningOf } from './changeMeaning';

/** Dotted paths of all leaves; lists are leaves, as in the difference the server answers. */
const leaves = (value: unknown, path = ''): string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, inner]) =>
        leaves(inner, path === '' ? key : `${path}.${key}`),
      )
    : [path];

const named = (path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], zh.field);

describe('change meaning', () => {
  it('has a name for every field of the request form', () => {
    expect(leaves(emptyForm()).filter((path) => typeof named(path) !== 'string')).toEqual([]);
  });

  it.each([
    ['patient.sex', 'male', { kind: 'term', family: 'sex' }],
    ['clinical.onsetAt', '2026-11-24T07:00:00.000Z', { kind: 'instant' }],
    ['wishes.mdt', 'true', { kind: 'yesNo' }],
    ['clinical.chiefComplaint', 'true to form', { kind: 'text' }],
    ['patient.sex', '', { kind: 'text' }],
  ] as const)('%s "%s"', (path, value, meaning) => {
    expect(meaningOf(path, value)).toEqual(meaning);
  });
});
