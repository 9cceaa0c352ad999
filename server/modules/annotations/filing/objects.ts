import type { AppError } from '../../../../shared/domain/errors';
import type { DicomJson } from '../../../../shared/domain/imaging/dicomJson';
import { textAt } from '../../../../shared/domain/imaging/annotations/elements';
import { T } from '../../../../shared/domain/imaging/annotations/tags';
import { ok, type Result } from '../../../../shared/lib/result';
import type { Db } from '../../../db/database';
import { part10File } from '../../../dicom/write/jsonPart10';
import type { FilingDeps } from '../deps';
import { seriesUid, type Place, type Planned } from './documents';

export type Current = {
  readonly slot: string;
  readonly sopInstanceUid: string;
  readonly sha256: string;
};

/** An author's objects in a study that nothing has taken the place of, by slot. */
export async function currentObjects(db: Db, place: Place): Promise<ReadonlyMap<string, Current>> {
  const rows = await db
    .selectFrom('annotation_object')
    .select(['slot', 'sop_instance_uid', 'content_sha256'])
    .where(
      'series_instance_uid',
      'in',
      (['SR', 'PR', 'KO'] as const).map((kind) => seriesUid(place, kind)),
    )
    .where('replaced_at', 'is', null)
    .execute();
  return new Map(
    rows.map((row) => [
      row.slot,
      { slot: row.slot, sopInstanceUid: row.sop_instance_uid, sha256: row.content_sha256 },
    ]),
  );
}

export type Author = {
  readonly userId: string;
  readonly role: string;
  readonly name: string;
  readonly organisation: string;
  readonly hospitalId: string;
};

export async function readAuthor(db: Db, authorId: string): Promise<Author> {
  const row = await db
    .selectFrom('app_user as u')
    .innerJoin('hospital as h', 'h.id', 'u.hospital_id')
    .select(['u.name', 'u.role', 'h.id as hospital_id', 'h.name as hospital_name'])
    .where('u.id', '=', authorId)
    .executeTakeFirstOrThrow();
  return {
    userId: authorId,
    role: row.role,
    name: row.name,
    organisation: row.hospital_name,
    hospitalId: row.hospital_id,
  };
}

export type ToStore = {
  readonly place: Place;
  readonly author: Author;
  readonly isCounty: boolean;
  readonly version: number;
  readonly document: Planned;
  readonly dataSet: DicomJson;
};

/**
 * Brings one document into the archive through the same door as everything else. Its series is noted first, so that nobody
 * who is blind to the author sees it for a moment; that it is there is noted last.
 *
 * @returns Nothing, or what the archive refused it with.
 */
export async function storeDocument(
  { db, ingest, audit, now }: FilingDeps,
  { place, author, isCounty, version, document, dataSet }: ToStore,
): Promise<Result<null, AppError>> {
  const seriesInstanceUid = seriesUid(place, document.modality);
  const sopInstanceUid = textAt(dataSet, T.SOPInstanceUID) ?? '';
  await db
    .insertInto('annotation_series')
    .values({
      series_instance_uid: seriesInstanceUid,
      study_instance_uid: place.studyInstanceUid,
      case_id: place.caseId,
      author_id: place.authorId,
      is_county: isCounty,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const outcome = await ingest.ingest(part10File(dataSet), {
    hospitalId: author.hospitalId,
    uploadedBy: author.userId,
    expectedStudyUid: place.studyInstanceUid,
    mayExtendStudy: async () => true,
  });
  if (!outcome.ok) return outcome;
  const at = now();
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('annotation_object')
      .set({ replaced_at: at })
      .where('series_instance_uid', '=', seriesInstanceUid)
      .where('slot', '=', document.slot)
      .where('replaced_at', 'is', null)
      .execute();
    await tx
      .insertInto('annotation_object')
      .values({
        sop_instance_uid: sopInstanceUid,
        series_instance_uid: seriesInstanceUid,
        slot: document.slot,
        sop_class_uid: document.sopClassUid,
        set_version: version,
        content_sha256: document.sha256,
        written_at: at,
        replaced_at: null,
      })
      .execute();
  });
  await audit({
    actorId: author.userId,
    actorRole: author.role,
    action: 'annotations.file',
    entity: 'study',
    entityId: place.studyInstanceUid,
    caseId: place.caseId,
    details: { slot: document.slot, version },
  });
  return ok(null);
}
