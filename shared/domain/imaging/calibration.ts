import { itemsOf, numberOf, numbersOf, TAG, textOf, type DicomJson } from './dicomJson';
import type { PixelPoint } from './vector';

/** Distances in mm between neighbouring pixels: `row` down the image, `column` across it. */
export type Spacing = { readonly row: number; readonly column: number };

/**
 * How far a distance on this image may be believed.
 * `patient`: mm in the patient (PixelSpacing). `detector`: mm on the detector, larger than in the body by the unknown
 * magnification (ImagerPixelSpacing, PS3.3 10.7). `regions`: ultrasound, each region has its own scale.
 * `none`: only pixels; `ratio` keeps angles right when pixels are not square.
 */
export type Calibration =
  | { readonly kind: 'patient' | 'detector'; readonly spacing: Spacing }
  | { readonly kind: 'regions'; readonly regions: readonly UltrasoundRegion[] }
  | { readonly kind: 'none'; readonly ratio: Spacing };

/** One calibrated area of an ultrasound image, in whole pixels, borders included (PS3.3 C.8.5.5). */
export type UltrasoundRegion = {
  readonly min: PixelPoint;
  readonly max: PixelPoint;
  readonly spacing: Spacing;
};

const PROJECTION = new Set(['CR', 'DX', 'XA', 'RF', 'MG', 'IO', 'PX']);
const CENTIMETRE = 3;

/** Decides from one instance's attributes; `frame` is 1-based and matters only for enhanced multi-frame images. */
export function calibrationOf(instance: DicomJson, frame = 1): Calibration {
  const regions = ultrasoundRegions(instance);
  if (regions.length > 0) return { kind: 'regions', regions };
  const spacing =
    spacingOf(numbersOf(instance, TAG.PixelSpacing)) ?? enhancedSpacing(instance, frame);
  const imager = spacingOf(numbersOf(instance, TAG.ImagerPixelSpacing));
  if (PROJECTION.has(textOf(instance, TAG.Modality) ?? ''))
    return projectionCalibration(instance, spacing, imager);
  if (spacing !== null) return { kind: 'patient', spacing };
  return imager === null
    ? { kind: 'none', ratio: ratioOf(instance) }
    : { kind: 'detector', spacing: imager };
}

/**
 * A projection image's PixelSpacing is in the patient only when it was calibrated: it differs from ImagerPixelSpacing or
 * says how it was corrected (PS3.3 10.7.1.1).
 */
function projectionCalibration(
  instance: DicomJson,
  spacing: Spacing | null,
  imager: Spacing | null,
): Calibration {
  if (spacing !== null) {
    const said = textOf(instance, TAG.PixelSpacingCalibrationType) !== null;
    const corrected = imager !== null && !sameSpacing(spacing, imager);
    return { kind: said || corrected ? 'patient' : 'detector', spacing };
  }
  return imager === null
    ? { kind: 'none', ratio: ratioOf(instance) }
    : { kind: 'detector', spacing: imager };
}

const sameSpacing = (a: Spacing, b: Spacing): boolean =>
  Math.abs(a.row - b.row) < 1e-6 && Math.abs(a.column - b.column) < 1e-6;

function spacingOf([row, column]: readonly number[]): Spacing | null {
  return row !== undefined && column !== undefined && row > 0 && column > 0
    ? { row, column }
    : null;
}

function enhancedSpacing(instance: DicomJson, frame: number): Spacing | null {
  const groups = [
    itemsOf(instance, TAG.PerFrameFunctionalGroupsSequence)[frame - 1],
    itemsOf(instance, TAG.SharedFunctionalGroupsSequence)[0],
  ];
  for (const group of groups) {
    const measures = group && itemsOf(group, TAG.PixelMeasuresSequence)[0];
    const spacing = measures && spacingOf(numbersOf(measures, TAG.PixelSpacing));
    if (spacing) return spacing;
  }
  return null;
}

/** PixelAspectRatio is vertical \ horizontal size of a pixel (PS3.3 C.7.6.3.1.7). */
function ratioOf(instance: DicomJson): Spacing {
  return spacingOf(numbersOf(instance, TAG.PixelAspectRatio)) ?? { row: 1, column: 1 };
}

function ultrasoundRegions(instance: DicomJson): readonly UltrasoundRegion[] {
  return itemsOf(instance, TAG.SequenceOfUltrasoundRegions).flatMap((item) => {
    const units = [
      numberOf(item, TAG.PhysicalUnitsXDirection),
      numberOf(item, TAG.PhysicalUnitsYDirection),
    ];
    const min = [numberOf(item, TAG.RegionMinX0), numberOf(item, TAG.RegionMinY0)] as const;
    const max = [numberOf(item, TAG.RegionMaxX1), numberOf(item, TAG.RegionMaxY1)] as const;
    const column = Math.abs(numberOf(item, TAG.PhysicalDeltaX) ?? 0) * 10;
    const row = Math.abs(numberOf(item, TAG.PhysicalDeltaY) ?? 0) * 10;
    const whole = [...min, ...max].every((n) => n !== null);
    if (!whole || row === 0 || column === 0 || units.some((unit) => unit !== CENTIMETRE)) return [];
    return [{ min: min as PixelPoint, max: max as PixelPoint, spacing: { row, column } }];
  });
}

export type Scale =
  | { readonly kind: 'patient' | 'detector' | 'ultrasound'; readonly spacing: Spacing }
  | { readonly kind: 'none'; readonly ratio: Spacing };

const inside = ([x, y]: PixelPoint, { min, max }: UltrasoundRegion): boolean =>
  x >= min[0] && x <= max[0] && y >= min[1] && y <= max[1];

/** The scale that holds for all the points together: an ultrasound distance across two regions has none. */
export function scaleAt(calibration: Calibration, points: readonly PixelPoint[]): Scale {
  switch (calibration.kind) {
    case 'patient':
    case 'detector':
      return { kind: calibration.kind, spacing: calibration.spacing };
    case 'none':
      return { kind: 'none', ratio: calibration.ratio };
    case 'regions': {
      const region = calibration.regions.find((candidate) =>
        points.every((p) => inside(p, candidate)),
      );
      return region
        ? { kind: 'ultrasound', spacing: region.spacing }
        : { kind: 'none', ratio: { row: 1, column: 1 } };
    }
  }
}
