import { matchIdentity, type IdentityField } from '../../../shared/domain/imaging/identityMatch';
import type { RequestForm } from '../../../shared/domain/consultation/form';
import { recordPayloadSchema } from '../../../shared/domain/intake/payload';
import type { Queryable } from './reading';

/**
 * Studies on the case whose own patient contradicts the form as it reads now. Intake compares when a file arrives, but
 * name, birth date or number may be filled in or corrected afterwards. What two people accepted stays accepted.
 *
 * @returns For each such study the fields that differ, never their values.
 */
export async function findPatientConflicts(
  db: Queryable,
  caseId: string,
  { patient }: RequestForm,
): Promise<(readonly IdentityField[])[]> {
  const rows = await db
    .selectFrom('case_record as r')
    .innerJoin('dicom_study as s', 's.study_instance_uid', 'r.study_instance_uid')
    .select([
      'r.payload',
      's.patient_name_alphabetic',
      's.patient_name_ideographic',
      's.patient_id',
      's.patient_birth_date',
      's.patient_sex',
    ])
    .where('r.case_id', '=', caseId)
    .where('r.removed_at', 'is', null)
    .execute();
  return rows
    .filter(({ payload }) => recordPayloadSchema.safeParse(payload).data?.identity !== 'accepted')
    .map((row) =>
      matchIdentity(patient, {
        names: [row.patient_name_alphabetic ?? '', row.patient_name_ideographic ?? ''],
        birthDate: row.patient_birth_date,
        sex: row.patient_sex,
        patientIds: row.patient_id === null ? [] : [row.patient_id],
      }),
    )
    .filter(({ verdict }) => verdict === 'mismatch')
    .map(({ differing }) => differing);
}
