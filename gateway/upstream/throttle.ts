/** From `fromMinute` to `toMinute` of the local day (may pass midnight): at most `bytesPerSecond`; 0 sends nothing. */
export type BandwidthWindow = {
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly bytesPerSecond: number;
};

export type BandwidthPlan = {
  /** Outside all windows; null: as fast as it goes. */
  readonly bytesPerSecond: number | null;
  readonly windows: readonly BandwidthWindow[];
  /** IANA name, for the windows. */
  readonly timeZone: string;
};

/** Allowed bytes per second at this moment; null without limit. Of overlapping windows the first counts. */
export function allowedRate(plan: BandwidthPlan, at: Date): number | null {
  const minute = minuteOfDay(at, plan.timeZone);
  const window = plan.windows.find(({ fromMinute, toMinute }) =>
    fromMinute <= toMinute
      ? minute >= fromMinute && minute < toMinute
      : minute >= fromMinute || minute < toMinute,
  );
  return window ? window.bytesPerSecond : plan.bytesPerSecond;
}

function minuteOfDay(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const value = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return value('hour') * 60 + value('minute');
}

export type Throttle = {
  /** Resolves when so many bytes may leave. */
  spend(bytes: number): Promise<void>;
  /** Whether anything may be sent now. */
  isOpen(): boolean;
};

const PIECE_MS = 250;

/** One bucket for all connections together: the cap is the line's, not a connection's. */
export function createThrottle(
  plan: BandwidthPlan,
  clock: { readonly now: () => Date; readonly wait: (ms: number) => Promise<void> },
): Throttle {
  let freeAtMs = 0;
  const waitFor = async (): Promise<number | null> => {
    for (;;) {
      const rate = allowedRate(plan, clock.now());
      if (rate !== 0) return rate;
      await clock.wait(PIECE_MS);
    }
  };
  return {
    async spend(bytes) {
      const rate = await waitFor();
      if (rate === null) return;
      const nowMs = clock.now().getTime();
      const startMs = Math.max(nowMs, freeAtMs);
      freeAtMs = startMs + (bytes / rate) * 1000;
      if (startMs > nowMs) await clock.wait(startMs - nowMs);
    },
    isOpen: () => allowedRate(plan, clock.now()) !== 0,
  };
}

/** Cuts into pieces small enough that a cap is felt evenly, and asks for each. */
export async function* throttled(
  source: AsyncIterable<Buffer>,
  throttle: Throttle,
): AsyncGenerator<Buffer> {
  const piece = 16 * 1024;
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length; at += piece) {
      const part = chunk.subarray(at, at + piece);
      await throttle.spend(part.length);
      yield part;
    }
  }
}
