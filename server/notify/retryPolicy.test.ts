import { describe, expect, it } from 'vitest';
import { nextAttempt, type FailedAttempt } from './retryPolicy';

const AT = '2026-11-23T08:00:00.000Z';
const failed = (parts: Partial<FailedAttempt>): FailedAttempt => ({
  retry: 'safe',
  attempts: 1,
  at: AT,
  expiresAt: null,
  jitter: 0,
  ...parts,
});
const delaySeconds = (attempt: FailedAttempt): number | null => {
  const next = nextAttempt(attempt);
  return next === null ? null : (Date.parse(next) - Date.parse(AT)) / 1000;
};

describe('retry policy', () => {
  it('doubles the wait up to an hour, then gives up', () => {
    const waits = Array.from({ length: 12 }, (_, index) =>
      delaySeconds(failed({ attempts: index + 1 })),
    );
    expect(waits).toEqual([10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, null]);
  });

  it('never repeats what cannot succeed, and hardly what may have arrived', () => {
    expect(delaySeconds(failed({ retry: 'never' }))).toBeNull();
    const waits = [1, 2, 3].map((attempts) => delaySeconds(failed({ retry: 'unknown', attempts })));
    expect(waits).toEqual([10, 20, null]);
  });

  it('does not send what would arrive too late', () => {
    expect(delaySeconds(failed({ expiresAt: '2026-11-23T08:00:10.000Z' }))).toBeNull();
    expect(delaySeconds(failed({ expiresAt: '2026-11-23T08:00:11.000Z' }))).toBe(10);
  });

  it('spreads messages by at most a quarter of the wait', () => {
    expect(delaySeconds(failed({ jitter: 0.5 }))).toBe(11.25);
  });
});
