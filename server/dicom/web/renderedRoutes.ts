import { Readable } from 'node:stream';
import sharp from 'sharp';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { appError, AppFailure } from '../../../shared/domain/errors';
import { indexDicom } from '../parse/indexDicom';
import { byPixel, decodedFrame } from '../pixel/frameSource';
import { withObject } from '../pixel/openObject';
import { render, type GreyWindow, type Picture } from '../pixel/render';
import { acceptOf, IMMUTABLE, instancesOf, REVALIDATE, targetOf, type WebContext } from './context';
import { isPdf, sendPdf } from './documentRendition';
import { newBoundary, writeMultipart } from './multipartWriter';
import { actorOf, badQuery, notAcceptable, notFound } from './problem';
import type { StoredInstance } from './repository';

const THUMBNAIL_PIXELS = 256;
const MAX_VIEWPORT = 8192;
const INSTANCE = '/studies/:study/series/:series/instances/:instance';
const PATHS = [
  '/studies/:study',
  '/studies/:study/series/:series',
  INSTANCE,
  `${INSTANCE}/frames/:frames`,
];
const MAX_FRAMES = 100;

type Format = 'jpeg' | 'png';
type Viewport = { readonly width: number; readonly height: number; readonly region: Region | null };
type Region = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

/**
 * Retrieve Rendered and Thumbnail (PS3.18 10.4.1.1.3, 10.4.1.1.4). A study or series is represented by its middle image:
 * the first one of a scan usually shows nothing. Several frames of an object come as one part each.
 */
export function renderedRoutes(app: FastifyInstance, context: WebContext): void {
  for (const path of PATHS) {
    app.get(`${path}/rendered`, (request, reply) => answer(context, request, reply, false));
    app.get(`${path}/thumbnail`, (request, reply) => answer(context, request, reply, true));
  }
}

async function answer(
  context: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
  isThumbnail: boolean,
) {
  const query = request.query as Record<string, string | undefined>;
  const frames = framesOf(request);
  const all = await instancesOf(context, request);
  const [only] = all;
  if (only && all.length === 1 && isPdf(only) && !isThumbnail)
    return sendPdf(context, only, request, reply);
  const form = formFor(request, frames.length);
  const window = query['window'] === undefined ? null : parseWindow(query['window']);
  const small = { width: THUMBNAIL_PIXELS, height: THUMBNAIL_PIXELS, region: null };
  const viewport =
    query['viewport'] === undefined
      ? isThumbnail
        ? small
        : null
      : parseViewport(query['viewport']);
  const images = all.filter(({ isImage }) => isImage);
  const instance = images[Math.floor(images.length / 2)];
  if (!instance) throw new AppFailure(appError('unsupported', 'dicom.notImage'));
  const pixels = await context.pixelsOf(instance);
  if (frames.some((frame) => frame > (pixels?.image.frames ?? 0))) throw notFound();
  await context.auditView(actorOf(request), instance.studyInstanceUid, instance.seriesInstanceUid);
  const quality = parseQuality(query['quality']);
  const contentType = `image/${form.format}`;
  const draw = async (frame: number | null) =>
    encode(await picture8(context, instance, frame, window), viewport, { ...form, quality });
  // The first one is made before the answer begins, so that a failure still has a status of its own.
  const first = await draw(frames[0] ?? null);
  const isFixed = targetOf(request).instance !== undefined;
  reply.header('cache-control', isFixed ? IMMUTABLE : REVALIDATE).header('vary', 'accept');
  if (!form.isMultipart) return reply.type(contentType).send(first);
  const boundary = newBoundary();
  const parts = (async function* () {
    yield { contentType, body: first };
    for (const frame of frames.slice(1)) yield { contentType, body: await draw(frame) };
  })();
  return reply
    .header('content-type', `multipart/related; type="${contentType}"; boundary=${boundary}`)
    .send(Readable.from(writeMultipart(boundary, parts), { objectMode: false }));
}

async function picture8(
  { blobs, decode, pixelsOf }: WebContext,
  instance: StoredInstance,
  frame: number | null,
  window: GreyWindow | null,
): Promise<Picture> {
  const pixels = await pixelsOf(instance);
  if (!pixels) throw new AppFailure(appError('unsupported', 'dicom.notImage'));
  const number = frame ?? Math.ceil(pixels.image.frames / 2);
  return withObject(blobs, instance, async (object) => {
    const decoded = await decodedFrame(object, pixels, number, decode);
    if (!decoded.ok) throw new AppFailure(decoded.error);
    const index = await indexDicom(object.file);
    if (!index.ok) throw new AppFailure(index.error);
    const bytes = byPixel(decoded.value.bytes, pixels);
    const { photometric } = decoded.value;
    const picture = render({
      bytes,
      photometric,
      image: pixels.image,
      isFloat: pixels.tag !== '7FE00010',
      dataSet: index.value.dataSet,
      window,
    });
    if (!picture.ok) throw new AppFailure(picture.error);
    return picture.value;
  });
}

async function encode(
  { bytes, columns, rows, channels }: Picture,
  viewport: Viewport | null,
  { format, quality }: { readonly format: Format; readonly quality: number },
): Promise<Buffer> {
  let image = sharp(bytes, { raw: { width: columns, height: rows, channels } });
  if (viewport) {
    const { region, width, height } = viewport;
    if (region) {
      if (region.left + region.width > columns || region.top + region.height > rows)
        throw badQuery('viewport');
      image = image.extract(region);
    }
    image = image.resize({ width, height, fit: 'inside' });
  }
  if (channels === 1) image = image.toColourspace('b-w');
  return (format === 'png' ? image.png() : image.jpeg({ quality })).toBuffer();
}

/** One picture goes alone or, when wished, as a part; several only as parts (PS3.18 8.7.4). */
function formFor(request: FastifyRequest, count: number): { format: Format; isMultipart: boolean } {
  for (const { type, params } of acceptOf(request)) {
    const isRelated = type === 'multipart/related';
    const named = isRelated ? (params['type'] ?? '*/*').toLowerCase() : type;
    const format = FORMATS[named];
    const isMultipart = isRelated || (type === '*/*' && count > 1);
    if (format && (isMultipart || count <= 1)) return { format, isMultipart };
  }
  throw notAcceptable();
}

const FORMATS: Readonly<Record<string, Format>> = {
  'image/png': 'png',
  'image/jpeg': 'jpeg',
  'image/*': 'jpeg',
  '*/*': 'jpeg',
};

/** Frames of the path in their order; none for the object's own choice. */
function framesOf(request: FastifyRequest): number[] {
  const { frames } = request.params as { frames?: string };
  if (frames === undefined) return [];
  const list = frames.split(',').map((part) => (/^[1-9]\d{0,8}$/.test(part) ? Number(part) : NaN));
  if (list.some(Number.isNaN) || list.length > MAX_FRAMES) throw badQuery('frames');
  return list;
}

const SHAPES = { linear: 'LINEAR', 'linear-exact': 'LINEAR_EXACT', sigmoid: 'SIGMOID' } as const;

/** `center,width,function` (PS3.18 8.3.5.1.4). */
function parseWindow(text: string): GreyWindow {
  const [center = '', width = '', name = 'linear'] = text.split(',');
  const shape = Object.hasOwn(SHAPES, name) ? SHAPES[name as keyof typeof SHAPES] : null;
  const values = { center: Number(center), width: Number(width) };
  const isFine =
    center !== '' &&
    Number.isFinite(values.center) &&
    values.width > 0 &&
    Number.isFinite(values.width);
  if (!shape || !isFine) throw badQuery('window');
  return { ...values, shape };
}

/** `vw,vh[,sx,sy,sw,sh]` in pixels (PS3.18 8.3.5.1.3). */
function parseViewport(text: string): Viewport {
  const numbers = text.split(',').map((part) => (/^\d{1,6}$/.test(part) ? Number(part) : NaN));
  const [width = 0, height = 0, left, top, regionWidth, regionHeight] = numbers;
  const isFine = [width, height].every((side) => side > 0 && side <= MAX_VIEWPORT);
  if (!isFine || numbers.some(Number.isNaN) || (numbers.length !== 2 && numbers.length !== 6)) {
    throw badQuery('viewport');
  }
  if (left === undefined || top === undefined || !regionWidth || !regionHeight) {
    return { width, height, region: null };
  }
  return { width, height, region: { left, top, width: regionWidth, height: regionHeight } };
}

function parseQuality(text: string | undefined): number {
  if (text === undefined) return 90;
  if (!/^\d{1,3}$/.test(text) || Number(text) < 1 || Number(text) > 100) throw badQuery('quality');
  return Number(text);
}
