import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { listCases, type CaseSummary } from '../../../shared/api/cases';
import type { RouteOutput } from '../../../shared/api/route';
import { useMe } from '../../platform/ApiContext';
import { useQuery, type Query } from '../../platform/useQuery';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { Page, PageHeader } from '../../ui/PageHeader';
import { QueryView } from '../../ui/QueryView';
import { CaseCard } from './CaseCard';
import { FixSummary } from './FixSummary';
import styles from './home.module.css';
import { StartButtons, useStartRequest } from './StartButtons';

const onCaseChange = (event: { type: string }) => event.type === 'caseChanged';
const COLUMN_LIMIT = 40;

/** The county doctor's requests in three columns: waiting for him, under way, finished. */
export function CountyHome(): ReactElement {
  const { t } = useTranslation('home');
  const { role } = useMe();
  const start = useStartRequest();
  const owed = useQuery(
    listCases,
    { query: { bucket: 'owed', limit: COLUMN_LIMIT } },
    { reloadOn: onCaseChange },
  );
  const active = useQuery(
    listCases,
    { query: { bucket: 'active', limit: COLUMN_LIMIT } },
    { reloadOn: onCaseChange },
  );
  const done = useQuery(
    listCases,
    { query: { bucket: 'done', limit: COLUMN_LIMIT } },
    { reloadOn: onCaseChange },
  );
  return (
    <Page
      header={
        <PageHeader
          title={t(role === 'hospitalAdmin' ? 'county.hospitalTitle' : 'county.title')}
          primary={<StartButtons start={start} />}
        />
      }
    >
      {start.error && <ErrorNotice error={start.error} />}
      <div className={styles['columns']}>
        <Column
          title={t('county.owed')}
          query={owed}
          pick={isOwed}
          emptyText={t('county.owedEmpty')}
          emptyHint={t('county.owedHint')}
          isUrgent
        />
        <Column
          title={t('county.active')}
          query={active}
          pick={isNotOwed}
          emptyText={t('county.activeEmpty')}
          emptyHint={t('county.activeHint')}
        />
        <Column
          title={t('county.done')}
          query={done}
          pick={isNotOwed}
          emptyText={t('county.doneEmpty')}
          emptyHint={t('county.doneHint')}
        />
      </div>
    </Page>
  );
}

const isOwed = (item: CaseSummary) => item.owed !== null;
const isNotOwed = (item: CaseSummary) => item.owed === null;

/** Refused first, then returned, then by deadline: the order in which a glance should meet them. */
export function byPressure(a: CaseSummary, b: CaseSummary): number {
  const rank = (item: CaseSummary) =>
    item.owed === 'criticalFinding'
      ? 0
      : item.owed === 'rejected'
        ? 1
        : item.owed === 'fix'
          ? 2
          : 3;
  const due = (item: CaseSummary) => item.dueAt ?? '9999';
  return rank(a) - rank(b) || due(a).localeCompare(due(b));
}

type ColumnProps = {
  readonly title: string;
  readonly query: Query<RouteOutput<typeof listCases>>;
  readonly pick: (item: CaseSummary) => boolean;
  readonly emptyText: string;
  readonly emptyHint: string;
  readonly isUrgent?: boolean;
};

/** What is there, or in tens what is at least there. */
function countOf(shown: number, hasMore: boolean): string {
  if (!hasMore) return String(shown);
  return `${shown < 10 ? shown : Math.floor(shown / 10) * 10}+`;
}

function Column(props: ColumnProps): ReactElement {
  const { title, query, pick, emptyText, emptyHint, isUrgent = false } = props;
  const { t } = useTranslation('home');
  const picked = query.value?.items.filter(pick) ?? [];
  const items = isUrgent ? picked.toSorted(byPressure) : picked;
  const count = query.value === null ? '' : countOf(items.length, query.value.nextCursor !== null);
  return (
    <section className={styles['column']} aria-label={title}>
      <h2>
        {title} <span>{count}</span>
      </h2>
      <QueryView query={query}>
        {() =>
          items.length === 0 ? (
            <EmptyState isInline title={emptyText} text={emptyHint} />
          ) : (
            <ul className={styles['cards']}>
              {items.map((item) => (
                <CaseCard key={item.id} item={item}>
                  {(item.owed === 'fix' || item.owed === 'rejected') && (
                    <FixSummary caseId={item.id} />
                  )}
                </CaseCard>
              ))}
              {query.value?.nextCursor && (
                <li className={styles['all']}>
                  <Link to="/cases">{t('county.all')}</Link>
                </li>
              )}
            </ul>
          )
        }
      </QueryView>
    </section>
  );
}
