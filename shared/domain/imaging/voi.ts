import { numberOf, numbersOf, TAG, textOf, type DicomJson } from './dicomJson';
import { holderOf } from './functionalGroups';
import { lutsOf, type LutDescription } from './lutTable';
import type { VoiWindow } from './windowing';

/** How a window turns values into grey: PS3.3 C.11.2.1.2 (linear) and C.11.2.1.3 (the others). */
export type VoiFunction = 'linear' | 'exact' | 'sigmoid';

export type NamedWindow = { readonly window: VoiWindow; readonly explanation: string | null };

/** What a file says of how its values are to be shown; windows and tables are alternatives, the first is the author's choice. */
export type FileVoi = {
  readonly windows: readonly NamedWindow[];
  readonly tables: readonly LutDescription[];
  readonly fn: VoiFunction;
};

const FUNCTIONS: Readonly<Record<string, VoiFunction>> = {
  LINEAR_EXACT: 'exact',
  SIGMOID: 'sigmoid',
};

/** @param frame 1-based; matters only for enhanced multi-frame images. */
export function fileVoiOf(instance: DicomJson, frame = 1): FileVoi {
  const holder = holderOf(instance, frame, TAG.FrameVOILUTSequence);
  const centres = numbersOf(holder, TAG.WindowCenter);
  const widths = numbersOf(holder, TAG.WindowWidth);
  const names = (holder[TAG.WindowCenterWidthExplanation]?.Value ?? []) as readonly unknown[];
  const fn = FUNCTIONS[textOf(holder, TAG.VOILUTFunction) ?? ''] ?? 'linear';
  const least = fn === 'linear' ? 1 : Number.MIN_VALUE;
  const isSigned = numberOf(instance, TAG.PixelRepresentation) === 1;
  return {
    windows: centres.flatMap((centre, i): NamedWindow[] => {
      const width = widths[i];
      const name = names[i];
      if (width === undefined || !(width >= least)) return [];
      const explanation = typeof name === 'string' && name.trim() !== '' ? name.trim() : null;
      return [{ window: { centre, width }, explanation }];
    }),
    tables: lutsOf(holder, TAG.VOILUTSequence, isSigned),
    fn,
  };
}

export type Rescale = { readonly slope: number; readonly intercept: number };

/** Rescale of one frame; `null` where values are shown as stored. */
export function rescaleOf(instance: DicomJson, frame = 1): Rescale | null {
  const holder = holderOf(instance, frame, TAG.PixelValueTransformationSequence);
  const slope = numberOf(holder, TAG.RescaleSlope);
  const intercept = numberOf(holder, TAG.RescaleIntercept);
  return slope === null || intercept === null || slope === 0 ? null : { slope, intercept };
}
