const INTERVAL_MS = 300;

/**
 * Calls `send` for a key at once, then at most every 300 ms while there is something new, and always once more
 * after the last change.
 */
export function createPulse(
  send: (key: string) => Promise<void>,
  onFailure: (error: unknown) => void,
) {
  const timers = new Map<string, NodeJS.Timeout>();
  const waiting = new Set<string>();
  const beat = (key: string): void => {
    send(key).catch(onFailure);
    const timer = setTimeout(() => {
      timers.delete(key);
      if (waiting.delete(key)) beat(key);
    }, INTERVAL_MS);
    timers.set(key, timer);
  };
  return {
    touch: (key: string): void => {
      if (timers.has(key)) waiting.add(key);
      else beat(key);
    },
    close(): void {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      waiting.clear();
    },
  };
}
