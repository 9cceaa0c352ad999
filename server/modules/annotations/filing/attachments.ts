import { sql } from 'kysely';
import type { AppError } from '../../../../shared/domain/errors';
import { C } from '../../../../shared/domain/imaging/annotations/codes';
import { imageFactsOf } from '../../../../shared/domain/imaging/annotations/imageFacts';
import { reportContentSchema } from '../../../../shared/domain/report/report';
import { ok, type Result } from '../../../../shared/lib/result';
import { uidOfName } from '../../../../shared/lib/uid';
import type { FilingDeps } from '../deps';
import { selection, seriesUid } from './documents';
import { currentObjects, readAuthor, storeDocument } from './objects';
import { readReference, readStoredImages } from './storedImages';

type Report = {
  caseId: string;
  version: number;
  publishedBy: string;
  publishedAt: string;
  content: unknown;
};

/** Published reports with key images that are not in their studies yet. */
export async function unattachedReports({ db }: FilingDeps): Promise<readonly Report[]> {
  const { rows } = await sql<Report>`
    select r.case_id as "caseId", r.version, r.published_by as "publishedBy", r.published_at as "publishedAt", r.content
    from report_version r
    where jsonb_array_length(r.content -> 'keyImages') > 0
      and not exists (select 1 from report_attachment a
        where a.case_id = r.case_id and a.report_version >= r.version)
    order by r.published_at limit 20`.execute(db);
  return rows;
}

/**
 * Writes the key images of a published report into each of their studies as a selection titled For Report Attachment. An
 * amended report's selection takes the place of the one before.
 */
export async function attachReport(
  deps: FilingDeps,
  report: Report,
): Promise<Result<null, AppError>> {
  const { keyImages } = reportContentSchema.parse(report.content);
  const author = await readAuthor(deps.db, report.publishedBy);
  const images = await readStoredImages(
    deps.db,
    keyImages.map(({ sopInstanceUid }) => sopInstanceUid),
  );
  const facts = new Map(
    [...images].flatMap(([uid, { instance }]) => {
      const found = imageFactsOf(instance);
      return found ? [[uid, found] as const] : [];
    }),
  );
  for (const studyInstanceUid of new Set(keyImages.map((image) => image.studyInstanceUid))) {
    const marks = keyImages
      .filter(
        (image) => image.studyInstanceUid === studyInstanceUid && facts.has(image.sopInstanceUid),
      )
      .map(({ sopInstanceUid, frameNumber, caption }) => ({
        id: null,
        sopInstanceUid,
        frameNumber,
        // captions in a report may have line breaks, a list of captions has one line each
        caption: caption.replace(/\s+/gu, ' ').trim(),
        changedAt: report.publishedAt,
      }));
    const reference = await readReference(deps.db, studyInstanceUid);
    if (marks.length === 0 || reference === null) continue;
    const place = { caseId: report.caseId, authorId: report.publishedBy, studyInstanceUid };
    const document = selection({
      slot: 'attachment',
      title: C.forReportAttachment,
      marks,
      presentationOf: () => null,
    });
    if ((await currentObjects(deps.db, place)).get('attachment')?.sha256 === document.sha256)
      continue;
    const dataSet = document.build(
      {
        reference,
        images: facts,
        author,
        at: report.publishedAt,
        seriesInstanceUid: seriesUid(place, 'KO'),
        sopInstanceUid: uidOfName(
          `attachment/${report.caseId}/${report.version}/${studyInstanceUid}`,
        ),
        instanceNumber: report.version,
        softwareVersion: deps.version,
      },
      null,
    );
    const stored = await storeDocument(deps, {
      place,
      author,
      isCounty: false,
      version: report.version,
      document,
      dataSet,
    });
    if (!stored.ok) return stored;
  }
  await deps.db
    .insertInto('report_attachment')
    .values({ case_id: report.caseId, report_version: report.version, filed_at: deps.now() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return ok(null);
}
