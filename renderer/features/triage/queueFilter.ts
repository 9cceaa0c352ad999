import type { QUEUE_STAGES } from '../../../shared/api/cases';
import type { Urgency } from '../../../shared/domain/consultation/form';
import type { CaseFilter } from '../../platform/useCasePages';

/** One stage of the centre's work at a time; `all` is everything ever, and counts nothing. */
export type QueueStage = (typeof QUEUE_STAGES)[number] | 'all';

/** What the chips on the left choose. */
export type QueueFilter = {
  readonly stage: QueueStage;
  readonly urgency: Urgency | null;
  readonly isAsync: boolean;
  readonly mdt: boolean;
  readonly incomplete: boolean;
  readonly departmentName: string | null;
  readonly city: string | null;
  readonly q: string;
};

export const INITIAL_FILTER: QueueFilter = {
  stage: 'queue',
  urgency: null,
  isAsync: false,
  mdt: false,
  incomplete: false,
  departmentName: null,
  city: null,
  q: '',
};

export const isFiltered = ({ stage: _stage, ...rest }: QueueFilter): boolean =>
  Object.values(rest).some(Boolean);

export function toQuery(filter: QueueFilter): CaseFilter {
  const { stage, urgency, isAsync, mdt, incomplete, departmentName, city, q } = filter;
  return {
    bucket: stage === 'queue' ? 'queue' : 'all',
    ...(stage === 'queue' || stage === 'all' ? {} : { state: stage }),
    ...(urgency ? { urgency } : {}),
    ...(isAsync ? { mode: 'async' as const } : {}),
    ...(mdt ? { mdt: 'true' as const } : {}),
    ...(incomplete ? { incomplete: 'true' as const } : {}),
    ...(departmentName ? { departmentName } : {}),
    ...(city ? { city } : {}),
    ...(q.trim() ? { q: q.trim() } : {}),
  };
}
