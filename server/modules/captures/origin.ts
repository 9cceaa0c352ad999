import type { ConsultationCase } from '../../../shared/domain/consultation/case';
import { appError, type AppError } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { CaptureObject } from '../../dicom/write/secondaryCapture';
import type { CaptureDeps } from './deps';

/** Of what, by whom and for whom a picture is made. */
export type Origin = {
  readonly current: ConsultationCase;
  readonly record: {
    readonly id: string;
    readonly title: string;
    readonly kind: string;
    readonly mime: string | null;
    readonly sha256: string | null;
  };
  readonly operator: string;
  readonly institution: string;
  readonly patient: CaptureObject['patient'];
  readonly made: CaptureObject['made'];
};

/** Errors: what case access refuses, `request.notFound`. */
export async function readOrigin(
  { db, caseAccess, now }: CaptureDeps,
  actor: Actor,
  { caseId, recordId }: { readonly caseId: string; readonly recordId: string },
): Promise<Result<Origin, AppError>> {
  const allowed = await caseAccess.forRemarks(actor, caseId);
  if (!allowed.ok) return allowed;
  const record = await db
    .selectFrom('case_record')
    .select(['id', 'title', 'kind', 'mime', 'blob_sha256 as sha256'])
    .where('id', '=', recordId)
    .where('case_id', '=', caseId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (!record) return err(appError('notFound', 'request.notFound'));
  const person = await db
    .selectFrom('app_user as u')
    .leftJoin('hospital as h', 'h.id', 'u.hospital_id')
    .select(['u.name', 'h.name as hospital'])
    .where('u.id', '=', actor.userId)
    .executeTakeFirst();
  return ok({
    current: allowed.value,
    record,
    operator: person?.name ?? '',
    institution: person?.hospital ?? '',
    patient: patientOf(allowed.value),
    made: localTime(now()),
  });
}

/**
 * The patient as the case names him. The hospital's own number, never the identity card's: pictures travel further than
 * request forms.
 */
function patientOf({ id, form }: ConsultationCase): CaptureObject['patient'] {
  const { name, birthDate, sex, inpatientNo } = form.patient;
  return {
    name,
    id: inpatientNo.trim() || `HZ-${id.slice(0, 8)}`,
    birthDate: birthDate?.replaceAll('-', '') ?? '',
    sex: sex === 'male' ? 'M' : sex === 'female' ? 'F' : '',
  };
}

/** DICOM dates and times are local where the picture is made; all sites of ours keep Beijing time. */
export function localTime(instant: string): { readonly date: string; readonly time: string } {
  const beijing = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString();
  return {
    date: beijing.slice(0, 10).replaceAll('-', ''),
    time: beijing.slice(11, 19).replaceAll(':', ''),
  };
}
