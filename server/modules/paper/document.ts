import { randomUUID } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { appError, type AppError } from '../../../shared/domain/errors';
import { FORMATS } from '../../../shared/domain/intake/formats';
import { recordPayloadSchema, type RecordPayload } from '../../../shared/domain/intake/payload';
import type { Actor } from '../../../shared/domain/identity/actor';
import {
  categoriesOf,
  type PaperDocument,
  type PaperOrigin,
} from '../../../shared/domain/paper/paper';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { BlobInfo } from '../../blobs/blobStore';
import type { Database } from '../../db/schema';
import { picturePdf, type PicturePage } from '../../pdf/picturePdf';
import { forPaper } from './access';
import type { PaperDeps } from './deps';
import type { PageMaker } from './make';
import { findOriginal, pagesOf, type Original } from './original';

export type DocumentRequest = {
  readonly caseId: string;
  readonly idempotencyKey: string;
  readonly document: PaperDocument;
  readonly replaces: string | null;
};

/** States in which a document of the form may still be exchanged; later ones are added, so that nothing seen disappears. */
const EDITABLE: readonly string[] = ['draft', 'returned'];

/**
 * Puts pages together into one PDF and files it on the case. The originals are not touched.
 *
 * Errors: what case access refuses, `request.notFound` (an original is not on the case), `paper.pageUnreadable`.
 */
export async function fileDocument(
  deps: PaperDeps,
  maker: PageMaker,
  actor: Actor,
  request: DocumentRequest,
): Promise<Result<{ recordId: string }, AppError>> {
  const { caseId, idempotencyKey: id, document } = request;
  const allowed = await forPaper(deps, actor, caseId);
  if (!allowed.ok) return allowed;
  const before = await alreadyFiled(deps, actor, { caseId, id });
  if (before) return ok({ recordId: id });
  const sources = await readSources(deps, request);
  if (!sources) return err(appError('notFound', 'request.notFound'));
  const pages = await makePages(deps, maker, sources, document);
  if (!pages.ok) return pages;
  const madeAt = deps.now();
  const blob = await deps.blobs.put(
    picturePdf({ title: document.title, madeAt, pages: pages.value }),
  );
  const isExchange = EDITABLE.includes(allowed.value.state);
  await deps.db.transaction().execute(async (tx) => {
    // as intake does: whether something is on the case must not change between looking and writing
    await sql`select pg_advisory_xact_lock(hashtextextended(${`material ${caseId}`}, 0))`.execute(
      tx,
    );
    await insert(tx, { request, actor, blob, sources, at: madeAt });
    if (request.replaces !== null && isExchange) await takeOff(tx, actor, request, madeAt);
  });
  await deps.audit({
    actorId: actor.userId,
    actorRole: actor.role,
    action: 'record.derive',
    entity: 'caseRecord',
    entityId: id,
    caseId,
    details: { originals: sources.size, pages: document.pages.length },
  });
  await deps.caseAccess.touch(caseId, actor);
  return ok({ recordId: id });
}

async function alreadyFiled(
  { db }: PaperDeps,
  actor: Actor,
  { caseId, id }: { readonly caseId: string; readonly id: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('case_record')
    .select('id')
    .where('id', '=', id)
    .where('case_id', '=', caseId)
    .where('added_by', '=', actor.userId)
    .executeTakeFirst();
  return row !== undefined;
}

type Source = { readonly original: Original; readonly pageCount: number };
type Sources = ReadonlyMap<string, Source>;

async function readSources(
  deps: PaperDeps,
  { caseId, document }: DocumentRequest,
): Promise<Sources | null> {
  const sources = new Map<string, Source>();
  for (const { recordId } of document.pages) {
    if (sources.has(recordId)) continue;
    const original = await findOriginal(deps, { caseId, recordId });
    if (!original) return null;
    const pages = await pagesOf(deps, original);
    sources.set(recordId, { original, pageCount: Math.max(1, pages?.length ?? 1) });
  }
  return sources;
}

async function makePages(
  { blobs }: PaperDeps,
  maker: PageMaker,
  sources: Sources,
  { pages }: PaperDocument,
): Promise<Result<PicturePage[], AppError>> {
  const made: PicturePage[] = [];
  for (const page of pages) {
    const source = sources.get(page.recordId);
    if (!source) throw new Error('a page without its original');
    const result = await maker.make(source.original, page);
    if (!result.ok) return result;
    const { sha256, width, height } = result.value;
    const jpeg = async () => {
      const stream = await blobs.open(sha256);
      if (!stream) throw new Error(`blob ${sha256} of a page is not there`);
      return Buffer.concat(await stream.toArray());
    };
    made.push({ jpeg, width, height });
  }
  return ok(made);
}

type Filing = {
  readonly request: DocumentRequest;
  readonly actor: Actor;
  readonly blob: BlobInfo;
  readonly sources: Sources;
  readonly at: string;
};

async function insert(
  tx: Transaction<Database>,
  { request, actor, blob, sources, at }: Filing,
): Promise<void> {
  const { caseId, document } = request;
  const identity = await identityOf(tx, [...sources.keys()]);
  const payload: RecordPayload = {
    ...(identity ? { identity } : {}),
    paper: originOf(document, sources),
  };
  await tx
    .insertInto('case_record')
    .values({
      id: request.idempotencyKey,
      case_id: caseId,
      kind: 'document',
      category: categoriesOf(document.pages)[0] ?? 'other',
      title: document.title,
      modality: null,
      source: 'scan',
      // the day the paper is from, at noon in China; without one it has no place in time
      occurred_at: document.datedOn === null ? null : `${document.datedOn}T04:00:00.000Z`,
      added_at: at,
      added_by: actor.userId,
      file_name: `${document.title}.pdf`,
      mime: FORMATS.pdf.mime,
      blob_sha256: blob.sha256,
      size_bytes: blob.sizeBytes,
      item_count: document.pages.length,
      study_instance_uid: null,
      payload: JSON.stringify(payload),
      removed_at: null,
      removed_by: null,
    })
    .onConflict((oc) => oc.column('id').doNothing())
    .execute();
}

const originOf = ({ pages, datedOn }: PaperDocument, sources: Sources): PaperOrigin => ({
  datedOn,
  pages: pages.map((page) => {
    const source = sources.get(page.recordId);
    if (!source) throw new Error('a page without its original');
    const { original, pageCount } = source;
    return { ...page, sha256: original.sha256, title: original.title, pageCount };
  }),
});

/** What is made of material nobody could compare, or that two people vouched for, stands as that material does. */
async function identityOf(
  tx: Transaction<Database>,
  ids: readonly string[],
): Promise<RecordPayload['identity']> {
  const rows = await tx
    .selectFrom('case_record')
    .select('payload')
    .where('id', 'in', ids)
    .execute();
  const standings = rows.map(
    ({ payload }) => recordPayloadSchema.safeParse(payload).data?.identity,
  );
  if (standings.includes('unverified')) return 'unverified';
  return standings.includes('accepted') ? 'accepted' : undefined;
}

/** The document this one was made from: off the case, not out of the store. */
async function takeOff(
  tx: Transaction<Database>,
  actor: Actor,
  { caseId, replaces }: DocumentRequest,
  at: string,
): Promise<void> {
  await tx
    .updateTable('case_record')
    .set({ removed_at: at, removed_by: actor.userId })
    .where('id', '=', replaces ?? randomUUID())
    .where('case_id', '=', caseId)
    .where('removed_at', 'is', null)
    .where(sql<boolean>`payload ? 'paper'`)
    .execute();
}
