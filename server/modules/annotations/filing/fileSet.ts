import { appError, type AppError } from '../../../../shared/domain/errors';
import {
  annotationContentSchema,
  type AnnotationContent,
} from '../../../../shared/domain/imaging/annotations/annotationSet';
import type { ImageFacts } from '../../../../shared/domain/imaging/annotations/documentModules';
import { imageFactsOf } from '../../../../shared/domain/imaging/annotations/imageFacts';
import { err, ok, type Result } from '../../../../shared/lib/result';
import { uidOfName } from '../../../../shared/lib/uid';
import type { FilingDeps } from '../deps';
import { measureOnStored, type StoredImage } from '../measuring';
import { planDocuments, seriesUid, type Place, type Planned } from './documents';
import { currentObjects, readAuthor, storeDocument, type Author, type Current } from './objects';
import { readReference, readStoredImages } from './storedImages';

export type FiledObject = {
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly sopInstanceUid: string;
  readonly sopClassUid: string;
};
export type Filed = { readonly filedVersion: number; readonly objects: readonly FiledObject[] };

/** Long enough to measure and write hundreds of drawings; after a crash the next try waits this long. */
const LEASE_MS = 2 * 60_000;
/** After a failure somebody has to look at; meanwhile it is tried now and then. */
const RETRY_MS = 10 * 60_000;

/**
 * Writes what an author has saved into the studies as DICOM objects. What is there already and still true is left alone;
 * what changed becomes a new object that names the one it replaces, and the old one stays. Sent again after a crash it makes
 * the very same objects.
 *
 * @returns All objects that are now current, or `annotation.notWritten` (params reason: code of the archive), also while
 *   somebody else is writing them. `null` when the author has saved nothing.
 */
export async function fileSet(
  deps: FilingDeps,
  caseId: string,
  authorId: string,
): Promise<Result<Filed, AppError> | null> {
  const lease = await takeLease(deps, caseId, authorId);
  if (lease === 'nothing') return null;
  if (lease === 'busy')
    return err(
      appError('unavailable', 'annotation.notWritten', {
        retry: 'safe',
        params: { reason: 'busy' },
      }),
    );
  const { version, content, at } = lease;
  const author = await readAuthor(deps.db, authorId);
  const failures: AppError[] = [];
  for (const studyInstanceUid of await studiesOf(deps, caseId, authorId, content)) {
    const place = { caseId, authorId, studyInstanceUid };
    const outcome = await fileStudy(
      deps,
      { place, author, version, at, isCounty: lease.isCounty },
      content,
    );
    if (!outcome.ok) failures.push(outcome.error);
  }
  await endLease(deps, { caseId, authorId, version, failed: failures.length > 0 });
  const [failure] = failures;
  if (failure)
    return err(
      appError('internal', 'annotation.notWritten', {
        retry: 'safe',
        params: { reason: failure.code },
      }),
    );
  return ok({ filedVersion: version, objects: await listObjects(deps, caseId, authorId) });
}

type Lease = { version: number; content: AnnotationContent; at: string; isCounty: boolean };

async function takeLease(
  { db, now }: FilingDeps,
  caseId: string,
  authorId: string,
): Promise<Lease | 'nothing' | 'busy'> {
  const at = now();
  const until = new Date(Date.parse(at) + LEASE_MS).toISOString();
  const row = await db
    .updateTable('annotation_set')
    .set({ filing_until: until })
    .where('case_id', '=', caseId)
    .where('author_id', '=', authorId)
    .where((eb) => eb.or([eb('filing_until', 'is', null), eb('filing_until', '<=', at)]))
    .returning(['version', 'content', 'updated_at', 'is_county'])
    .executeTakeFirst();
  if (row) {
    const content = annotationContentSchema.parse(row.content);
    return { version: row.version, content, at: row.updated_at, isCounty: row.is_county };
  }
  const exists = await db
    .selectFrom('annotation_set')
    .select('version')
    .where('case_id', '=', caseId)
    .where('author_id', '=', authorId)
    .executeTakeFirst();
  return exists ? 'busy' : 'nothing';
}

type End = { caseId: string; authorId: string; version: number; failed: boolean };

async function endLease({ db, now }: FilingDeps, { caseId, authorId, version, failed }: End) {
  await db
    .updateTable('annotation_set')
    .set(
      failed
        ? { filing_until: new Date(Date.parse(now()) + RETRY_MS).toISOString() }
        : { filing_until: null, filed_version: version },
    )
    .where('case_id', '=', caseId)
    .where('author_id', '=', authorId)
    .execute();
}

/** Studies drawn on now, and those with objects of this author: they may have to say that nothing is left. */
async function studiesOf(
  { db }: FilingDeps,
  caseId: string,
  authorId: string,
  { annotations, keyImages }: AnnotationContent,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('annotation_series')
    .select('study_instance_uid')
    .where('case_id', '=', caseId)
    .where('author_id', '=', authorId)
    .execute();
  const drawn = [...annotations, ...keyImages].map(({ studyInstanceUid }) => studyInstanceUid);
  return [...new Set([...drawn, ...rows.map((row) => row.study_instance_uid)])];
}

type Job = {
  readonly place: Place;
  readonly author: Author;
  readonly version: number;
  readonly at: string;
  readonly isCounty: boolean;
};

async function fileStudy(
  deps: FilingDeps,
  job: Job,
  whole: AnnotationContent,
): Promise<Result<null, AppError>> {
  const { place, version } = job;
  const isHere = ({ studyInstanceUid }: { studyInstanceUid: string }) =>
    studyInstanceUid === place.studyInstanceUid;
  const content = {
    annotations: whole.annotations.filter(isHere),
    keyImages: whole.keyImages.filter(isHere),
  };
  const reference = await readReference(deps.db, place.studyInstanceUid);
  if (reference === null) return ok(null);
  const images = await readStoredImages(deps.db, sopsOf(content));
  const facts = factsOf(images);
  const measure = await measureOnStored(deps, images, content.annotations);
  const current = await currentObjects(deps.db, place);
  const uidOf = (slot: string, sha256: string): string => {
    const known = current.get(slot);
    return known?.sha256 === sha256 ? known.sopInstanceUid : newUid(place, slot, version);
  };
  const hasReport = current.has('report');
  const planned = planDocuments({ place, content, images: facts, measure, hasReport, uidOf });
  return storeAll(deps, { ...job, reference, facts }, planned, current);
}

const newUid = (
  { caseId, authorId, studyInstanceUid }: Place,
  slot: string,
  version: number,
): string => uidOfName(`annotations/${caseId}/${authorId}/${studyInstanceUid}/${slot}/${version}`);

const sopsOf = ({ annotations, keyImages }: AnnotationContent): readonly string[] => [
  ...new Set([
    ...annotations.map(({ measurement }) => measurement.sopInstanceUid),
    ...keyImages.map(({ sopInstanceUid }) => sopInstanceUid),
  ]),
];

function factsOf(images: ReadonlyMap<string, StoredImage>): ReadonlyMap<string, ImageFacts> {
  return new Map(
    [...images].flatMap(([uid, { instance }]) => {
      const facts = imageFactsOf(instance);
      return facts ? [[uid, facts] as const] : [];
    }),
  );
}

type Study = Job & {
  readonly reference: Parameters<typeof imageFactsOf>[0];
  readonly facts: ReadonlyMap<string, ImageFacts>;
};

async function storeAll(
  deps: FilingDeps,
  study: Study,
  planned: readonly Planned[],
  current: ReadonlyMap<string, Current>,
): Promise<Result<null, AppError>> {
  const { place, version, at, author, reference, facts, isCounty } = study;
  for (const [index, document] of planned.entries()) {
    const known = current.get(document.slot) ?? null;
    if (known?.sha256 === document.sha256) continue;
    const dataSet = document.build(
      {
        reference,
        images: facts,
        author,
        at,
        seriesInstanceUid: seriesUid(place, document.modality),
        sopInstanceUid: newUid(place, document.slot, version),
        instanceNumber: version * 100 + index,
        softwareVersion: deps.version,
      },
      known?.sopInstanceUid ?? null,
    );
    const stored = await storeDocument(deps, {
      place,
      author,
      isCounty,
      version,
      document,
      dataSet,
    });
    if (!stored.ok) return stored;
  }
  const gone = [...current.values()].filter(
    ({ slot }) =>
      !slot.startsWith('attachment') && !planned.some((document) => document.slot === slot),
  );
  if (gone.length > 0) {
    await deps.db
      .updateTable('annotation_object')
      .set({ replaced_at: deps.now() })
      .where(
        'sop_instance_uid',
        'in',
        gone.map(({ sopInstanceUid }) => sopInstanceUid),
      )
      .execute();
  }
  return ok(null);
}

async function listObjects(
  { db }: FilingDeps,
  caseId: string,
  authorId: string,
): Promise<readonly FiledObject[]> {
  const rows = await db
    .selectFrom('annotation_object as o')
    .innerJoin('annotation_series as s', 's.series_instance_uid', 'o.series_instance_uid')
    .select([
      's.study_instance_uid',
      'o.series_instance_uid',
      'o.sop_instance_uid',
      'o.sop_class_uid',
    ])
    .where('s.case_id', '=', caseId)
    .where('s.author_id', '=', authorId)
    .where('o.replaced_at', 'is', null)
    .orderBy('o.slot')
    .execute();
  return rows.map((row) => ({
    studyInstanceUid: row.study_instance_uid,
    seriesInstanceUid: row.series_instance_uid,
    sopInstanceUid: row.sop_instance_uid,
    sopClassUid: row.sop_class_uid,
  }));
}
