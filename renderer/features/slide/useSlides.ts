import { useEffect } from 'react';
import { listSlides } from '../../../shared/api/slides';
import type { CaseId } from '../../../shared/domain/identity/actor';
import { useQuery } from '../../platform/useQuery';

/** Levels of a large picture take the server minutes; this is how often the course is asked for. */
const POLL_MS = 2_500;

/** The slides of one piece of material; asked again while the server still makes levels for one. */
export function useSlides(caseId: CaseId, recordId: string) {
  const query = useQuery(listSlides, { params: { caseId, recordId } });
  const { reload, value } = query;
  const isPreparing = value?.items.some(({ preparing }) => preparing !== null) ?? false;
  useEffect(() => {
    if (!isPreparing) return;
    const timer = setInterval(reload, POLL_MS);
    return () => clearInterval(timer);
  }, [isPreparing, reload]);
  return query;
}
