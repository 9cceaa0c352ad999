/** Lets through `perSecond` on average and `burst` at once. */
export type Bucket = { take(nowMs: number): boolean };

export function createBucket({ perSecond, burst }: { perSecond: number; burst: number }): Bucket {
  let tokens = burst;
  let last: number | null = null;
  return {
    take(nowMs) {
      tokens = Math.min(burst, tokens + ((nowMs - (last ?? nowMs)) / 1000) * perSecond);
      last = nowMs;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}

/** What one client may send. A person cannot reach these; a page gone wild does. */
export const LIMITS = {
  frames: { perSecond: 120, burst: 360 },
  requests: { perSecond: 30, burst: 150 },
  chat: { perSecond: 1, burst: 10 },
  pointer: { perSecond: 40, burst: 40 },
  viewing: { perSecond: 60, burst: 60 },
  quality: { perSecond: 1, burst: 3 },
} as const;
/** Frames above the limit before the line is closed. */
export const STRIKES = 240;

/** What one seat may hold. */
export const MOST_TRANSPORTS = 4;
export const MOST_TRACKS = 8;
export const MOST_CONSUMERS = 96;
/** What one room may hold. */
export const MOST_SEATS = 40;
/** Bytes waiting for a slow receiver, from which on pointers and levels are not sent to him. */
export const SLOW_BYTES = 64 * 1024;
