import { readDiskSpace } from '../disk/diskSpace';
import type { Queue } from './queue';
import type { Entry } from './types';

export type RetentionOptions = {
  readonly queue: Queue;
  readonly spoolDir: string;
  readonly keepDeliveredMs: number;
  /** Below this much free space delivered files go at once, oldest first. */
  readonly lowSpaceBytes: number;
  readonly now: () => Date;
};

/** What was delivered is remembered that long after its file has gone, for reconciliation and to know repeats. */
const REMEMBER_MS = 30 * 86_400_000;
const FILES_PER_RUN = 2_000;

/** Removes what the centre has. Never touches what waits, was refused, or is in quarantine. */
export async function tidyQueue(options: RetentionOptions): Promise<void> {
  const { queue, spoolDir, keepDeliveredMs, lowSpaceBytes, now } = options;
  const { freeBytes } = await readDiskSpace(spoolDir);
  const isTight = freeBytes < lowSpaceBytes;
  const time = now().getTime();
  const ageOf = ({ deliveredAt }: Entry) => time - Date.parse(deliveredAt ?? '');
  const delivered = [...queue.entries()]
    .filter(({ state }) => state === 'delivered')
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const files = delivered.filter(
    (entry) => !entry.isFileGone && (isTight || ageOf(entry) > keepDeliveredMs),
  );
  for (const { id } of files.slice(0, FILES_PER_RUN)) await queue.noteFileGone(id);
  const old = delivered.filter((entry) => entry.isFileGone && ageOf(entry) > REMEMBER_MS);
  for (const { id } of old.slice(0, FILES_PER_RUN)) await queue.forget(id);
  await queue.compact();
}
