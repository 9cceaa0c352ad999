import type { Renditions } from './renditions';

/** Images arriving go first: renditions are made when nothing has come for this long. */
const QUIET_MS = 2000;
const AT_ONCE = 4;

/** Makes the renditions that wait, until there are none or images arrive again. */
export async function makeBacklog(renditions: Renditions, idleMs: () => number): Promise<void> {
  while (idleMs() >= QUIET_MS && (await renditions.makeWaiting(AT_ONCE)) > 0);
}
