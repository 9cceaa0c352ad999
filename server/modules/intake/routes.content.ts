import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { appError, AppFailure } from '../../../shared/domain/errors';
import { caseIdSchema, type Actor } from '../../../shared/domain/identity/actor';
import '../../http/actor';
import { requireAccess } from '../../http/bindRoute';
import { sendProblem } from '../../http/problem';
import { readContent, type RecordContent } from './recordContent';
import type { IntakeDeps } from './deps';

const CLINICAL = ['requester', 'hospitalAdmin', 'triage', 'coordinator', 'expert'] as const;
const paramsSchema = z.object({ caseId: caseIdSchema, recordId: z.uuid() });
const querySchema = z.object({
  part: z.coerce.number().int().min(0).max(99).optional(),
  rendition: z.enum(['png', 'view', 'thumbnail']).optional(),
  page: z.coerce.number().int().min(0).max(999).optional(),
  size: z.coerce.number().int().min(32).max(8000).optional(),
});

/** Nothing in a file of ours may run, load or frame anything, whatever a browser thinks it is. */
const CONTENT_CSP = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/**
 * `GET /v1/cases/:caseId/records/:recordId/content`: bytes of one piece of material, with ranges (RFC 9110 14).
 * `?rendition=view` for pictures as they may be shown (`&page=n`, `&size=longest side`), `?rendition=png` for images no
 * browser shows, `?rendition=thumbnail` for a small one of any, `?part=n` for recordings of several files.
 */
export function registerContentRoute(app: FastifyInstance, deps: IntakeDeps): void {
  app.get('/v1/cases/:caseId/records/:recordId/content', async (request, reply) => {
    requireAccess(CLINICAL, request.actor);
    const params = paramsSchema.safeParse(request.params);
    const query = querySchema.safeParse(request.query);
    if (!params.success || !query.success)
      throw new AppFailure(appError('validation', 'request.invalid'));
    const content = await readContent(deps, request.actor as Actor, {
      ...params.data,
      ...query.data,
    });
    if (!content.ok) return sendProblem(reply, content.error);
    return send(reply, content.value, request.headers.range, request.headers['if-none-match']);
  });
}

async function send(
  reply: FastifyReply,
  content: RecordContent,
  rangeHeader: string | undefined,
  knownTag: string | undefined,
): Promise<FastifyReply> {
  const { sizeBytes, etag } = content;
  reply
    .header('content-type', content.mime)
    .header('content-disposition', dispositionHeader(content))
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', CONTENT_CSP)
    .header('cache-control', 'private, no-cache')
    .header('accept-ranges', 'bytes')
    .header('etag', etag);
  if (knownTag === etag) return reply.code(304).send();
  const range = parseRange(rangeHeader, sizeBytes);
  if (range === 'unsatisfiable') {
    return reply.code(416).header('content-range', `bytes */${sizeBytes}`).send();
  }
  if (!range) return reply.header('content-length', sizeBytes).send(await content.open());
  return reply
    .code(206)
    .header('content-range', `bytes ${range.start}-${range.end}/${sizeBytes}`)
    .header('content-length', range.end - range.start + 1)
    .send(await content.open(range));
}

/** File names are Chinese as a rule, which only the extended form carries (RFC 6266, RFC 8187). */
function dispositionHeader({ disposition, fileName }: RecordContent): string {
  const ascii = fileName.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(fileName).replace(
    /['()*!]/g,
    (c) => `%${c.charCodeAt(0).toString(16)}`,
  );
  return `${disposition}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** One range; several at once are answered with the whole, as RFC 9110 14.2 allows. */
function parseRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const isSuffix = match[1] === '';
  const start = isSuffix ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = isSuffix || match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  return start < size && start <= end ? { start, end } : 'unsatisfiable';
}
