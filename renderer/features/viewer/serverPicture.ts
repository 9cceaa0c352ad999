import { numberOf, numbersOf, TAG, textOf } from '../../../shared/domain/imaging/dicomJson';
import type { DisplaySet, FrameRef } from '../../../shared/domain/imaging/displaySet';
import { modalityLutData } from '../../../shared/domain/imaging/modalityLut';

/** Lossless: every grey level as the server's window gives it. */
export const PICTURE_ACCEPT = 'image/png';

/** One frame as the server draws it (PS3.18 10.4.1.1.3). */
export const picturePath = (set: DisplaySet, { sopInstanceUid, frame }: FrameRef): string =>
  `/studies/${set.studyInstanceUid}/series/${set.seriesInstanceUid}/instances/${sopInstanceUid}/frames/${frame}/rendered`;

/**
 * The frame a set opens with, if the server draws it exactly as the viewer will: grey values whose window the file itself
 * names. Colour, tables and files without a window are left to the viewer, because the two would not agree.
 */
export function firstPictureOf(set: DisplaySet): FrameRef | null {
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
  return isGrey && isLinear && hasWindow && !hasTable && isPlain ? first : null;
}
