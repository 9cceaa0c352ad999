import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planStack, stackLevels, type HeldFrame, type StackPlanInput } from './stackPlan';

const NONE: HeldFrame = { state: 'none', bytes: 0 };
const COARSE: HeldFrame = { state: 'coarse', bytes: 5000 };
const WHOLE: HeldFrame = { state: 'whole', bytes: 200_000 };
const plan = (over: Partial<StackPlanInput> & { have?: Record<number, HeldFrame> }) =>
  planStack({
    count: 6,
    focus: 2,
    isForward: true,
    held: (index) => over.have?.[index] ?? NONE,
    reach: 100,
    levels: { first: 4, coarse: 2 },
    ...over,
  });
const asText = (frames: ReturnType<typeof planStack>) =>
  frames.map(({ index, level }) => `${index}${level === null ? '*' : `/${level}`}`).join(' ');

describe('order of fetching a stack', () => {
  it('is: the picture looked at, an overview of all, then everything outwards, ahead first', () => {
    expect(asText(plan({}))).toBe('2/4 3/2 4/2 1/2 5/2 0/2 2* 3* 4* 1* 5* 0*');
  });

  it('turns with the reader', () => {
    expect(asText(plan({ isForward: false }))).toBe('2/4 1/2 0/2 3/2 4/2 5/2 2* 1* 0* 3* 4* 5*');
  });

  it('asks for nothing twice', () => {
    const have = { 2: COARSE, 3: WHOLE, 4: COARSE, 5: { state: 'failed' as const, bytes: 0 } };
    expect(asText(plan({ have }))).toBe('1/2 0/2 2* 4* 1* 0*');
  });

  it('fetches whole only what stays in memory, and an overview of the rest', () => {
    expect(asText(plan({ reach: 1 }))).toBe('2/4 3/2 4/2 1/2 5/2 0/2 2* 3* 1*');
  });

  it('reaches every frame once, wherever the reader is', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 60 })
          .chain((count) =>
            fc.tuple(fc.constant(count), fc.integer({ min: 0, max: count - 1 }), fc.boolean()),
          ),
        ([count, focus, isForward]) => {
          const whole = plan({ count, focus, isForward }).filter(({ level }) => level === null);
          expect(whole.map(({ index }) => index).sort((a, b) => a - b)).toEqual(
            Array.from({ length: count }, (_, i) => i),
          );
        },
      ),
    );
  });
});

describe('levels to ask for', () => {
  it.each([
    [512, 512, { first: 4, coarse: 2 }],
    [256, 256, { first: 4, coarse: 2 }],
    [64, 64, { first: 2, coarse: 2 }],
    [3056, 2544, { first: 4, coarse: 2 }],
    [20, 20, { first: 1, coarse: 1 }],
  ])('of a %i × %i picture', (rows, columns, levels) => {
    expect(stackLevels(rows, columns)).toEqual(levels);
  });
});
