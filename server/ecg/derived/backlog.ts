import { setTimeout as pause } from 'node:timers/promises';
import type { Overviews } from './overviews';

/** Images arriving go first. */
const QUIET_MS = 2000;
const GIVEN_WAY_MS = 500;

/** Makes the overviews that wait, until there are none or images arrive. */
export async function makeOverviews(overviews: Overviews, idleMs: () => number): Promise<void> {
  while (idleMs() >= QUIET_MS && (await overviews.makeWaiting()) > 0);
}

/**
 * Between two pieces of an overview: while images arrive it goes on slowly, but goes on. At a house that sends all day a
 * recording of a day then takes minutes instead of seconds, and not for ever.
 */
export const giveWayTo =
  (idleMs: () => number): (() => Promise<void>) =>
  async () => {
    if (idleMs() < QUIET_MS) await pause(GIVEN_WAY_MS);
  };
