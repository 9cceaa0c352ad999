import {
  consultationCaseSchema,
  type ConsultationCase,
} from '../../../shared/domain/consultation/case';
import {
  completenessRatio,
  type RecordSummary,
} from '../../../shared/domain/consultation/completeness';
import { lateEntryDueAt } from '../../../shared/domain/consultation/lateEntry';
import { owedBy } from '../../../shared/domain/consultation/owed';
import { appError, AppFailure } from '../../../shared/domain/errors';
import { searchTerms } from '../../../shared/lib/searchTerms';
import { annotationColumns } from '../../access/annotationScope';

/** A stored case that no longer parses is an incident, not an empty page. */
export function parseCase(body: unknown): ConsultationCase {
  const parsed = consultationCaseSchema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new AppFailure(
    appError('internal', 'server.internal', {
      message: `stored case does not parse at ${issue?.path.join('.') ?? '?'}`,
    }),
  );
}

/** The columns that lists, filters and statistics read, derived from the aggregate at every write. */
export function toColumns(
  current: ConsultationCase,
  records: readonly RecordSummary[],
  requesterName: string,
) {
  const { patient, clinical, wishes } = current.form;
  const diagnosis = clinical.provisionalDiagnoses[0];
  return {
    request_no: current.requestNo,
    version: current.version,
    state: current.state,
    mode: wishes.mode,
    urgency: wishes.urgency,
    mdt: wishes.mdt,
    hospital_id: current.hospitalId,
    requester_id: current.requesterId,
    parent_id: current.parentId,
    patient_name: patient.name,
    patient_sex: patient.sex,
    patient_birth_date: patient.birthDate,
    department_name: wishes.departmentNames[0] ?? '',
    diagnosis_code: diagnosis?.code ?? null,
    diagnosis_name: diagnosis?.name ?? null,
    chief_id: current.chiefId,
    starts_at: current.appointment?.startsAt ?? null,
    created_at: current.createdAt,
    updated_at: current.updatedAt,
    submitted_at: current.submittedAt,
    accepted_at: current.acceptedAt,
    ended_at: current.session?.endedAt ?? null,
    published_at: current.reports[0]?.publishedAt ?? null,
    completeness: completenessRatio(current.form, records, current.updatedAt),
    archived_at: current.archive?.at ?? null,
    report_version: current.reports.at(-1)?.version ?? 0,
    ...countyColumns(current),
    late_entry_due: lateEntryDueAt(current),
    search_terms: searchTerms(current.requestNo ?? '', patient.name, requesterName),
    body: JSON.stringify(current),
  };
}

/** Later than every deadline: what is owed at some time, with the day from which on kept beside it. */
const SOME_DAY = '9999-12-31T00:00:00.000Z';

function countyColumns(current: ConsultationCase) {
  const county = {
    role: 'requester',
    userId: current.requesterId,
    hospitalId: current.hospitalId,
  } as const;
  const owed = owedBy(current, county, SOME_DAY)?.owed ?? null;
  const days = current.followUps
    .filter((item) => item.status === 'planned')
    .map((item) => item.dueOn);
  return {
    county_owed: owed,
    county_owed_from: owed === 'followUpAnswer' ? (days.toSorted()[0] ?? null) : null,
  };
}

/** Who is asked to this case, and what it waits for from each. */
export function toExpertRows(current: ConsultationCase) {
  return current.invitations.map(({ expertId, status, deadline }) => {
    const expert = { role: 'expert', userId: expertId, hospitalId: null } as const;
    const owed = owedBy(current, expert, current.updatedAt)?.owed ?? null;
    return {
      case_id: current.id,
      expert_id: expertId,
      status,
      owed,
      owed_until: owed === 'invitation' ? deadline : null,
      archived_at: current.archive?.at ?? null,
      ...annotationColumns(current, expertId),
    };
  });
}
