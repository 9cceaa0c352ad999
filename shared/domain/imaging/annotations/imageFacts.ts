import { calibrationOf } from '../calibration';
import type { DicomJson } from '../dicomJson';
import { numberAt, textAt } from './elements';
import type { ImageFacts } from './documentModules';
import { T } from './tags';

const RESCALE_TYPE = '00281054';
const PHOTOMETRIC = '00280004';
const SAMPLES = '00280002';

/** What documents need to know of an image, from its metadata; `null` for an object that is none. */
export function imageFactsOf(instance: DicomJson): ImageFacts | null {
  const rows = numberAt(instance, '00280010');
  const columns = numberAt(instance, '00280011');
  const seriesInstanceUid = textAt(instance, T.SeriesInstanceUID);
  const sopClassUid = textAt(instance, T.SOPClassUID);
  if (rows === null || columns === null || seriesInstanceUid === null || sopClassUid === null)
    return null;
  const calibration = calibrationOf(instance);
  const { spacing, spacingIsMm } =
    calibration.kind === 'patient' || calibration.kind === 'detector'
      ? { spacing: calibration.spacing, spacingIsMm: calibration.kind === 'patient' }
      : {
          spacing: calibration.kind === 'none' ? calibration.ratio : { row: 1, column: 1 },
          spacingIsMm: false,
        };
  const photometric = textAt(instance, PHOTOMETRIC) ?? '';
  return {
    sopClassUid,
    seriesInstanceUid,
    frames: Math.max(1, numberAt(instance, '00280008') ?? 1),
    rows,
    columns,
    isColour: (numberAt(instance, SAMPLES) ?? 1) > 1 || photometric === 'PALETTE COLOR',
    isInverse: photometric === 'MONOCHROME1',
    spacing,
    spacingIsMm,
    modality: modalityOf(instance),
  };
}

/** A presentation state takes nothing from its images, so the way from stored to modality values has to be in it. */
function modalityOf(instance: DicomJson): DicomJson | null {
  const table = instance[T.ModalityLUTSequence];
  if (table?.Value) {
    return JSON.stringify(table).includes('"BulkDataURI"')
      ? null
      : { [T.ModalityLUTSequence]: table };
  }
  const slope = instance[T.RescaleSlope];
  const intercept = instance[T.RescaleIntercept];
  if (!slope?.Value || !intercept?.Value) return {};
  const type = instance[RESCALE_TYPE];
  return {
    [T.RescaleIntercept]: intercept,
    [T.RescaleSlope]: slope,
    [RESCALE_TYPE]: type?.Value ? type : { vr: 'LO', Value: ['US'] },
  };
}
