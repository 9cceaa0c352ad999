import { describe, expect, it } from 'vitest';
import { cycleOf } from './chunk-cycles.mjs';

describe('chunks that need each other', () => {
  it('are found behind others, and named in order', () => {
    const imports = new Map([
      ['page', ['words', 'shared-a']],
      ['words', []],
      ['shared-a', ['words', 'shared-b']],
      ['shared-b', ['words', 'shared-a']],
    ]);
    expect(cycleOf(imports)).toEqual(['shared-a', 'shared-b', 'shared-a']);
  });

  it('are not seen where two only need the same third', () => {
    const imports = new Map([
      ['page', ['a', 'b']],
      ['a', ['c']],
      ['b', ['a', 'c']],
      ['c', []],
    ]);
    expect(cycleOf(imports)).toBeNull();
  });
});
