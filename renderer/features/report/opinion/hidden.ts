import type { CaseDetail } from '../../../../shared/api/cases';
import type { Actor } from '../../../../shared/domain/identity/actor';

/** What opens an opinion the server keeps back; `inReport`: nothing does, the report speaks for it. */
export type OpensWith = 'own' | 'session' | 'report' | 'inReport';

/** Only words for what the server has decided (`shared/domain/consultation/opinionAccess.ts`). */
export function opensWith({ case: current }: CaseDetail, me: Actor): OpensWith {
  if (current.reports.length > 0) return 'inReport';
  if (me.role !== 'expert') return 'report';
  return current.chiefId === me.userId ? 'session' : 'own';
}

/** Whether the reader's side hears of opinions only with the report. */
export const waitsForReport = ({ case: current }: CaseDetail, me: Actor): boolean =>
  current.reports.length === 0 && (me.role === 'requester' || me.role === 'hospitalAdmin');
