import sharp from 'sharp';
import { appError, type AppError } from '../../../shared/domain/errors';
import type { CaptureSource } from '../../../shared/api/captures';
import type { KeyImage } from '../../../shared/domain/report/report';
import type { Actor } from '../../../shared/domain/identity/actor';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { CaptureObject } from '../../dicom/write/secondaryCapture';
import { uidOf } from '../../dicom/write/uid';
import type { CaptureDeps } from './deps';
import { fileObjects } from './file';
import { readOrigin, type Origin } from './origin';

export type CaptureRequest = {
  readonly caseId: string;
  readonly recordId: string;
  readonly idempotencyKey: string;
  readonly png: string;
  readonly caption: string;
  readonly source: CaptureSource;
};
type Captured = { readonly recordId: string; readonly keyImage: KeyImage };

/** More than two screens of 4K side by side. */
const MAX_PIXELS = 40_000_000;

/** Errors: what case access refuses, `request.notFound`, `file.damaged` for what is no picture. */
export async function fileCapture(
  deps: CaptureDeps,
  actor: Actor,
  request: CaptureRequest,
): Promise<Result<Captured, AppError>> {
  const origin = await readOrigin(deps, actor, request);
  if (!origin.ok) return origin;
  const picture = await decode(Buffer.from(request.png, 'base64'));
  if (!picture) return err(appError('integrity', 'file.damaged', { params: { what: 'picture' } }));
  const object = captureObject(origin.value, request, picture);
  const recordId = await fileObjects(deps, {
    origin: origin.value,
    actor,
    objects: [object],
    title: object.study.description,
    category: request.source.kind === 'slide' ? 'pathology' : 'imaging',
  });
  return ok({
    recordId,
    keyImage: {
      studyInstanceUid: object.study.uid,
      seriesInstanceUid: object.series.uid,
      sopInstanceUid: object.sopInstanceUid,
      frameNumber: 1,
      window: null,
      caption: request.caption,
    },
  });
}

async function decode(png: Buffer): Promise<CaptureObject['picture'] | null> {
  try {
    const { data, info } = await sharp(png, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
      .toColourspace('srgb')
      .flatten({ background: '#000000' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    if (info.channels !== 3) return null;
    return { bytes: data, width: info.width, height: info.height, samples: 3, bits: 8 };
  } catch {
    return null; // whatever it is, it is no picture of ours
  }
}

function captureObject(
  origin: Origin,
  { idempotencyKey, caption, source, caseId }: CaptureRequest,
  picture: CaptureObject['picture'],
): CaptureObject {
  const { patient, record, made, operator, institution } = origin;
  const isSlide = source.kind === 'slide';
  // one study of captures per case and kind; a patient corrected in the form begins another, as studies never mix patients
  const studyUid = uidOf('captures', source.kind, caseId, patient.id, patient.name);
  return {
    sopInstanceUid: uidOf('capture', idempotencyKey),
    instanceNumber: Math.floor((Date.parse(isoOf(made)) / 1000) % 1_000_000_000),
    study: {
      uid: studyUid,
      date: made.date,
      time: '',
      description: isSlide ? '切片视野截图' : '视频截帧·非诊断级',
    },
    series: {
      uid: uidOf('captures', studyUid, record.id),
      number: 1,
      description: record.title,
      modality: 'OT',
    },
    patient,
    picture,
    conversion: isSlide ? 'WSD' : 'DV',
    isBurnedIn: !isSlide,
    wasLossy: true,
    spacing: spacingOf(source),
    window: null,
    derivation: derivationOf(source, record),
    comment: caption,
    operator,
    institution,
    made,
  };
}

const isoOf = ({ date, time }: CaptureObject['made']): string =>
  `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}+08:00`;

function spacingOf(source: CaptureSource): CaptureObject['spacing'] {
  if (source.kind !== 'slide' || !source.micronsPerPixel) return null;
  const { x, y } = source.micronsPerPixel;
  const description = 'from the resolution of the whole slide image';
  return { down: y / 1000, across: x / 1000, type: 'GEOMETRY', description };
}

function derivationOf(source: CaptureSource, record: Origin['record']): string {
  const from = `record ${record.id}${record.sha256 ? ` sha256 ${record.sha256}` : ''}`;
  if (source.kind === 'video')
    return `video frame at ${source.seconds.toFixed(3)} s of ${from}; not for diagnosis`;
  const { centre, rotation, magnification, slideId } = source;
  const scale = source.micronsPerPixel
    ? `${source.micronsPerPixel.x.toPrecision(5)} um/px`
    : 'no scale';
  return [
    `field of view of slide ${slideId} of ${from}`,
    `centre x=${centre.x.toFixed(0)} y=${centre.y.toFixed(0)} px of the finest level`,
    scale,
    ...(magnification === null ? [] : [`${magnification.toPrecision(3)}x`]),
    `turned ${rotation.toFixed(0)} degrees`,
  ].join('; ');
}
