import { writeBeatBlock } from '../../../../shared/domain/ecg/beatBlock';
import { FINEST_BUCKET } from '../../../../shared/domain/ecg/buckets';
import { LongScan } from '../../../../shared/domain/ecg/analysis/long/scan';
import { openEcg } from '../../../../shared/domain/ecg/formats/openEcg';
import type {
  ByteRequest,
  EcgFile,
  OpenedEcg,
  OpenedGroup,
  Reading,
} from '../../../../shared/domain/ecg/formats/opening';
import type { EcgLongAnalysis } from '../../../../shared/domain/ecg/longAnalysis';
import { MAX_ANNOTATIONS } from '../../../../shared/domain/ecg/manifest';
import type { EcgAnnotation } from '../../../../shared/domain/ecg/recording';
import { refusalOf } from '../../../../shared/domain/ecg/parseEcg';
import { putTogether } from '../levelBlob';

/** What the job wants: some bytes of a file, or that the next bytes of the finest level are stored. */
export type ScanAsk =
  | { readonly kind: 'read'; readonly request: ByteRequest }
  | { readonly kind: 'pairs'; readonly bytes: Uint8Array };

export type Scanned = {
  readonly kind: 'scanned';
  readonly beats: Uint8Array;
  readonly analysis: EcgLongAnalysis | null;
  readonly annotations: { readonly first: EcgAnnotation[]; readonly count: number } | null;
};
export type ScanOutcome = Scanned | { readonly kind: 'refused'; readonly code: string };

/** Answered with the bytes read, or with none when pairs are stored. */
export type ScanJob = Generator<ScanAsk, ScanOutcome, Uint8Array>;

/** Samples of all channels together that are held at a time. */
const PIECE_VALUES = 768 * 1024;

/**
 * Goes through a recording once: finest level of the overview of its first group, beats, analysis, annotations. Does no
 * input and output of its own, so that it runs in a thread as well as in place.
 */
export function* scanJob(files: readonly EcgFile[]): ScanJob {
  try {
    return yield* scan(files);
  } catch (cause) {
    const refusal = refusalOf(cause);
    return { kind: 'refused', code: refusal.ok ? '' : refusal.error.code };
  }
}

function* scan(files: readonly EcgFile[]): ScanJob {
  const opened = yield* reading(openEcg(files));
  const [group] = opened.groups;
  if (!group) throw new Error('a recording without a group was opened');
  const long = new LongScan(group);
  const perPiece = pieceOf(group);
  for (let from = 0; from < group.sampleCount; from += perPiece) {
    const count = Math.min(perPiece, group.sampleCount - from);
    const pairs = long.push(yield* reading(group.read(from, count)));
    yield { kind: 'pairs', bytes: putTogether(pairs, group.isWide) };
  }
  const { beats, analysis } = long.end();
  return {
    kind: 'scanned',
    beats: writeBeatBlock(beats),
    analysis,
    annotations: yield* annotationsOf(opened),
  };
}

/** A whole number of finest buckets. */
const pieceOf = ({ channels }: OpenedGroup): number =>
  FINEST_BUCKET * Math.max(1, Math.floor(PIECE_VALUES / channels.length / FINEST_BUCKET));

function* annotationsOf({
  laterAnnotations,
}: OpenedEcg): Generator<ScanAsk, Scanned['annotations'], Uint8Array> {
  if (!laterAnnotations) return null;
  const all = yield* reading(laterAnnotations());
  return { first: all.slice(0, MAX_ANNOTATIONS), count: all.length };
}

function* reading<T>(work: Reading<T>): Generator<ScanAsk, T, Uint8Array> {
  let step = work.next();
  while (!step.done) step = work.next(yield { kind: 'read', request: step.value });
  return step.value;
}
