import { FINEST_BUCKET, levelWidths } from '../../../shared/domain/ecg/buckets';
import type { OpenedGroup } from '../../../shared/domain/ecg/formats/opening';
import { isLongGroup } from '../../../shared/domain/ecg/summary';
import type { BlobInfo, BlobStore } from '../../blobs/blobStore';
import type { Db } from '../../db/database';
import type { EcgLevel } from '../../db/tables/ecg';
import type { EcgArchive, EcgFileRef } from '../openStored';
import { createPieceReader } from '../pieceReader';
import {
  extendLease,
  finishWaiting,
  forgiveAttempt,
  leaseWaiting,
  saveLevels,
  saveScan,
  type Waiting,
} from './backlogRows';
import { coarserLevel } from './levels';
import type { Scanned, ScanOutcome } from './scan/scanJob';
import { ScanLost, type EcgScanner } from './scan/scanner';

export type Overviews = {
  /** Makes the overview that waits longest. @returns How many were made, 0 or 1. */
  makeWaiting(): Promise<number>;
};

export type OverviewDeps = {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly archive: EcgArchive;
  readonly scanner: EcgScanner;
  /** Awaited between pieces of a tenth of a second: whatever is more urgent goes first. */
  readonly giveWay: () => Promise<void>;
  /** Told when an overview is there, or will never be. */
  readonly announce: (files: readonly EcgFileRef[]) => Promise<void>;
};

/** Ends or hangs its thread, or the server, this often: then it is the recording. */
const MOST_ATTEMPTS = 3;
const EXTEND_AFTER_MS = 60_000;

/**
 * Overviews and analyses of long recordings, made from the original behind everything else. A scan that is cut off begins
 * again; its levels that are there already are not made again.
 */
export function createOverviews(deps: OverviewDeps): Overviews {
  return {
    async makeWaiting() {
      const waiting = await leaseWaiting(deps.db);
      if (!waiting) return 0;
      const { revision, files } = waiting;
      try {
        await finishWaiting(deps.db, revision, await make(deps, waiting));
      } catch (cause) {
        const isItsFault = cause instanceof ScanLost && !cause.wasEnded;
        if (!isItsFault) await forgiveAttempt(deps.db, revision, cause instanceof ScanLost);
        throw cause;
      }
      await deps.announce(files);
      return 1;
    },
  };
}

/** @returns Why there will be none, or `null`. */
async function make(deps: OverviewDeps, waiting: Waiting): Promise<string | null> {
  if (waiting.attempts > MOST_ATTEMPTS) return 'failed';
  const stored = await deps.archive.open(waiting.files);
  if (!stored.ok) return stored.error.code;
  const [group] = stored.value.opened.groups;
  if (!group || !isLongGroup(group)) return 'short';
  const onPiece = createOnPiece(deps, waiting.revision);
  let { levels } = waiting;
  if (levels.length === 0) {
    const scanned = await scanInto(deps, waiting, onPiece);
    if (typeof scanned === 'string') return scanned;
    levels = [scanned];
  }
  await makeCoarser(deps, { waiting, group, levels, onPiece });
  return null;
}

function createOnPiece({ db, giveWay }: OverviewDeps, revision: string): () => Promise<void> {
  let leasedAt = performance.now();
  return async () => {
    await giveWay();
    if (performance.now() - leasedAt < EXTEND_AFTER_MS) return;
    leasedAt = performance.now();
    await extendLease(db, revision);
  };
}

class Refused extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** @returns The finest level, or why there is none. */
async function scanInto(
  { db, blobs, scanner }: OverviewDeps,
  { revision, files }: Waiting,
  onPiece: () => Promise<void>,
): Promise<EcgLevel | string> {
  const pieces = createPieceReader(blobs, files);
  const run = scanner.start(files);
  let end: ScanOutcome | null = null;
  async function* pairs(): AsyncGenerator<Buffer> {
    let answer: Uint8Array = new Uint8Array();
    for (;;) {
      const { done, value } = await run.next(answer);
      if (done === true) {
        end = value;
        if (value.kind === 'refused') throw new Refused(value.code);
        return;
      }
      if (value.kind === 'read') {
        answer = await pieces.read(value.request);
        continue;
      }
      const { buffer, byteOffset, byteLength } = value.bytes;
      yield Buffer.from(buffer, byteOffset, byteLength);
      answer = new Uint8Array();
      await onPiece();
    }
  }
  try {
    const blob = await blobs.put(pairs());
    const scanned = end as Scanned | null;
    if (!scanned) throw new Error('a scan without an end');
    const finest = { width: FINEST_BUCKET, ...blob };
    const beats: BlobInfo | null =
      scanned.analysis && (await blobs.put(Buffer.from(scanned.beats)));
    await saveScan(db, revision, { finest, beats, scanned });
    return finest;
  } catch (cause) {
    if (cause instanceof Refused) return cause.code;
    throw cause;
  } finally {
    await Promise.all([run.end(), pieces.close()]);
  }
}

async function makeCoarser(
  { db, blobs }: OverviewDeps,
  work: {
    readonly waiting: Waiting;
    readonly group: OpenedGroup;
    readonly levels: readonly EcgLevel[];
    readonly onPiece: () => Promise<void>;
  },
): Promise<void> {
  const { group, onPiece, waiting } = work;
  const shape = { channels: group.channels.length, isWide: group.isWide };
  const levels = [...work.levels];
  for (const width of levelWidths(group.sampleCount).slice(levels.length)) {
    const finer = await blobs.reader(levels.at(-1)?.sha256 ?? '');
    if (!finer) throw new Error('a stored blob is not there');
    try {
      levels.push({ width, ...(await blobs.put(coarserLevel(finer, shape, onPiece))) });
    } finally {
      await finer.close();
    }
    await saveLevels(db, waiting.revision, levels);
  }
}
