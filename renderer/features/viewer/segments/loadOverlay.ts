import type { AppError } from '../../../../shared/domain/errors';
import type { DisplaySet } from '../../../../shared/domain/imaging/displaySet';
import {
  assembleContours,
  assembleSegments,
  type Overlay,
  type OverlaySteps,
} from '../../../../shared/domain/imaging/segments/assembleOverlay';
import type { OverlayProblem } from '../../../../shared/domain/imaging/segments/overlayObject';
import {
  readSegmentation,
  type Segmentation,
} from '../../../../shared/domain/imaging/segments/readSegmentation';
import { readStructureSet } from '../../../../shared/domain/imaging/segments/readStructureSet';
import {
  checkedSamples,
  sampleBytesOf,
  type SegmentSamples,
} from '../../../../shared/domain/imaging/segments/segmentSamples';
import { targetOf } from '../../../../shared/domain/imaging/segments/target';
import { err, ok, type Result } from '../../../../shared/lib/result';
import type { DicomWebFetcher } from '../../../ports/imageViewer';
import { inSlices } from './inSlices';
import { loadSamples } from './loadSamples';

/** Everything needed to draw an object over its pictures; too large for a store. */
export type LoadedOverlay = Overlay & {
  readonly title: string;
  readonly target: DisplaySet;
  /** `null` for contours. */
  readonly masks: { readonly segmentation: Segmentation; readonly samples: SegmentSamples } | null;
};

export type OverlayFailure =
  | { readonly kind: 'problem'; readonly problem: OverlayProblem }
  | { readonly kind: 'error'; readonly error: AppError };

type Options = {
  readonly fetcher: DicomWebFetcher;
  /** All sets of the case; the object says which of them it belongs on. */
  readonly sets: readonly DisplaySet[];
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
};

/** More than this is not kept in memory beside the pictures. */
const MOST_BYTES = 512 * 1024 * 1024;

const refused = (problem: OverlayProblem): Result<never, OverlayFailure> =>
  err({ kind: 'problem', problem });

/** Reads an object and finds its place on the pictures. @returns `null` when given up. */
export async function loadOverlay(
  set: DisplaySet,
  options: Options,
): Promise<Result<LoadedOverlay, OverlayFailure> | null> {
  return set.kind === 'segmentation' ? loadSegments(set, options) : loadContours(set, options);
}

async function loadSegments(set: DisplaySet, options: Options) {
  const read = readSegmentation(set.object ?? {});
  if (!read.ok) return refused(read.error);
  const segmentation = read.value;
  const { frameOfReferenceUid, references } = segmentation;
  const framesOfReference = new Set(frameOfReferenceUid === null ? [] : [frameOfReferenceUid]);
  const target = targetOf({ references, framesOfReference }, options.sets);
  if (!target.ok) return refused(target.error);
  if (sampleBytesOf(segmentation) > MOST_BYTES) return refused({ reason: 'tooLarge' });
  const fetched = await loadSamples(options.fetcher, set, segmentation, options.signal);
  if (options.signal.aborted) return null;
  if (!fetched.ok) return err<OverlayFailure>({ kind: 'error', error: fetched.error });
  const samples = checkedSamples(segmentation, fetched.value);
  if (!samples.ok) return refused(samples.error);
  const steps = assembleSegments(segmentation, samples.value, target.value);
  return laidOver(steps, segmentation.frameCount, options, {
    title: segmentation.title,
    target: target.value,
    masks: { segmentation, samples: samples.value },
  });
}

async function loadContours(set: DisplaySet, options: Options) {
  const read = readStructureSet(set.object ?? {});
  if (!read.ok) return refused(read.error);
  const { title, written } = read.value;
  const target = targetOf(read.value, options.sets);
  if (!target.ok) return refused(target.error);
  const steps = assembleContours(read.value, target.value);
  return laidOver(steps, written.length, options, { title, target: target.value, masks: null });
}

async function laidOver(
  steps: OverlaySteps,
  total: number,
  { signal, onProgress }: Options,
  rest: Omit<LoadedOverlay, keyof Overlay>,
): Promise<Result<LoadedOverlay, OverlayFailure> | null> {
  const result = await inSlices(steps, { signal, onProgress: (done) => onProgress(done, total) });
  if (result === null) return null;
  return result.ok ? ok({ ...rest, ...result.value }) : refused(result.error);
}
