import sharp from 'sharp';
import {
  filmSpacing,
  isOnFilm,
  laidSize,
  scaledCrop,
  sourcePixel,
  type FilmConversion,
  type FilmCrop,
  type FilmImage,
} from '../../../shared/domain/film/film';
import { appError, type AppError } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { CaptureObject } from '../../dicom/write/secondaryCapture';
import { uidOf } from '../../dicom/write/uid';
import type { CaptureDeps } from './deps';
import { fileObjects } from './file';
import { readOrigin, type Origin } from './origin';

export type FilmRequest = {
  readonly caseId: string;
  readonly recordId: string;
  readonly idempotencyKey: string;
  readonly film: FilmConversion;
};
type Converted = { readonly recordId: string; readonly studyInstanceUid: string };

/** A 14 by 17 inch film at 600 dpi has 86 million. */
const MAX_PIXELS = 150_000_000;
const MAX_BYTES = 512 * 1024 ** 2;

/**
 * Makes DICOM objects of a scanned film, one per single image. The grey values stay as scanned (16 bit where the scanner
 * gave 16): the window is written beside them, not into them. The scan itself is not touched.
 *
 * Errors: what case access refuses, `request.notFound`, `film.notPicture`, `film.crop`, `film.calibration`, `file.damaged`.
 */
export async function fileFilm(
  deps: CaptureDeps,
  actor: Actor,
  request: FilmRequest,
): Promise<Result<Converted, AppError>> {
  const origin = await readOrigin(deps, actor, request);
  if (!origin.ok) return origin;
  const { record } = origin.value;
  if (!record.sha256 || !['image', 'slide'].includes(record.kind))
    return err(appError('validation', 'film.notPicture'));
  const scan = await readScan(deps, record.sha256);
  if (!scan) return err(appError('integrity', 'file.damaged', { params: { what: 'picture' } }));
  const refused = checkImages(scan, request.film);
  if (refused) return err(refused);
  const factor = scan.width / request.film.reference.width;
  const laid = laidSize(scan, request.film.orientation);
  const objects = request.film.images.map((image, index) => {
    const crop = scaledCrop(image.crop, factor, laid);
    return filmObject(origin.value, request, scan, { image: { ...image, crop }, index, factor });
  });
  const recordId = await fileObjects(deps, {
    origin: origin.value,
    actor,
    objects,
    title: request.film.description,
    category: 'film',
  });
  return ok({ recordId, studyInstanceUid: objects[0]?.study.uid ?? '' });
}

/** Grey samples of the whole scan, upright as the camera held it. */
export type Scan = {
  readonly samples: Uint8Array | Uint16Array;
  readonly width: number;
  readonly height: number;
  readonly bits: 8 | 16;
  readonly wasLossy: boolean;
};

async function readScan({ blobs }: CaptureDeps, sha256: string): Promise<Scan | null> {
  const info = await blobs.stat(sha256);
  const stream = info && info.sizeBytes <= MAX_BYTES ? await blobs.open(sha256) : null;
  return stream ? decodeScan(Buffer.concat(await stream.toArray())) : null;
}

export async function decodeScan(bytes: Buffer): Promise<Scan | null> {
  try {
    const picture = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' });
    const { depth, format } = await picture.metadata();
    const isDeep = depth === 'ushort';
    const { data, info } = await picture
      .autoOrient()
      .flatten({ background: '#000000' })
      .toColourspace(isDeep ? 'grey16' : 'b-w')
      .raw({ depth: isDeep ? 'ushort' : 'uchar' })
      .toBuffer({ resolveWithObject: true });
    const pixels = info.width * info.height;
    const wasLossy = format === 'jpeg' || format === 'webp' || format === 'heif';
    const size = { width: info.width, height: info.height, wasLossy };
    if (isDeep && data.length === pixels * 2)
      return {
        ...size,
        bits: 16,
        samples: new Uint16Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.length)),
      };
    return data.length === pixels ? { ...size, bits: 8, samples: data } : null;
  } catch {
    return null; // truncated, too large, or no picture at all: the caller names it
  }
}

/** Pixels by which the proportions of what the browser saw may differ from the scan's, for rounding. */
const ROUNDING = 2;

function checkImages(scan: Scan, film: FilmConversion): AppError | null {
  const { orientation, images, reference } = film;
  const height = (reference.width * scan.height) / scan.width;
  if (Math.abs(height - reference.height) > ROUNDING) return appError('validation', 'film.crop');
  const laid = laidSize(reference, orientation);
  for (const { crop, scale, window } of images) {
    if (!isOnFilm(crop, laid) || window.high - window.low < 0.01)
      return appError('validation', 'film.crop');
    if (scale && filmSpacing(scale) === null) return appError('validation', 'film.calibration');
  }
  return null;
}

/** One image cut out of the scan as laid. */
export function cutImage(
  scan: Scan,
  { orientation, inverted }: Pick<FilmConversion, 'orientation' | 'inverted'>,
  crop: FilmCrop,
): Buffer {
  const top = scan.bits === 16 ? 0xffff : 0xff;
  const out = Buffer.alloc(crop.width * crop.height * (scan.bits / 8));
  // the mapping is affine: one step right or down in the laid scan is a constant step in the file
  const at = (x: number, y: number) => {
    const from = sourcePixel(scan, orientation, { x, y });
    return from.y * scan.width + from.x;
  };
  const start = at(crop.x, crop.y);
  const right = at(crop.x + 1, crop.y) - start;
  const down = at(crop.x, crop.y + 1) - start;
  for (let y = 0, to = 0; y < crop.height; y++) {
    let from = start + down * y;
    for (let x = 0; x < crop.width; x++, to++, from += right) {
      const sample = scan.samples[from] ?? 0;
      const value = inverted ? top - sample : sample;
      if (scan.bits === 16) out.writeUInt16LE(value, to * 2);
      else out[to] = value;
    }
  }
  return out;
}

function filmObject(
  origin: Origin,
  { idempotencyKey, film }: FilmRequest,
  scan: Scan,
  part: { readonly image: FilmImage; readonly index: number; readonly factor: number },
): CaptureObject {
  const { image, index, factor } = part;
  const { crop, window } = image;
  const top = scan.bits === 16 ? 0xffff : 0xff;
  const studyUid = uidOf('film', origin.current.id, idempotencyKey);
  return {
    sopInstanceUid: uidOf('film', origin.current.id, idempotencyKey, String(index)),
    instanceNumber: index + 1,
    study: {
      uid: studyUid,
      date: film.takenOn?.replaceAll('-', '') ?? '',
      time: '',
      description: film.description,
    },
    series: {
      uid: uidOf('film series', studyUid),
      number: 1,
      description: '胶片扫描',
      modality: film.modality,
    },
    patient: origin.patient,
    picture: {
      bytes: cutImage(scan, film, crop),
      width: crop.width,
      height: crop.height,
      samples: 1,
      bits: scan.bits,
    },
    conversion: 'DF',
    isBurnedIn: film.burnedIn,
    wasLossy: scan.wasLossy,
    spacing: filmScale(image, factor, origin),
    window: {
      centre: ((window.low + window.high) / 2) * top,
      width: (window.high - window.low) * top,
    },
    derivation: derivationOf(origin, film, image),
    comment: origin.record.title,
    operator: origin.operator,
    institution: origin.institution,
    made: origin.made,
  };
}

function filmScale(
  { scale }: FilmImage,
  factor: number,
  { made }: Origin,
): CaptureObject['spacing'] {
  const seen = scale && filmSpacing(scale);
  if (!scale || seen === null) return null;
  const spacing = seen / factor;
  const pixels = Math.hypot(scale.a.x - scale.b.x, scale.a.y - scale.b.y) * factor;
  const description = `2-point ruler: ${scale.lengthMm} mm = ${pixels.toFixed(1)} px, ${made.date}`;
  return { down: spacing, across: spacing, type: 'FIDUCIAL', description };
}

function derivationOf(origin: Origin, film: FilmConversion, { crop }: FilmImage): string {
  const { record } = origin;
  const { quarterTurns, mirrored } = film.orientation;
  return [
    `film scan, record ${record.id} sha256 ${record.sha256 ?? ''}`,
    `turned ${quarterTurns * 90} degrees clockwise`,
    ...(mirrored ? ['mirrored'] : []),
    ...(film.inverted ? ['grey values inverted'] : []),
    `cut at x=${crop.x} y=${crop.y} ${crop.width}x${crop.height}`,
  ].join('; ');
}
