import { useState } from 'react';
import type { z } from 'zod';
import { listCases, type CaseSummary } from '../../shared/api/cases';
import type { RouteOutput } from '../../shared/api/route';
import type { AppError } from '../../shared/domain/errors';
import { useApi } from './ApiContext';
import { useAction } from './useCommand';
import { useQuery, type Query } from './useQuery';

export type CaseFilter = Omit<z.input<typeof listCases.query>, 'cursor' | 'limit'>;

export type CasePages = {
  readonly query: Query<RouteOutput<typeof listCases>>;
  readonly items: readonly CaseSummary[];
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly moreError: AppError | null;
  readonly loadMore: () => void;
};

type Further = {
  readonly key: string;
  readonly items: readonly CaseSummary[];
  readonly nextCursor: string | null;
};

const PAGE = 50;

/** A list that grows page by page; its first page is kept current, what has moved up from below is shown once. */
export function useCasePages(filter: CaseFilter): CasePages {
  const api = useApi();
  const key = JSON.stringify(filter);
  const [further, setFurther] = useState<Further | null>(null);
  const query = useQuery(
    listCases,
    { query: { ...filter, limit: PAGE } },
    { keepPrevious: true, reloadOn: (event) => event.type === 'caseChanged' },
  );
  const mine = further?.key === key ? further : null;
  const nextCursor = mine ? mine.nextCursor : (query.value?.nextCursor ?? null);
  const more = useAction(async (cursor: string) => {
    const result = await api(listCases, { query: { ...filter, limit: PAGE, cursor } });
    if (result.ok) {
      const { items, nextCursor: next } = result.value;
      setFurther({ key, items: [...(mine?.items ?? []), ...items], nextCursor: next });
    }
    return result;
  });
  const first = query.value?.items ?? [];
  const known = new Set(first.map((item) => item.id));
  return {
    query,
    items: [...first, ...(mine?.items ?? []).filter((item) => !known.has(item.id))],
    hasMore: nextCursor !== null,
    isLoadingMore: more.status === 'running',
    moreError: more.error,
    loadMore: () => void (nextCursor && more.run(nextCursor)),
  };
}
