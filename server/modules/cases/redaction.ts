import { caseDetailSchema, type CaseDetail } from '../../../shared/api/cases';
import { newCase, type ConsultationCase } from '../../../shared/domain/consultation/case';
import { emptyForm } from '../../../shared/domain/consultation/form';
import { opinionsAsSeen } from '../../../shared/domain/consultation/opinionAccess';
import type { Actor } from '../../../shared/domain/identity/actor';

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
    opinionsGiven: [],
    lateItems: [],
  };
}

/**
 * A stored first answer as it may be shown now. Nobody reads through a replay what is closed to him today: an opinion
 * of his that was returned makes him blind again, and answers of older versions hold everything.
 *
 * @param first - The answer as stored, by this version of the server or an older one.
 * @param current - The case as it is now.
 */
export function firstAnswerToday(
  first: unknown,
  current: ConsultationCase,
  actor: Actor,
): CaseDetail {
  const before = caseDetailSchema.parse({ opinionsGiven: [], lateItems: [], ...(first as object) });
  const seen = opinionsAsSeen(current, actor);
  const isReadable = new Set<string>(seen.opinions.map((opinion) => opinion.expertId));
  return {
    ...before,
    case: {
      ...before.case,
      opinions: before.case.opinions.filter((opinion) => isReadable.has(opinion.expertId)),
      returnedOpinions: seen.returnedOpinions,
    },
    opinionsGiven: seen.opinionsGiven.length === 0 ? [] : before.opinionsGiven,
  };
}

const identityOf = ({ id, requesterId, hospitalId, parentId }: ConsultationCase) => ({
  id,
  requesterId,
  hospitalId,
  parentId,
});
