import type { EcgSamples } from '../../shared/domain/ecg/amplitude';
import { bucketSource, FINEST_BUCKET } from '../../shared/domain/ecg/buckets';
import type { OpenedGroup } from '../../shared/domain/ecg/formats/opening';
import { mergeMinMax, minMaxOf } from '../../shared/domain/ecg/minMax';
import { MAX_BLOCK_VALUES, type SampleBlock } from '../../shared/domain/ecg/sampleBlock';
import { appError, refuse, type AppError } from '../../shared/domain/errors';
import { err, ok, type Result } from '../../shared/lib/result';
import type { BlobStore } from '../blobs/blobStore';
import { readLevel } from './derived/levelBlob';
import type { Derived } from './derived/store';
import type { EcgArchive, StoredEcg } from './openStored';

export type BlockRequest = {
  readonly group: number;
  readonly from: number;
  readonly count: number | undefined;
  readonly bucket: number;
  /** All when absent. */
  readonly channels: readonly number[] | undefined;
};

type Deps = { readonly archive: EcgArchive; readonly blobs: BlobStore };

/**
 * Samples or min/max pairs of a range.
 *
 * @returns Errors: `request.notFound` (no such group), `request.invalid` (range, width, channels, too much at once),
 *   `ecg.notReady` (the overview is still being made), `ecg.damaged`.
 */
export async function readBlock(
  deps: Deps,
  stored: StoredEcg,
  derived: Derived,
  request: BlockRequest,
): Promise<Result<SampleBlock, AppError>> {
  const group = stored.opened.groups[request.group];
  if (!group) return err(appError('notFound', 'request.notFound'));
  if (request.bucket >= FINEST_BUCKET && derived.state === 'waiting') {
    return err(appError('unavailable', 'ecg.notReady'));
  }
  const plan = planOf(group, derived, request);
  if (!plan) return refuse('validation', 'request.invalid');
  const read =
    plan.level < 0
      ? await fromSamples(deps, stored, group, plan)
      : await fromLevel(deps, group, plan, derived);
  if (!read.ok) return read;
  return ok({
    content: plan.bucket === 1 ? 'samples' : 'minMax',
    group: request.group,
    bucketSamples: plan.bucket,
    from: plan.from,
    count: plan.count,
    channels: plan.channels,
    values: plan.channels.map((channel) => read.value[channel] ?? new Int16Array()),
  });
}

type Plan = {
  readonly from: number;
  readonly count: number;
  readonly bucket: number;
  readonly level: number;
  readonly merge: number;
  readonly channels: readonly number[];
};

function planOf(group: OpenedGroup, derived: Derived, request: BlockRequest): Plan | null {
  const { from, bucket } = request;
  const levels =
    derived.state === 'ready' && request.group === 0
      ? derived.levels.map(({ width }) => width)
      : [];
  const source = bucketSource(bucket, levels);
  if (!source || from % bucket !== 0) return null;
  const all = group.channels.map((_, channel) => channel);
  const channels = request.channels ?? all;
  const isKnown = channels.every((channel) => channel < all.length);
  if (!isKnown || new Set(channels).size !== channels.length) return null;
  const there = Math.max(0, Math.ceil((group.sampleCount - from) / bucket));
  const count = Math.min(there, request.count ?? there);
  const values = count * channels.length * (bucket === 1 ? 1 : 2);
  return values > MAX_BLOCK_VALUES ? null : { from, count, bucket, channels, ...source };
}

/** Samples are read in pieces of this many of all channels together, so that a wide answer needs no wide memory. */
const PIECE_VALUES = 1_000_000;

async function fromSamples(
  { archive }: Deps,
  { files }: StoredEcg,
  group: OpenedGroup,
  { from, count, bucket }: Plan,
): Promise<Result<EcgSamples[], AppError>> {
  const end = Math.max(from, Math.min(group.sampleCount, from + count * bucket));
  const perPiece =
    Math.max(1, Math.floor(PIECE_VALUES / (group.channels.length * bucket))) * bucket;
  const out = group.channels.map(() => values(group.isWide, bucket === 1 ? end - from : 2 * count));
  for (let at = from; at < end; at += perPiece) {
    const piece = await archive.read(files, group.read(at, Math.min(perPiece, end - at)));
    if (!piece.ok) return piece;
    piece.value.forEach((samples, channel) => {
      const padding = group.channels[channel]?.padding ?? null;
      const place = bucket === 1 ? at - from : (2 * (at - from)) / bucket;
      out[channel]?.set(bucket === 1 ? samples : minMaxOf(samples, bucket, padding), place);
    });
  }
  return ok(out);
}

const values = (isWide: boolean, length: number): EcgSamples =>
  isWide ? new Int32Array(length) : new Int16Array(length);

async function fromLevel(
  { blobs }: Deps,
  group: OpenedGroup,
  { from, count, bucket, level, merge }: Plan,
  derived: Derived,
): Promise<Result<EcgSamples[], AppError>> {
  const stored = derived.state === 'ready' ? derived.levels[level] : undefined;
  const reader = stored && (await blobs.reader(stored.sha256));
  if (!stored || !reader) return err(appError('unavailable', 'ecg.notReady'));
  try {
    const first = from / stored.width;
    const buckets = Math.min(
      Math.ceil(group.sampleCount / stored.width) - first,
      (count * bucket) / stored.width,
    );
    const shape = { channels: group.channels.length, isWide: group.isWide };
    const pairs = await readLevel(reader, shape, first, Math.max(0, buckets));
    return ok(pairs.map((one) => mergeMinMax(one, merge)));
  } finally {
    await reader.close();
  }
}
