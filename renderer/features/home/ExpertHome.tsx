import { Button } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { listCases, type CaseSummary } from '../../../shared/api/cases';
import { useCaseCommand } from '../../platform/useCommand';
import { useQuery } from '../../platform/useQuery';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { Page, PageHeader } from '../../ui/PageHeader';
import { QueryView } from '../../ui/QueryView';
import { CaseCard } from './CaseCard';
import styles from './home.module.css';
import { NextConsultation } from './NextConsultation';

const IN_PROGRESS = new Set(['scheduled', 'checkedIn', 'inConsultation', 'interrupted']);

/** The expert's desk: what is next, what asks for an answer, which reports are owed. */
export function ExpertHome(): ReactElement {
  const { t } = useTranslation('home');
  const query = useQuery(
    listCases,
    { query: { bucket: 'owed', limit: 100 } },
    { reloadOn: (event) => event.type === 'caseChanged' || event.type === 'notified' },
  );
  return (
    <Page header={<PageHeader title={t('expert.title')} />}>
      <QueryView query={query}>
        {({ items }) => <Desk items={items} onChanged={query.reload} />}
      </QueryView>
    </Page>
  );
}

function Desk({
  items,
  onChanged,
}: {
  readonly items: readonly CaseSummary[];
  readonly onChanged: () => void;
}) {
  const { t } = useTranslation('home');
  const upcoming = items
    .filter((item) => IN_PROGRESS.has(item.state) && item.startsAt !== null)
    .toSorted((a, b) => (a.startsAt ?? '').localeCompare(b.startsAt ?? ''));
  const [next, ...later] = upcoming;
  const owing = (...owed: CaseSummary['owed'][]) =>
    items.filter((item) => item.owed !== null && owed.includes(item.owed)).toSorted(byDue);
  return (
    <>
      {next ? (
        <NextConsultation item={next} />
      ) : (
        <div className={styles['nothingNext']}>
          <EmptyState isInline title={t('expert.nothingNext')} text={t('expert.nothingNextText')} />
        </div>
      )}
      <div className={styles['columns']}>
        <Column
          title={t('expert.invitations')}
          items={owing('invitation')}
          emptyText={t('expert.noInvitations')}
        >
          {(item) => <InvitationActions item={item} onChanged={onChanged} />}
        </Column>
        <Column
          title={t('expert.reports')}
          items={owing('report', 'opinion')}
          emptyText={t('expert.noReports')}
        />
        <Column
          title={t('expert.later')}
          items={[...later, ...owing('followUpReview', 'reread')]}
          emptyText={t('expert.noLater')}
        />
      </div>
    </>
  );
}

const byDue = (a: CaseSummary, b: CaseSummary) =>
  (a.dueAt ?? '9999').localeCompare(b.dueAt ?? '9999');

type ColumnProps = {
  readonly title: string;
  readonly items: readonly CaseSummary[];
  readonly emptyText: string;
  readonly children?: (item: CaseSummary) => ReactNode;
};

function Column({ title, items, emptyText, children }: ColumnProps): ReactElement {
  return (
    <section className={styles['column']} aria-label={title}>
      <h2>
        {title} <span>{items.length}</span>
      </h2>
      {items.length === 0 ? (
        <EmptyState isInline title={emptyText} />
      ) : (
        <ul className={styles['cards']}>
          {items.map((item) => (
            <CaseCard key={item.id} item={item}>
              {children?.(item)}
            </CaseCard>
          ))}
        </ul>
      )}
    </section>
  );
}

function InvitationActions({
  item,
  onChanged,
}: {
  readonly item: CaseSummary;
  readonly onChanged: () => void;
}) {
  const { t } = useTranslation(['home', 'caseTerms']);
  const navigate = useNavigate();
  const accept = useCaseCommand();
  const run = async () => {
    const result = await accept.run({
      caseId: item.id,
      expectedVersion: item.version,
      command: { type: 'acceptInvitation' },
    });
    if (result.ok) onChanged();
  };
  return (
    <div className={styles['cardActions']}>
      {accept.error && <ErrorNotice error={accept.error} onRetry={onChanged} />}
      <Button
        type="primary"
        size="small"
        loading={accept.status === 'running'}
        onClick={() => void run()}
      >
        {t('caseTerms:command.acceptInvitation')}
      </Button>
      <Button size="small" onClick={() => void navigate(`/cases/${item.id}`)}>
        {t('home:expert.otherAnswer')}
      </Button>
    </div>
  );
}
