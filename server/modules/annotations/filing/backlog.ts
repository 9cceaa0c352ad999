import { sql } from 'kysely';
import type { FilingDeps } from '../deps';
import { attachReport, unattachedReports } from './attachments';
import { fileSet } from './fileSet';

/** A set still being drawn on is left alone for so long; every stroke would become a document otherwise. */
const QUIET_MS = 2 * 60_000;
/** Once others may read it, it is to be in the study soon. */
const QUIET_WHEN_OPEN_MS = 10_000;

export type BacklogOutcome = { readonly written: number; readonly failed: number };

/**
 * Writes what waits: sets their authors have left alone, at once when the author's opinion or the report is out, and the key
 * images of published reports. Nothing is lost by a crash: what is not noted as written is found again.
 */
export async function fileBacklog(deps: FilingDeps): Promise<BacklogOutcome> {
  let written = 0;
  let failed = 0;
  for (const { caseId, authorId } of await dueSets(deps)) {
    const outcome = await fileSet(deps, caseId, authorId);
    if (outcome?.ok) written += 1;
    else failed += 1;
  }
  for (const report of await unattachedReports(deps)) {
    const outcome = await attachReport(deps, report);
    if (outcome.ok) written += 1;
    else failed += 1;
  }
  return { written, failed };
}

type Due = { caseId: string; authorId: string };

async function dueSets({ db, now }: FilingDeps): Promise<readonly Due[]> {
  const at = now();
  const before = (ms: number): string => new Date(Date.parse(at) - ms).toISOString();
  const { rows } = await sql<Due>`
    select a.case_id as "caseId", a.author_id as "authorId"
    from annotation_set a
    where a.filed_version < a.version and (a.filing_until is null or a.filing_until <= ${at}::timestamptz)
      and (a.updated_at <= ${before(QUIET_MS)}::timestamptz
        or (a.updated_at <= ${before(QUIET_WHEN_OPEN_MS)}::timestamptz and exists (
          select 1 from consultation_expert e
          where e.case_id = a.case_id and e.expert_id = a.author_id and e.annotations <> 'closed')))
    order by a.updated_at limit 20`.execute(db);
  return rows;
}
