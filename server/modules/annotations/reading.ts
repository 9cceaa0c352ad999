import type { AnnotationSet, CaseAnnotations, Playlist } from '../../../shared/api/annotations';
import {
  mayAnnotate,
  mayOrderPlaylist,
  seesAnnotationsOf,
} from '../../../shared/domain/consultation/annotationAccess';
import type { ConsultationCase } from '../../../shared/domain/consultation/case';
import type { Actor, UserId } from '../../../shared/domain/identity/actor';
import { annotationContentSchema } from '../../../shared/domain/imaging/annotations/annotationSet';
import type { Db } from '../../db/database';
import type { Tx } from './deps';

/** What of a case's drawings leaves the server for one person. */
export async function readAnnotations(
  db: Db,
  current: ConsultationCase,
  actor: Actor,
): Promise<CaseAnnotations> {
  const all = await readSets(db, current.id);
  const sees = (userId: string, isCounty: boolean) =>
    seesAnnotationsOf(current, actor, { userId, isCounty });
  const sets = all.filter(({ author }) => sees(author.userId, author.isCounty));
  const authors = new Set<string>(sets.map(({ author }) => author.userId));
  const playlist = await readPlaylist(db, current.id);
  const series = await db
    .selectFrom('annotation_series')
    .select(['study_instance_uid', 'series_instance_uid', 'author_id', 'is_county'])
    .where('case_id', '=', current.id)
    .execute();
  return {
    sets,
    playlist: {
      ...playlist,
      entries: playlist.entries.filter(({ authorId }) => authors.has(authorId)),
    },
    series: series
      .filter((row) => sees(row.author_id, row.is_county))
      .map((row) => ({
        studyInstanceUid: row.study_instance_uid,
        seriesInstanceUid: row.series_instance_uid,
        authorId: row.author_id as UserId,
      })),
    mayWrite: mayAnnotate(current, actor),
    mayOrder: mayOrderPlaylist(current, actor),
  };
}

/** Every set of the case, earliest author first; a stored set that no longer parses is an incident, not an empty one. */
async function readSets(db: Db, caseId: string): Promise<AnnotationSet[]> {
  const rows = await db
    .selectFrom('annotation_set as s')
    .innerJoin('app_user as u', 'u.id', 's.author_id')
    .leftJoin('hospital as h', 'h.id', 'u.hospital_id')
    .select([
      's.author_id',
      's.is_county',
      's.version',
      's.content',
      's.updated_at',
      's.filed_version',
    ])
    .select(['u.name', 'h.name as hospital_name'])
    .where('s.case_id', '=', caseId)
    .orderBy('s.is_county', 'desc')
    .orderBy('u.name')
    .execute();
  return rows.map((row) => ({
    author: {
      userId: row.author_id as UserId,
      name: row.name,
      hospitalName: row.hospital_name ?? '',
      isCounty: row.is_county,
    },
    version: row.version,
    updatedAt: row.updated_at,
    filedVersion: row.filed_version,
    content: annotationContentSchema.parse(row.content),
  }));
}

export async function readPlaylist(db: Db | Tx, caseId: string): Promise<Playlist> {
  const row = await db
    .selectFrom('case_playlist')
    .select(['version', 'entries'])
    .where('case_id', '=', caseId)
    .executeTakeFirst();
  return { version: row?.version ?? 0, entries: (row?.entries ?? []) as Playlist['entries'] };
}
