import type { AppError } from '../../../shared/domain/errors';
import type { ErrorCode } from '../../../shared/domain/errorCodes';
import type { Result } from '../../../shared/lib/result';
import type { IngestedInstance } from '../ingest/dicomIngest';
import type { DicomAttribute, DicomDataSet, DicomValue } from '../parse/dicomJson';
import { instanceUrl, studyUrl } from './address';

export type StoreOutcome = Result<IngestedInstance, AppError>;

/** Failure Reason (0008,1197), PS3.4 Annex GG and PS3.18 Table 10.5.3-2. */
const FAILURE: Partial<Readonly<Record<ErrorCode, number>>> = {
  'dicom.uidConflict': 0x0111, // duplicate SOP instance
  'dicom.transferSyntax': 0xc122, // referenced transfer syntax not supported
  'dicom.patientMismatch': 0xa900, // data set does not match
  'dicom.studyMismatch': 0xa900,
  'dicom.noSopInstanceUid': 0xa900,
  'dicom.badUid': 0xa900,
  'device.diskFull': 0xa700, // out of resources
};
const CANNOT_UNDERSTAND = 0xc000;

/** Status of the whole transaction: all stored 200, some 202, none 409 (PS3.18 Table 10.5.3-1). */
export function storeStatus(outcomes: readonly StoreOutcome[]): 200 | 202 | 409 {
  const stored = outcomes.filter(({ ok }) => ok).length;
  if (stored === outcomes.length) return 200;
  return stored > 0 ? 202 : 409;
}

/** Store Instances Response Module (PS3.18 Annex I.2). */
export function storeResponse(
  outcomes: readonly StoreOutcome[],
  service: string,
  study: string | undefined,
): DicomDataSet {
  const referenced: DicomDataSet[] = [];
  const failed: DicomDataSet[] = [];
  const other: DicomDataSet[] = [];
  const studies = new Set(study === undefined ? [] : [study]);
  for (const outcome of outcomes) {
    if (outcome.ok) {
      const { sopClassUid, sopInstanceUid, studyInstanceUid } = outcome.value;
      studies.add(studyInstanceUid);
      referenced.push({
        '00081150': one('UI', sopClassUid),
        '00081155': one('UI', sopInstanceUid),
        '00081190': one('UR', instanceUrl(service, outcome.value)),
      });
      continue;
    }
    const { code, params } = outcome.error;
    const reason = { '00081197': one('US', FAILURE[code] ?? CANNOT_UNDERSTAND) };
    // The code says more than a DICOM failure reason can; (0008,1196) has no text, so a comment carries it.
    const comment = { '00080203': one('LO', code) };
    const uid = params?.['sopInstanceUid'];
    const sopClass = params?.['sopClassUid'];
    if (uid === undefined || sopClass === undefined) other.push({ ...reason, ...comment });
    else
      failed.push({
        '00081150': one('UI', sopClass),
        '00081155': one('UI', uid),
        ...reason,
        ...comment,
      });
  }
  const [only] = studies;
  return {
    ...(studies.size === 1 &&
      only !== undefined && { '00081190': one('UR', studyUrl(service, only)) }),
    ...(failed.length > 0 && { '00081198': { vr: 'SQ', Value: failed } }),
    ...(referenced.length > 0 && { '00081199': { vr: 'SQ', Value: referenced } }),
    ...(other.length > 0 && { '0008119A': { vr: 'SQ', Value: other } }),
  };
}

const one = (vr: string, value: DicomValue): DicomAttribute => ({ vr, Value: [value] });
