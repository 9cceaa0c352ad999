export type Speedometer = {
  /** Notes how many bytes have been sent; answers bytes per second, `null` while too little is known. */
  note(sentBytes: number): number | null;
  /** A pause is not slowness. */
  restart(): void;
};

const WINDOW_MS = 8_000;
const LEAST_MS = 500;

/** Average over the last seconds: steady enough to read, quick enough to notice a change. */
export function createSpeedometer(now: () => number): Speedometer {
  let samples: { readonly at: number; readonly bytes: number }[] = [];
  return {
    note(bytes) {
      const at = now();
      samples = [...samples.filter((sample) => at - sample.at <= WINDOW_MS), { at, bytes }];
      const first = samples[0];
      if (!first || at - first.at < LEAST_MS) return null;
      return Math.max(0, ((bytes - first.bytes) / (at - first.at)) * 1000);
    },
    restart() {
      samples = [];
    },
  };
}

/** Seconds left, `null` when nothing moves. */
export const secondsLeft = (leftBytes: number, speed: number | null): number | null =>
  speed === null || speed < 1 ? null : Math.ceil(leftBytes / speed);
