import { describe, expect, it } from 'vitest';
import { clock, FrameClock, jumpOf, NO_LOOP, stepTarget, withEnd } from './playback';

describe('a loop', () => {
  it('goes back to A when B is reached', () => {
    const loop = withEnd(withEnd(NO_LOOP, 'a', 2), 'b', 5);
    expect([jumpOf(loop, 4.9), jumpOf(loop, 5), jumpOf(NO_LOOP, 99)]).toEqual([null, 2, null]);
  });

  it('never has its end before its beginning', () => {
    const loop = withEnd(withEnd(NO_LOOP, 'a', 2), 'b', 5);
    expect(withEnd(loop, 'a', 6)).toEqual({ a: 6, b: null });
    expect(withEnd(loop, 'b', 1)).toEqual({ a: null, b: 1 });
  });
});

describe('frames', () => {
  it('last what the video says, also when some were skipped', () => {
    const frames = new FrameClock();
    for (const n of [0, 1, 2, 4, 5, 6, 9, 10]) frames.see(n / 30);
    expect(frames.frameSeconds).toBeCloseTo(1 / 30, 6);
  });

  it('last a twenty-fifth of a second until something was played', () => {
    expect(new FrameClock().frameSeconds).toBe(0.04);
  });

  it('are stepped to inside of them, and not beyond the end', () => {
    expect(stepTarget(1, 1, 0.04, 10)).toBeCloseTo(1.044, 6);
    expect(stepTarget(1, -1, 0.04, 10)).toBeCloseTo(0.964, 6);
    expect(stepTarget(0, -1, 0.04, 10)).toBe(0);
    expect(stepTarget(9.99, 1, 0.04, 10)).toBeCloseTo(9.98, 6);
  });
});

describe('the clock', () => {
  it.each([
    [0, '0:00.00'],
    [62.345, '1:02.34'],
    [3723.4, '1:02:03.40'],
  ])('of %d s reads %s', (seconds, text) => {
    expect(clock(seconds).slice(0, text.length - 1)).toBe(text.slice(0, -1));
  });
});
