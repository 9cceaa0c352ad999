import { err, ok, type Result } from '../../../lib/result';
import { TAG, textOf } from '../dicomJson';
import type { DisplaySet } from '../displaySet';
import type { OverlayProblem, PictureReferences } from './overlayObject';

type Needs = {
  readonly references: PictureReferences;
  /** Frames of reference the object is in; a picture in another one is never drawn on. Empty: it does not say. */
  readonly framesOfReference: ReadonlySet<string>;
};

/**
 * The set of pictures an object belongs on: the one it names, in its own frame of reference. Where it names none, one in its
 * frame of reference.
 *
 * @returns Problems `noReference`, `referenceMissing` (`count` of pictures named), `frameOfReference`.
 */
export function targetOf(
  { references, framesOfReference }: Needs,
  sets: readonly DisplaySet[],
): Result<DisplaySet, OverlayProblem> {
  const { seriesInstanceUids, sopInstanceUids } = references;
  const pictures = sets.filter(({ kind, derived }) => kind === 'image' && derived === undefined);
  const isNaming = seriesInstanceUids.size + sopInstanceUids.size > 0;
  if (!isNaming && framesOfReference.size === 0) return err({ reason: 'noReference' });
  const candidates = isNaming ? named(references, pictures) : pictures;
  const fitting = candidates.filter((set) => isInFrame(set, framesOfReference));
  const best = fitting[0];
  if (best) return ok(best);
  if (isNaming && candidates.length > 0) return err({ reason: 'frameOfReference' });
  return err(
    isNaming
      ? { reason: 'referenceMissing', params: { count: sopInstanceUids.size } }
      : { reason: 'noReference' },
  );
}

/** Sets that hold pictures named one by one, those with most first; else those of a series named as a whole. */
function named(
  { seriesInstanceUids, sopInstanceUids }: PictureReferences,
  pictures: readonly DisplaySet[],
): readonly DisplaySet[] {
  const counted = pictures
    .map((set) => ({
      set,
      count: set.frames.filter(({ sopInstanceUid }) => sopInstanceUids.has(sopInstanceUid)).length,
    }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  if (counted.length > 0) return counted.map(({ set }) => set);
  // named one by one and none of them here: what else is in that series was not meant
  if (sopInstanceUids.size > 0) return [];
  return pictures.filter(({ seriesInstanceUid }) => seriesInstanceUids.has(seriesInstanceUid));
}

function isInFrame(set: DisplaySet, framesOfReference: ReadonlySet<string>): boolean {
  if (framesOfReference.size === 0) return true;
  return set.frames.every(({ instance }) => {
    const uid = textOf(instance, TAG.FrameOfReferenceUID);
    return uid !== null && framesOfReference.has(uid);
  });
}
