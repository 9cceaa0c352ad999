import { appError, type AppError } from '../../../shared/domain/errors';
import type { AssociatedImage } from '../../../shared/domain/slide/manifest';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { BlobStore } from '../../blobs/blobStore';
import { announcedSize } from '../../dicom/codec/announcedSize';
import type { FrameDecoder } from '../../dicom/codec/decodeFrame';
import { declareRgb } from '../../dicom/codec/jpegHeader';
import { byPixel, decodedFrame } from '../../dicom/pixel/frameSource';
import { readFrame } from '../../dicom/pixel/frames';
import { withObject } from '../../dicom/pixel/openObject';
import { render } from '../../dicom/pixel/render';
import { transferSyntaxOf } from '../../dicom/transferSyntax';
import { decodePicture, encodeTile } from '../picture';
import type { RawPixels, Slide, SlideFacts, SlideTile } from '../slide';
import { unsupportedSlide } from '../tiff/tiffSlide';
import { attempt, TiffDamage } from '../tiff/tiffFile';
import { wsiInstanceOf, type WsiInstance, type WsiObject } from './wsiInstance';
import { wsiLevel, type FrameOfTile, type WsiLevel } from './wsiLevel';

type Deps = { readonly blobs: BlobStore; readonly decode: FrameDecoder };

const MAX_TILE_PIXELS = 16_777_216;

/**
 * The objects of one series as one slide: each VOLUME (or a concatenation of them) is a level.
 *
 * @returns `slide.unsupported` (params what) when frames do not form a grid or cannot be decoded; `null` when the series
 *   holds no slide.
 */
export function wsiSlide(
  objects: readonly WsiObject[],
  deps: Deps,
): Result<Slide | null, AppError> {
  const instances = objects.flatMap((object) => wsiInstanceOf(object) ?? []);
  const volumes = instances.filter(
    ({ flavour }) => flavour === 'VOLUME' || flavour === 'THUMBNAIL',
  );
  if (volumes.length === 0) return ok(null);
  const levels = levelsOf(volumes);
  if (!levels) return err(unsupportedSlide('tile positions'));
  const undecodable = volumes.find(({ object }) => !object.isDecodable);
  if (undecodable) return err(unsupportedSlide(undecodable.object.transferSyntaxUid));
  const associated = associatedOf(instances);
  const facts = factsOf(levels, [...associated.keys()]);
  return ok({
    facts,
    async tile({ level, x, y }) {
      const found = levels[level];
      if (!found || !isInside(found, x, y)) return err(appError('notFound', 'request.notFound'));
      const at = found.frameOf(x, y);
      return at ? attempt(() => tileOf(deps, at)) : ok(null);
    },
    async pixels({ level, x, y }) {
      const at = levels[level]?.frameOf(x, y);
      const read = at && (await attempt(() => pixelsOf(deps, at)));
      return read?.ok ? read.value : null;
    },
    async associated(kind) {
      const instance = associated.get(kind);
      if (!instance) return err(appError('notFound', 'request.notFound'));
      return attempt(() => tileOf(deps, { object: instance.object, frame: 1 }));
    },
  });
}

function levelsOf(volumes: readonly WsiInstance[]): WsiLevel[] | null {
  const groups = new Map<string, WsiInstance[]>();
  for (const instance of volumes) {
    const key = instance.concatenation ?? instance.object.sopInstanceUid;
    groups.set(key, [...(groups.get(key) ?? []), instance]);
  }
  const levels = [...groups.values()].map(wsiLevel);
  if (levels.some((level) => level === null)) return null;
  const sorted = levels.flatMap((level) => level ?? []).toSorted((a, b) => b.width - a.width);
  // a second object of the same size is another focal plane or stain of the same glass
  return sorted.filter(
    (level, index) => index === 0 || level.width < (sorted[index - 1]?.width ?? 0),
  );
}

function factsOf(levels: readonly WsiLevel[], associated: readonly AssociatedImage[]): SlideFacts {
  const [base] = levels;
  if (!base) throw new RangeError('no level');
  const { micronsPerPixel, objectivePower, focalPlanes, opticalPaths } = base.first;
  return {
    format: 'DICOM',
    width: base.width,
    height: base.height,
    micronsPerPixel,
    objectivePower,
    levels: levels.map(({ width, height, tileWidth, tileHeight }) => ({
      width,
      height,
      tileWidth,
      tileHeight,
      made: 'file',
    })),
    transcoded: !levels.every(({ first }) => isPassedOn(first.object)),
    associated: [...associated],
    focalPlanes: Math.max(1, focalPlanes),
    opticalPaths: Math.max(1, opticalPaths),
  };
}

const FLAVOURS: Readonly<Record<string, AssociatedImage>> = { LABEL: 'label', OVERVIEW: 'macro' };

function associatedOf(instances: readonly WsiInstance[]): Map<AssociatedImage, WsiInstance> {
  const found = new Map<AssociatedImage, WsiInstance>();
  for (const instance of instances) {
    const kind = FLAVOURS[instance.flavour];
    if (kind && instance.frames === 1 && !found.has(kind)) found.set(kind, instance);
  }
  return found;
}

const isInside = ({ width, height, tileWidth, tileHeight }: WsiLevel, x: number, y: number) =>
  x * tileWidth < width && y * tileHeight < height;

const isPassedOn = ({ transferSyntaxUid, pixels }: WsiObject): boolean =>
  transferSyntaxOf(transferSyntaxUid).codec === 'jpeg8' &&
  pixels.image.samplesPerPixel === 3 &&
  pixels.image.bitsAllocated === 8;

async function tileOf(deps: Deps, at: FrameOfTile): Promise<SlideTile> {
  if (!isPassedOn(at.object)) return encodeTile(await pixelsOf(deps, at));
  const { pixels } = at.object;
  const frame = await withObject(deps.blobs, at.object, ({ dataSet, syntax }) =>
    readFrame(dataSet, pixels, at.frame, syntax.isBigEndian),
  );
  const size = frame && announcedSize('jpeg8', frame);
  if (!frame || !size || size.columns > pixels.image.columns || size.rows > pixels.image.rows)
    throw new TiffDamage('tile');
  const isRgb = pixels.image.photometric === 'RGB';
  return { mime: 'image/jpeg', bytes: isRgb ? declareRgb(frame) : frame };
}

async function pixelsOf(deps: Deps, at: FrameOfTile): Promise<RawPixels> {
  const { pixels } = at.object;
  const { columns: width, rows: height } = pixels.image;
  if (width * height > MAX_TILE_PIXELS) throw new TiffDamage('blockSize');
  if (isPassedOn(at.object)) return decodePicture((await tileOf(deps, at)).bytes, MAX_TILE_PIXELS);
  const decoded = await withObject(deps.blobs, at.object, (object) =>
    decodedFrame(object, pixels, at.frame, deps.decode),
  );
  if (!decoded.ok) throw new TiffDamage('tile');
  const picture = render({
    bytes: byPixel(decoded.value.bytes, pixels),
    photometric: decoded.value.photometric,
    image: pixels.image,
    isFloat: false,
    dataSet: at.object.dataSet,
    window: null,
  });
  if (!picture.ok) throw new TiffDamage('tile');
  const { bytes, channels } = picture.value;
  return { width, height, bytes: channels === 3 ? bytes : tripled(bytes) };
}

function tripled(grey: Buffer): Buffer {
  const out = Buffer.alloc(grey.length * 3);
  for (const [index, value] of grey.entries()) out.fill(value, index * 3, index * 3 + 3);
  return out;
}
