export type Clock = {
  readonly now: () => string;
  /** Moves the time on; the parts add up. */
  advance(by: {
    readonly days?: number;
    readonly hours?: number;
    readonly minutes?: number;
    readonly seconds?: number;
  }): void;
  set(at: string): void;
};

/** A clock that stands still until a test moves it. */
export function createClock(startsAt: string): Clock {
  let time = Date.parse(startsAt);
  return {
    now: () => new Date(time).toISOString(),
    advance({ days = 0, hours = 0, minutes = 0, seconds = 0 }) {
      time += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
    },
    set(at) {
      time = Date.parse(at);
    },
  };
}
