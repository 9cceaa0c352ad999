import { describe, expect, it } from 'vitest';
import { fromWallClock, toWallClock } from './wallClock';

describe('wall clock', () => {
  it('reads what is typed as China Standard Time whatever zone the machine has', () => {
    expect(fromWallClock('2026-11-24T15:00')).toBe('2026-11-24T07:00:00.000Z');
  });

  it('crosses midnight to the right day', () => {
    expect(toWallClock('2026-11-23T16:30:00.000Z')).toBe('2026-11-24T00:30');
  });

  it('does not make a time out of an unfinished entry', () => {
    expect(fromWallClock('2026-11-')).toBeNull();
  });
});
