import type { SiteHealth } from '../../shared/api/sites';
import type { Log } from '../log';
import { CentreRefused, type Centre } from './centre';
import { studiesOf } from './studyCounts';
import type { Queue } from '../queue/queue';

export type HeartbeatDeps = {
  readonly centre: Centre;
  readonly queue: Queue;
  readonly readHealth: () => Promise<SiteHealth>;
  readonly now: () => Date;
  readonly isJoined: () => boolean;
  readonly onWanted: (studyInstanceUids: readonly string[]) => void;
  /** The centre was reached: whatever waits may try now. */
  readonly onAnswer: () => void;
  readonly log: Log;
};

export type HeartbeatState = {
  readonly lastAnswerAt: string | null;
  readonly code: string | null;
  readonly clockOffsetMs: number | null;
};

const STUDIES_PER_REPORT = 500;

/** Tells the centre how the gateway is, and learns what time it is there and which studies are waited for. */
export function createHeartbeat(deps: HeartbeatDeps) {
  let state: HeartbeatState = { lastAnswerAt: null, code: null, clockOffsetMs: null };
  return {
    state: (): HeartbeatState => state,
    /** One report. Never throws: a centre that cannot be reached is a state, not a fault. */
    async beat(): Promise<boolean> {
      if (!deps.isJoined()) return false;
      try {
        const health = await deps.readHealth();
        const before = deps.now().getTime();
        const answer = await deps.centre.heartbeat(health);
        const after = deps.now().getTime();
        // the answer was written somewhere between; half the way is the best guess (as in NTP)
        const clockOffsetMs = Math.round((before + after) / 2 - Date.parse(answer.now));
        state = { lastAnswerAt: deps.now().toISOString(), code: null, clockOffsetMs };
        deps.onWanted(answer.wantedStudies);
        const items = studiesOf(deps.queue.entries()).slice(0, STUDIES_PER_REPORT);
        if (items.length > 0) await deps.centre.reportStudies(items);
        deps.onAnswer();
        return true;
      } catch (error) {
        const code = error instanceof CentreRefused ? error.code : 'net.offline';
        if (state.code !== code) deps.log.warn('heartbeat', 'no report to the centre', { code });
        state = { ...state, code };
        return false;
      }
    },
  };
}
