import type { CaseRecord } from '../../shared/api/cases';

type Dated = Pick<CaseRecord, 'occurredAt' | 'addedAt' | 'title'>;

/** When it is from; material that does not say is as old as its arrival. */
export const whenOf = (record: Dated): string => record.occurredAt ?? record.addedAt;

const TITLES = new Intl.Collator('zh-Hans-u-co-pinyin', { numeric: true });

/** Oldest first; pages scanned in one go stand in the order of their numbers. */
export const byTimeThenTitle = (a: Dated, b: Dated): number =>
  whenOf(a).localeCompare(whenOf(b)) || TITLES.compare(a.title, b.title);
