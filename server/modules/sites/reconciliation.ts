import { sql } from 'kysely';
import type { z } from 'zod';
import type { reportSiteStudies, siteStudySchema } from '../../../shared/api/sites';
import type { Db } from '../../db/database';

type Reported = z.output<(typeof reportSiteStudies)['body']>['items'][number];
type SiteStudy = z.infer<typeof siteStudySchema>;
type Held = { readonly studyInstanceUid: string; readonly heldInstances: number };

/** Notes what the gateway counted. @returns What the centre holds of each, in no order. */
export async function noteStudies(
  db: Db,
  siteId: string,
  items: readonly Reported[],
  at: string,
): Promise<Held[]> {
  if (items.length === 0) return [];
  await db
    .insertInto('site_study')
    .values(
      items.map((item) => ({
        site_id: siteId,
        study_instance_uid: item.studyInstanceUid,
        modality: item.modality,
        study_date: item.studyDate,
        series: item.series,
        instances: item.instances,
        source_instances: item.sourceInstances,
        reported_at: at,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'study_instance_uid']).doUpdateSet((eb) => ({
        modality: eb.ref('excluded.modality'),
        study_date: eb.ref('excluded.study_date'),
        // a gateway forgets what it delivered long ago; what it once counted stays counted
        series: sql`greatest(site_study.series, excluded.series)`,
        instances: sql`greatest(site_study.instances, excluded.instances)`,
        source_instances: sql`coalesce(excluded.source_instances, site_study.source_instances)`,
        reported_at: eb.ref('excluded.reported_at'),
      })),
    )
    .execute();
  const uids = items.map(({ studyInstanceUid }) => studyInstanceUid);
  const held = await sql<Held>`
    select uid as "studyInstanceUid",
      (select count(*)::int from dicom_instance i where i.study_instance_uid = uid) as "heldInstances"
    from unnest(${uids}::text[]) as uid`.execute(db);
  return held.rows;
}

/** Studies of the last 30 days, newest report first; the incomplete ones when `onlyIncomplete`. */
export async function listStudies(
  db: Db,
  siteId: string,
  { since, onlyIncomplete }: { readonly since: string; readonly onlyIncomplete: boolean },
): Promise<SiteStudy[]> {
  const rows = await sql<SiteStudy>`
    select * from (
      select t.study_instance_uid as "studyInstanceUid", t.modality, t.study_date as "studyDate",
        to_char(t.reported_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "reportedAt",
        t.series, t.instances, t.source_instances as "sourceInstances",
        (select count(*)::int from dicom_instance i
          where i.study_instance_uid = t.study_instance_uid) as "heldInstances"
      from site_study t where t.site_id = ${siteId} and t.reported_at > ${since}
    ) counted
    where not ${onlyIncomplete}
      or "heldInstances" < greatest(instances, coalesce("sourceInstances", 0))
    order by "reportedAt" desc, "studyInstanceUid" limit 500`.execute(db);
  return rows.rows;
}

/** Studies of this hospital on a case that is on its way and not closed; emergencies first. */
export async function wantedStudies(db: Db, hospitalId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('case_record as r')
    .innerJoin('consultation as c', 'c.id', 'r.case_id')
    .select('r.study_instance_uid as uid')
    .where('c.hospital_id', '=', hospitalId)
    .where('r.study_instance_uid', 'is not', null)
    .where('r.removed_at', 'is', null)
    .where('c.urgency', '=', 'emergency')
    .where('c.published_at', 'is', null)
    .orderBy('c.updated_at', 'desc')
    .limit(50)
    .execute();
  return rows.flatMap(({ uid }) => (uid === null ? [] : [uid]));
}
