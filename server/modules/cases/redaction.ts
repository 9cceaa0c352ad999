import type { CaseDetail } from '../../../shared/api/cases';
import { newCase, type ConsultationCase } from '../../../shared/domain/consultation/case';
import { emptyForm } from '../../../shared/domain/consultation/form';

/**
 * What an auditor gets to see of a case he voids: that it exists, where it stands and who asked for the void. Built up
 * from an empty case, so that a field added later is hidden until somebody decides otherwise.
 */
export function withoutClinical(detail: CaseDetail): CaseDetail {
  const { case: current } = detail;
  const bare: ConsultationCase = {
    ...newCase({ ...identityOf(current), form: emptyForm() }, current.createdAt),
    version: current.version,
    requestNo: current.requestNo,
    state: current.state,
    submission: current.submission,
    updatedAt: current.updatedAt,
    voidRequest: current.voidRequest,
  };
  return {
    ...detail,
    case: bare,
    people: [],
    rooms: [],
    records: [],
    missing: [],
    fields: [],
    children: [],
    parentRequestNo: null,
  };
}

const identityOf = ({ id, requesterId, hospitalId, parentId }: ConsultationCase) => ({
  id,
  requesterId,
  hospitalId,
  parentId,
});
