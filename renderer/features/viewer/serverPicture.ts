import { numberOf, numbersOf, TAG, textOf } from '../../../shared/domain/imaging/dicomJson';
import type { DisplaySet, FrameRef } from '../../../shared/domain/imaging/displaySet';
import { windowPresets, type VoiWindow } from '../../../shared/domain/imaging/windowing';
import { modalityLutData } from '../../../shared/domain/imaging/modalityLut';

/** Lossless: every grey level as the server's window gives it. */
export const PICTURE_ACCEPT = 'image/png';

/** One frame as the server draws it, and its instance for what its pixels measure. */
export type FirstPicturePath = FrameRef & { readonly path: string };

/** PS3.18 10.4.1.1.3; the window as in 8.3.5.1.4. */
function picturePath(
  set: DisplaySet,
  { sopInstanceUid, frame }: FrameRef,
  window: VoiWindow | null,
): string {
  const path = `/studies/${set.studyInstanceUid}/series/${set.seriesInstanceUid}/instances/${sopInstanceUid}/frames/${frame}/rendered`;
  return window ? `${path}?window=${window.centre},${window.width},linear` : path;
}

/**
 * The frame a set opens with, if the server draws it exactly as the viewer will: grey values whose window the file itself
 * names, or the same window as a preset has. Colour, tables and files without a window are left to the viewer, because
 * the two would not agree.
 *
 * @param preset One of `windowPresets`; only those with a window of their own can be drawn.
 */
export function firstPictureOf(set: DisplaySet, preset: string | null): FirstPicturePath | null {
  const [first] = set.frames;
  if (first === undefined || set.kind !== 'image') return null;
  const { instance } = first;
  const isGrey = /^MONOCHROME[12]$/.test(textOf(instance, TAG.PhotometricInterpretation) ?? '');
  const isLinear = (textOf(instance, TAG.VOILUTFunction) ?? 'LINEAR') === 'LINEAR';
  const [width] = numbersOf(instance, TAG.WindowWidth);
  const hasWindow = numbersOf(instance, TAG.WindowCenter).length > 0 && (width ?? 0) > 1;
  const hasTable = modalityLutData(instance) !== null || instance[TAG.VOILUTSequence] !== undefined;
  // enhanced objects keep their windows and rescaling by frame, where the server's drawing does not look
  const isPlain =
    numberOf(instance, TAG.BitsAllocated) !== 1 &&
    instance[TAG.SharedFunctionalGroupsSequence] === undefined;
  if (!isGrey || !isLinear || !hasWindow || hasTable || !isPlain) return null;
  const choice = windowPresets(set.modality).find(({ id }) => id === preset)?.choice;
  if (preset !== null && choice?.kind !== 'fixed') return null;
  const window = choice?.kind === 'fixed' ? choice.window : null;
  return { ...first, path: picturePath(set, first, window) };
}
