import { sql, type RawBuilder } from 'kysely';
import { openness, readsOpenAnnotations } from '../../shared/domain/consultation/annotationAccess';
import type { ConsultationCase } from '../../shared/domain/consultation/case';
import type { Actor } from '../../shared/domain/identity/actor';
import { caseScope } from './scope';

/** What lists and the archive need to know of an expert's drawings, kept beside the case at every write. */
export const annotationColumns = (current: ConsultationCase, expertId: string) => ({
  annotations: openness(current, expertId),
  reads_annotations: readsOpenAnnotations(current, expertId),
});

/**
 * Which series of a visible study somebody may see, as SQL over alias `se` (dicom_series): all but those holding drawings
 * he is blind to. The same rules as `seesAnnotationsOf` in the domain; a test holds the two together.
 */
export function seriesScope(actor: Actor, at: string): RawBuilder<boolean> {
  const readsOpen =
    actor.role === 'expert'
      ? sql`exists (select 1 from consultation_expert m where m.case_id = a.case_id
          and m.expert_id = ${actor.userId} and m.reads_annotations)`
      : sql`false`;
  return sql`(not exists (select 1 from annotation_series a where a.series_instance_uid = se.series_instance_uid)
    or exists (select 1 from annotation_series a join consultation c on c.id = a.case_id
      where a.series_instance_uid = se.series_instance_uid and (${caseScope(actor, at)})
        and (a.author_id = ${actor.userId} or a.is_county
          or exists (select 1 from consultation_expert e
            where e.case_id = a.case_id and e.expert_id = a.author_id
              and (e.annotations = 'reported' or (e.annotations = 'given' and ${readsOpen}))))))`;
}
