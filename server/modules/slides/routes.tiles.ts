import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { appError, AppFailure, type AppError } from '../../../shared/domain/errors';
import { caseIdSchema, type Actor } from '../../../shared/domain/identity/actor';
import { ASSOCIATED_IMAGES } from '../../../shared/domain/slide/manifest';
import type { TileAddress } from '../../../shared/domain/slide/tiles';
import {
  parseTileList,
  TILE_STREAM_MEDIA_TYPE,
  tilePartHeader,
} from '../../../shared/domain/slide/tileStream';
import { err, ok, type Result } from '../../../shared/lib/result';
import '../../http/actor';
import { requireAccess } from '../../http/bindRoute';
import { sendProblem } from '../../http/problem';
import type { Slide, SlideTile } from '../../slide/slide';
import type { Catalogue } from './catalogue';
import type { SlideDeps } from './deps';
import { recordIn } from './recordAccess';
import type { NoteView } from './viewLog';

const CLINICAL = ['requester', 'hospitalAdmin', 'triage', 'coordinator', 'expert'] as const;
/** Tiles under one revision never change. */
const IMMUTABLE = 'private, max-age=31536000, immutable';
/** Nothing in a picture of ours may run, load or frame anything. */
const CONTENT_CSP = "default-src 'none'; sandbox";
/** Tiles read ahead of the one being sent; more would only be thrown away when the reader moves on. */
const AHEAD = 3;

const slideParams = z.object({
  caseId: caseIdSchema,
  recordId: z.uuid(),
  slideId: z.string().max(64),
});
const revisionParams = slideParams.extend({ revision: z.string().max(32) });
const index = z.coerce.number().int().min(0).max(10_000_000);
const tileParams = revisionParams.extend({ level: index, x: index, y: index });
const imageParams = slideParams.extend({ kind: z.enum(ASSOCIATED_IMAGES) });
const listQuery = z.object({ list: z.string().max(2000) });

type TileDeps = SlideDeps & { readonly catalogue: Catalogue; readonly noteView: NoteView };
const ROOT = '/v1/cases/:caseId/records/:recordId/slides/:slideId';

export function registerTileRoutes(app: FastifyInstance, deps: TileDeps): void {
  app.get(`${ROOT}/:revision/tiles/:level/:x/:y`, async (request, reply) => {
    requireAccess(CLINICAL, request.actor);
    const params = parse(tileParams, request.params);
    const slide = await currentSlide(deps, request, params);
    if (!slide.ok) return sendProblem(reply, slide.error);
    const tile = await slide.value.tile(params);
    if (!tile.ok) return sendProblem(reply, tile.error);
    reply.header('cache-control', IMMUTABLE);
    return tile.value ? sendPicture(reply, tile.value) : reply.code(204).send();
  });

  app.get(`${ROOT}/:revision/tiles`, async (request, reply) => {
    requireAccess(CLINICAL, request.actor);
    const params = parse(revisionParams, request.params);
    const tiles = parseTileList(parse(listQuery, request.query).list);
    if (!tiles) throw new AppFailure(appError('validation', 'request.invalid'));
    const slide = await currentSlide(deps, request, params);
    if (!slide.ok) return sendProblem(reply, slide.error);
    return reply
      .header('cache-control', 'private, no-store')
      .header('content-type', TILE_STREAM_MEDIA_TYPE)
      .header('x-content-type-options', 'nosniff')
      .send(tileStream(slide.value, tiles));
  });

  app.get(`${ROOT}/images/:kind`, async (request, reply) => {
    requireAccess(CLINICAL, request.actor);
    const params = parse(imageParams, request.params);
    const found = await slideOf(deps, request, params);
    if (!found.ok) return sendProblem(reply, found.error);
    const actor = request.actor as Actor;
    await deps.audit({
      actorId: actor.userId,
      actorRole: actor.role,
      action: `slide.${params.kind}`,
      entity: 'caseRecord',
      entityId: params.recordId,
      caseId: params.caseId,
    });
    const picture = await found.value.slide.associated(params.kind);
    if (!picture.ok) return sendProblem(reply, picture.error);
    // it may name the patient: not kept where others could find it
    reply.header('cache-control', 'private, no-store');
    return sendPicture(reply, picture.value);
  });
}

function parse<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw new AppFailure(appError('validation', 'request.invalid'));
  return parsed.data;
}

type SlideTarget = { readonly caseId: string; readonly recordId: string; readonly slideId: string };

async function slideOf(
  deps: TileDeps,
  request: FastifyRequest,
  params: SlideTarget,
): Promise<Result<{ readonly slide: Slide; readonly revision: string }, AppError>> {
  const record = await recordIn(deps, 'forView', request.actor as Actor, params);
  if (!record.ok) return record;
  const found = await deps.catalogue.find(record.value, params.slideId);
  if (!found) return err(appError('notFound', 'request.notFound'));
  if (!found.ok) return found;
  const { slide, manifest } = found.value;
  return slide
    ? ok({ slide, revision: manifest.revision })
    : err(appError('unavailable', 'server.notReady'));
}

async function currentSlide(
  deps: TileDeps,
  request: FastifyRequest,
  params: SlideTarget & { readonly revision: string },
): Promise<Result<Slide, AppError>> {
  const found = await slideOf(deps, request, params);
  if (!found.ok) return found;
  if (found.value.revision !== params.revision) return err(appError('conflict', 'slide.stale'));
  await deps.noteView(request.actor as Actor, params);
  return ok(found.value.slide);
}

function sendPicture(reply: FastifyReply, { mime, bytes }: SlideTile): FastifyReply {
  return reply
    .header('content-type', mime)
    .header('content-length', bytes.length)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', CONTENT_CSP)
    .send(bytes);
}

/** Ends when the reader goes away: what was not sent is not read. */
function tileStream(slide: Slide, tiles: readonly TileAddress[]): Readable {
  async function* parts(): AsyncGenerator<Uint8Array> {
    const reading = new Map<number, ReturnType<Slide['tile']>>();
    const start = (want: number) => {
      const tile = tiles[want];
      if (tile) reading.set(want, slide.tile(tile));
    };
    for (let want = 0; want < Math.min(AHEAD, tiles.length); want++) start(want);
    for (const [want, tile] of tiles.entries()) {
      const read = await reading.get(want);
      reading.delete(want);
      start(want + AHEAD);
      if (!read?.ok) yield tilePartHeader(tile, want, 'failed');
      else {
        const { mime, bytes } = read.value ?? { mime: '', bytes: Buffer.alloc(0) };
        yield tilePartHeader(tile, want, { mime, length: bytes.length });
        if (bytes.length > 0) yield bytes;
      }
    }
  }
  return Readable.from(parts(), { objectMode: false, highWaterMark: 64 * 1024 });
}
