import { calibrationOf } from '../../../shared/domain/imaging/calibration';
import type { DicomJson } from '../../../shared/domain/imaging/dicomJson';
import type { Annotation } from '../../../shared/domain/imaging/annotations/annotationSet';
import type { Measure } from '../../../shared/domain/imaging/annotations/measurementReport';
import { measure, type PixelField } from '../../../shared/domain/imaging/measure';
import { suvFactorOf } from '../../../shared/domain/imaging/suv';
import { decodedFrame } from '../../dicom/pixel/frameSource';
import type { PixelLayout } from '../../dicom/pixel/layout';
import { withObject } from '../../dicom/pixel/openObject';
import { pixelFieldOf } from '../../dicom/pixel/pixelField';
import type { FilingDeps } from './deps';

/** A stored image as the archive knows it. */
export type StoredImage = {
  readonly sopInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly sha256: string;
  readonly transferSyntaxUid: string;
  readonly pixels: PixelLayout | null;
  readonly instance: DicomJson;
  /** All of its series, where values depend on when the series began (PET). */
  readonly series: readonly DicomJson[];
};

const READS_PIXELS = new Set(['ellipseRoi', 'rectangleRoi', 'freehandRoi', 'probe']);
const keyOf = (sopInstanceUid: string, frameNumber: number): string =>
  `${sopInstanceUid}#${frameNumber}`;

/**
 * Measures drawings from the stored objects themselves, so that the numbers in a DICOM report are those of the pixels
 * in the archive and not what a client claims.
 *
 * @param images - By SOP Instance UID; what is drawn on others has no numbers.
 */
export async function measureOnStored(
  deps: Pick<FilingDeps, 'blobs' | 'decode'>,
  images: ReadonlyMap<string, StoredImage>,
  annotations: readonly Annotation[],
): Promise<Measure> {
  const fields = new Map<string, PixelField>();
  for (const { measurement } of annotations) {
    const { sopInstanceUid, frameNumber, kind } = measurement;
    const key = keyOf(sopInstanceUid, frameNumber);
    const image = images.get(sopInstanceUid);
    if (image === undefined || !READS_PIXELS.has(kind) || fields.has(key)) continue;
    fields.set(key, await fieldOf(deps, image, frameNumber));
  }
  return (drawing) => {
    const image = images.get(drawing.sopInstanceUid);
    if (image === undefined) return null;
    const field = fields.get(keyOf(drawing.sopInstanceUid, drawing.frameNumber)) ?? EMPTY;
    return measure(drawing, calibrationOf(image.instance, drawing.frameNumber), field);
  };
}

/** For lines and angles, which read no pixels. */
const EMPTY: PixelField = { columns: 0, rows: 0, values: null, unit: null };

async function fieldOf(
  { blobs, decode }: Pick<FilingDeps, 'blobs' | 'decode'>,
  image: StoredImage,
  frameNumber: number,
): Promise<PixelField> {
  const { pixels, instance, series } = image;
  if (pixels === null) return EMPTY;
  const decoded = await withObject(blobs, image, (object) =>
    decodedFrame(object, pixels, frameNumber, decode),
  );
  // an image that cannot be decoded has an area but no values
  if (!decoded.ok) return EMPTY;
  return {
    ...pixelFieldOf(decoded.value, pixels, instance),
    suvFactor: suvFactorOf(instance, series),
  };
}
