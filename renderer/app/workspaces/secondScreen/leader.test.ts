import { describe, expect, it } from 'vitest';
import { caseIdSchema } from '../../../../shared/domain/identity/actor';
import { afterMessage, modeOf, NO_FIRST_SCREEN } from './leader';

const A = caseIdSchema.parse('0f9f1d0e-6c0e-4a6e-8a55-5f0f4c0b7a01');
const B = caseIdSchema.parse('0f9f1d0e-6c0e-4a6e-8a55-5f0f4c0b7a02');

/** What a second screen on case A shows after a first screen said so. */
function after(...said: (readonly [from: string, caseId: typeof A | null])[]) {
  const screens = said.reduce(
    (before, [from, caseId]) => afterMessage(before, A, { kind: 'front', caseId }, from),
    NO_FIRST_SCREEN,
  );
  return modeOf(screens, A);
}

describe('a second screen on a case', () => {
  it.each([
    ['nobody has answered', [], 'blank'],
    ['the first screen shows the same case', [['x', A]], 'same'],
    [
      'the first screen went to another case',
      [
        ['x', A],
        ['x', B],
      ],
      'other',
    ],
    [
      'the first screen closed the case',
      [
        ['x', A],
        ['x', null],
      ],
      'blank',
    ],
    [
      'it came back',
      [
        ['x', A],
        ['x', null],
        ['x', A],
      ],
      'same',
    ],
    [
      'a second tab opened another case',
      [
        ['x', A],
        ['y', B],
      ],
      'same',
    ],
    [
      'a second tab closed its case',
      [
        ['x', A],
        ['y', null],
      ],
      'same',
    ],
    ['only a window with another case is there', [['y', B]], 'offer'],
    [
      'the case was closed before another was opened',
      [
        ['x', A],
        ['x', null],
        ['x', B],
      ],
      'offer',
    ],
    [
      'the first screen came back from another case',
      [
        ['x', A],
        ['x', B],
        ['x', A],
      ],
      'same',
    ],
    [
      'the other case was closed, too',
      [
        ['x', A],
        ['x', B],
        ['x', null],
      ],
      'blank',
    ],
    [
      'the window with the same case comes later',
      [
        ['y', B],
        ['x', A],
      ],
      'same',
    ],
    [
      'that window closes its case again',
      [
        ['y', B],
        ['x', A],
        ['x', null],
      ],
      'blank',
    ],
  ] as const)('%s: %j makes it %s', (_what, said, mode) => {
    expect(after(...(said as readonly (readonly [string, typeof A | null])[]))).toBe(mode);
  });

  it('does not listen to other second screens', () => {
    const said = { kind: 'hello', caseId: A } as const;
    expect(afterMessage(NO_FIRST_SCREEN, A, said, 'z')).toBe(NO_FIRST_SCREEN);
  });
});
