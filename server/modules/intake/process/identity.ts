import {
  IDENTITY_FIELDS,
  matchIdentity,
  type CasePatient,
  type StatedIdentity,
} from '../../../../shared/domain/imaging/identityMatch';
import type { RecordPayload } from '../../../../shared/domain/intake/payload';
import { err, ok, type Result } from '../../../../shared/lib/result';
import type { IntakeReason } from '../../../db/tables/intake';

type Standing = NonNullable<RecordPayload['identity']>;

/**
 * Compares everybody a file names with the patient of the case.
 *
 * @param stated - Empty for formats without a place for a patient.
 * @returns How the identity stands (`null`: there is none to compare), or `file.patientMismatch` with the names of
 *   the differing fields, never their values.
 */
export function judgeIdentity(
  patient: CasePatient,
  stated: readonly StatedIdentity[],
): Result<Standing | null, IntakeReason> {
  if (stated.length === 0) return ok(null);
  const matches = stated.map((identity) => matchIdentity(patient, identity));
  const differing = IDENTITY_FIELDS.filter((field) =>
    matches.some((match) => match.differing.includes(field)),
  );
  if (differing.length > 0) {
    return err({ code: 'file.patientMismatch', params: { fields: differing.join(',') } });
  }
  return ok(matches.every(({ verdict }) => verdict === 'match') ? 'verified' : 'unverified');
}
