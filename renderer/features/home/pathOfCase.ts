import type { CaseSummary } from '../../../shared/api/cases';

/** Where what is owed is done, when that is not the case page. */
export const pathOfOwed = (item: Pick<CaseSummary, 'id' | 'state' | 'owed'>): string =>
  item.owed === 'lateEntry' ? `/cases/${item.id}/late-entry` : pathOfCase(item);

/** Drafts and returned requests of the reader open in the form, everything else on the case page. */
export const pathOfCase = (item: Pick<CaseSummary, 'id' | 'state' | 'owed'>): string =>
  item.state === 'draft' || item.owed === 'fix' ? `/cases/${item.id}/edit` : `/cases/${item.id}`;
