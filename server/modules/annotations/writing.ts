import { sql } from 'kysely';
import type { Playlist } from '../../../shared/api/annotations';
import {
  mayAnnotate,
  mayOrderPlaylist,
} from '../../../shared/domain/consultation/annotationAccess';
import type { ConsultationCase } from '../../../shared/domain/consultation/case';
import { refuse, type AppError } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import {
  annotationContentSchema,
  emptyContent,
  type AnnotationContent,
} from '../../../shared/domain/imaging/annotations/annotationSet';
import { ok, type Result } from '../../../shared/lib/result';
import { annotationColumns } from '../../access/annotationScope';
import { appendAudit } from '../../audit/auditLog';
import { publish } from '../../events/bus';
import type { AnnotationDeps, Tx } from './deps';
import { readPlaylist } from './reading';

type Guard = { readonly expectedVersion: number; readonly idempotencyKey: string };
type Saved = { version: number; savedAt: string };

/**
 * Stores one author's whole set.
 *
 * @returns The new version; for the key of the latest write its answer, without writing again. Errors: `case.notFound`;
 *   `annotation.closed`; `case.notYours`; `annotation.staleVersion` (params version) when the author saved elsewhere
 *   meanwhile; `annotation.foreignImage` (params sopInstanceUid) for a new drawing on an image that is not the case's.
 */
export function saveSet(
  { cases, now }: AnnotationDeps,
  caseId: string,
  actor: Actor,
  content: AnnotationContent,
  guard: Guard,
): Promise<Result<Saved, AppError>> {
  return cases.hold(caseId, actor, async (current, tx) => {
    const refusal = refusalOf(mayAnnotate(current, actor), current);
    if (refusal) return refusal;
    const stored = await readOwn(tx, caseId, actor.userId);
    if (stored?.last_key === guard.idempotencyKey)
      return ok({ version: stored.version, savedAt: stored.updated_at });
    const version = stored?.version ?? 0;
    if (version !== guard.expectedVersion)
      return refuse('conflict', 'annotation.staleVersion', { params: { version } });
    const before = stored ? annotationContentSchema.parse(stored.content) : emptyContent();
    const foreign = await foreignImage(tx, caseId, before, content);
    if (foreign !== null)
      return refuse('validation', 'annotation.foreignImage', {
        params: { sopInstanceUid: foreign },
      });
    const at = now();
    await writeSet(tx, current, actor, {
      content,
      version: version + 1,
      at,
      key: guard.idempotencyKey,
    });
    return ok({ version: version + 1, savedAt: at });
  });
}

function refusalOf(may: boolean, { state }: ConsultationCase): Result<never, AppError> | null {
  if (may) return null;
  const isClosed = [
    'archived',
    'cancelled',
    'rejected',
    'referred',
    'expired',
    'enteredInError',
  ].includes(state);
  return isClosed
    ? refuse('illegalTransition', 'annotation.closed', { params: { state } })
    : refuse('forbidden', 'case.notYours', { params: { state } });
}

const readOwn = (tx: Tx, caseId: string, authorId: string) =>
  tx
    .selectFrom('annotation_set')
    .select(['version', 'content', 'updated_at', 'last_key'])
    .where('case_id', '=', caseId)
    .where('author_id', '=', authorId)
    .executeTakeFirst();

type Write = { content: AnnotationContent; version: number; at: string; key: string };

async function writeSet(
  tx: Tx,
  current: ConsultationCase,
  actor: Actor,
  { content, version, at, key }: Write,
): Promise<void> {
  const isCounty = actor.role === 'requester';
  const values = { version, content: JSON.stringify(content), updated_at: at, last_key: key };
  await tx
    .insertInto('annotation_set')
    .values({ case_id: current.id, author_id: actor.userId, is_county: isCounty, ...values })
    .onConflict((conflict) => conflict.columns(['case_id', 'author_id']).doUpdateSet(values))
    .execute();
  // a case last written by an older version of the server does not have these yet
  for (const { expertId } of current.invitations) {
    await tx
      .updateTable('consultation_expert')
      .set(annotationColumns(current, expertId))
      .where('case_id', '=', current.id)
      .where('expert_id', '=', expertId)
      .execute();
  }
  await publish(tx, {
    event: { type: 'annotationsChanged', caseId: current.id, authorId: actor.userId },
    userIds: null,
  });
  await appendAudit(tx, at, [
    {
      actorId: actor.userId,
      actorRole: actor.role,
      action: 'annotations.save',
      entity: 'annotations',
      entityId: current.id,
      caseId: current.id,
      details: {
        version,
        annotations: content.annotations.length,
        keyImages: content.keyImages.length,
      },
    },
  ]);
}

type Place = { studyInstanceUid: string; seriesInstanceUid: string; sopInstanceUid: string };

/** Where new drawings lie must be an image of the case; old ones stay although their study was taken off meanwhile. */
async function foreignImage(
  tx: Tx,
  caseId: string,
  before: AnnotationContent,
  after: AnnotationContent,
): Promise<string | null> {
  const known = new Set(placesOf(before).map(keyOf));
  const added = placesOf(after).filter((place) => !known.has(keyOf(place)));
  if (added.length === 0) return null;
  const { rows } = await sql<Place>`
    select i.study_instance_uid as "studyInstanceUid", i.series_instance_uid as "seriesInstanceUid",
      i.sop_instance_uid as "sopInstanceUid"
    from dicom_instance i
    where i.sop_instance_uid = any(${[...new Set(added.map((place) => place.sopInstanceUid))]}::text[])
      and exists (select 1 from case_record r
        where r.case_id = ${caseId} and r.study_instance_uid = i.study_instance_uid and r.removed_at is null)`.execute(
    tx,
  );
  const here = new Set(rows.map(keyOf));
  return added.find((place) => !here.has(keyOf(place)))?.sopInstanceUid ?? null;
}

const keyOf = ({ studyInstanceUid, seriesInstanceUid, sopInstanceUid }: Place): string =>
  `${studyInstanceUid} ${seriesInstanceUid} ${sopInstanceUid}`;

const placesOf = ({ annotations, keyImages }: AnnotationContent): Place[] => [
  ...annotations.map(({ studyInstanceUid, seriesInstanceUid, measurement }) => ({
    studyInstanceUid,
    seriesInstanceUid,
    sopInstanceUid: measurement.sopInstanceUid,
  })),
  ...keyImages,
];

/**
 * Stores the order of the case's key images.
 *
 * @returns The playlist, or `case.notFound`, `annotation.closed`, `case.notYours` (not the lead expert),
 *   `annotation.staleVersion`.
 */
export function savePlaylistOf(
  { cases, now }: AnnotationDeps,
  caseId: string,
  actor: Actor,
  entries: Playlist['entries'],
  guard: Guard,
): Promise<Result<Playlist, AppError>> {
  return cases.hold(caseId, actor, async (current, tx) => {
    const refusal = refusalOf(mayOrderPlaylist(current, actor), current);
    if (refusal) return refusal;
    const stored = await tx
      .selectFrom('case_playlist')
      .select(['version', 'last_key'])
      .where('case_id', '=', caseId)
      .executeTakeFirst();
    if (stored?.last_key === guard.idempotencyKey) return ok(await readPlaylist(tx, caseId));
    const version = stored?.version ?? 0;
    if (version !== guard.expectedVersion)
      return refuse('conflict', 'annotation.staleVersion', { params: { version } });
    const values = {
      version: version + 1,
      entries: JSON.stringify(entries),
      updated_by: actor.userId,
      updated_at: now(),
      last_key: guard.idempotencyKey,
    };
    await tx
      .insertInto('case_playlist')
      .values({ case_id: caseId, ...values })
      .onConflict((conflict) => conflict.column('case_id').doUpdateSet(values))
      .execute();
    await publish(tx, {
      event: { type: 'annotationsChanged', caseId: current.id, authorId: null },
      userIds: null,
    });
    return ok({ version: version + 1, entries });
  });
}
