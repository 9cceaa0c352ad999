import type { SiteHealth } from '../shared/api/sites';
import { readDiskSpace } from './disk/diskSpace';
import type { Quarantine } from './queue/quarantine';
import type { Queue } from './queue/queue';

export const VERSION = '0.1.0';

export type HealthDeps = {
  readonly queue: Queue;
  readonly quarantine: Quarantine;
  readonly spoolDir: string;
  readonly now: () => Date;
  readonly startedAt: string;
  readonly clockOffsetMs: () => number | null;
};

/** How the gateway is, for the centre and for its own page. No patient in any field. */
export async function readHealth(deps: HealthDeps): Promise<SiteHealth> {
  const { queue, quarantine, spoolDir, now, startedAt } = deps;
  const numbers = queue.numbers();
  const { freeBytes, totalBytes } = await readDiskSpace(spoolDir);
  const lagMs = numbers.oldestWaitingAt ? now().getTime() - Date.parse(numbers.oldestWaitingAt) : 0;
  return {
    version: VERSION,
    startedAt,
    waiting: numbers.waiting + numbers.sending,
    waitingBytes: numbers.waitingBytes,
    refused: numbers.refused,
    quarantined: (await quarantine.list()).length,
    lagSeconds: Math.max(0, Math.round(lagMs / 1000)),
    diskFreeBytes: freeBytes,
    diskTotalBytes: totalBytes,
    lastReceivedAt: numbers.lastReceivedAt,
    lastDeliveredAt: numbers.lastDeliveredAt,
    clockOffsetMs: deps.clockOffsetMs(),
    lostFiles: queue.recovery.lostFiles,
  };
}
