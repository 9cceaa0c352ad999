import sharp from 'sharp';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { appError, AppFailure } from '../../../shared/domain/errors';
import { indexDicom } from '../parse/indexDicom';
import { byPixel, decodedFrame } from '../pixel/frameSource';
import { withObject } from '../pixel/openObject';
import { render, type GreyWindow, type Picture } from '../pixel/render';
import { acceptOf, IMMUTABLE, instancesOf, REVALIDATE, targetOf, type WebContext } from './context';
import { actorOf, badQuery, notAcceptable, notFound } from './problem';
import type { StoredInstance } from './repository';

const THUMBNAIL_PIXELS = 256;
const MAX_VIEWPORT = 8192;
const INSTANCE = '/studies/:study/series/:series/instances/:instance';
const PATHS = [
  '/studies/:study',
  '/studies/:study/series/:series',
  INSTANCE,
  `${INSTANCE}/frames/:frame`,
];

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
 * the first one of a scan usually shows nothing.
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
  const format = formatFor(request);
  const window = query['window'] === undefined ? null : parseWindow(query['window']);
  const small = { width: THUMBNAIL_PIXELS, height: THUMBNAIL_PIXELS, region: null };
  const viewport =
    query['viewport'] === undefined
      ? isThumbnail
        ? small
        : null
      : parseViewport(query['viewport']);
  const images = (await instancesOf(context, request)).filter(({ isImage }) => isImage);
  const instance = images[Math.floor(images.length / 2)];
  if (!instance) throw new AppFailure(appError('unsupported', 'dicom.notImage'));
  const frame = frameOf(request);
  await context.auditView(actorOf(request), instance.studyInstanceUid, instance.seriesInstanceUid);
  const picture = await picture8(context, instance, frame, window);
  const bytes = await encode(picture, viewport, {
    format,
    quality: parseQuality(query['quality']),
  });
  const isFixed = targetOf(request).instance !== undefined;
  return reply
    .header('cache-control', isFixed ? IMMUTABLE : REVALIDATE)
    .header('vary', 'accept')
    .type(`image/${format}`)
    .send(bytes);
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
  if (number > pixels.image.frames) throw notFound();
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

function formatFor(request: FastifyRequest): Format {
  for (const { type } of acceptOf(request)) {
    if (type === 'image/png') return 'png';
    if (type === 'image/jpeg' || type === 'image/*' || type === '*/*') return 'jpeg';
  }
  throw notAcceptable();
}

function frameOf(request: FastifyRequest): number | null {
  const { frame } = request.params as { frame?: string };
  if (frame === undefined) return null;
  if (!/^[1-9]\d{0,8}$/.test(frame)) throw badQuery('frame');
  return Number(frame);
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
