import { readBeatBlock, writeBeatBlock } from '../../shared/domain/ecg/beatBlock';
import { appError, type AppError } from '../../shared/domain/errors';
import { err, ok, type Result } from '../../shared/lib/result';
import type { BlobStore } from '../blobs/blobStore';
import type { Derived } from './derived/store';

/**
 * Beats of a long recording whose R peaks lie in a range of samples, as bytes of one `BeatBlock`.
 *
 * @returns Errors: `ecg.notReady` while they are looked for; `request.notFound` for recordings that have none stored.
 */
export async function readBeats(
  blobs: BlobStore,
  derived: Derived,
  { from, to }: { readonly from: number; readonly to?: number | undefined },
): Promise<Result<Uint8Array, AppError>> {
  if (derived.state === 'waiting') return err(appError('unavailable', 'ecg.notReady'));
  const sha256 = derived.state === 'ready' ? derived.beatsSha256 : null;
  const stream = sha256 === null ? null : await blobs.open(sha256);
  if (!stream) return err(appError('notFound', 'request.notFound'));
  const bytes = Buffer.concat(await stream.toArray());
  const all = readBeatBlock(Uint8Array.from(bytes).buffer);
  if (!all) throw new Error('stored beats are not readable');
  const first = all.samples.findIndex((sample) => sample >= from);
  const start = first < 0 ? all.samples.length : first;
  const last = to === undefined ? -1 : all.samples.findIndex((sample) => sample >= to);
  const end = Math.max(start, last < 0 ? all.samples.length : last);
  return ok(
    writeBeatBlock({
      samples: all.samples.subarray(start, end),
      kinds: all.kinds.subarray(start, end),
    }),
  );
}
