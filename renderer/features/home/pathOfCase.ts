import type { CaseSummary } from '../../../shared/api/cases';

/** Drafts and returned requests of the reader open in the form, everything else on the case page. */
export const pathOfCase = (item: Pick<CaseSummary, 'id' | 'state' | 'owed'>): string =>
  item.state === 'draft' || item.owed === 'fix' ? `/cases/${item.id}/edit` : `/cases/${item.id}`;
