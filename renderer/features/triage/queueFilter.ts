import type { listCases } from '../../../shared/api/cases';
import type { RouteInput } from '../../../shared/api/route';

type Query = RouteInput<typeof listCases>['query'];

/** What the chips on the left choose. One stage of the centre's work at a time. */
export type QueueFilter = {
  readonly stage: 'queue' | 'accepted' | 'coordinating' | 'returned' | 'reporting' | 'all';
  readonly urgency: 'emergency' | 'routine' | 'elective' | null;
  readonly mode: 'video' | 'async' | null;
  readonly mdt: boolean;
  readonly incomplete: boolean;
  readonly q: string;
};

export const INITIAL_FILTER: QueueFilter = {
  stage: 'queue',
  urgency: null,
  mode: null,
  mdt: false,
  incomplete: false,
  q: '',
};

export function toQuery(filter: QueueFilter, cursor?: string): Query {
  const { stage, urgency, mode, mdt, incomplete, q } = filter;
  return {
    limit: 50,
    bucket: stage === 'queue' ? 'queue' : 'all',
    ...(stage === 'queue' || stage === 'all' ? {} : { state: stage }),
    ...(urgency ? { urgency } : {}),
    ...(mode ? { mode } : {}),
    ...(mdt ? { mdt: 'true' as const } : {}),
    ...(incomplete ? { incomplete: 'true' as const } : {}),
    ...(q.trim() ? { q: q.trim() } : {}),
    ...(cursor ? { cursor } : {}),
  };
}
