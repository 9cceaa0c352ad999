import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { listCases, type CaseSummary } from '../../../shared/api/cases';
import { useQuery } from '../../platform/useQuery';
import { DueTime } from '../../ui/Clock';
import { EmptyState } from '../../ui/EmptyState';
import { Notice } from '../../ui/Notice';
import { Page, PageHeader } from '../../ui/PageHeader';
import { PatientLine } from '../../ui/PatientLine';
import { QueryView } from '../../ui/QueryView';
import { useNow } from '../../ui/useNow';
import './followUp.css';
import { groupFollowUps, GROUPS, type Group } from './groups';

const MOST = 200;

/** Follow-ups that are late, due, or with somebody else. */
export function FollowUpsPage(): ReactElement {
  const { t } = useTranslation('followUp');
  const query = useQuery(
    listCases,
    { query: { bucket: 'all', state: 'followUp', limit: MOST } },
    { reloadOn: (event) => event.type === 'caseChanged' },
  );
  return (
    <Page header={<PageHeader title={t('page.title')} />}>
      <div className="follow-page">
        <QueryView query={query}>
          {({ items, nextCursor }) => (
            <>
              {items.length === 0 && (
                <EmptyState title={t('page.empty')} text={t('page.emptyWhy')} />
              )}
              {nextCursor !== null && (
                <Notice tone="plain">{t('page.first', { count: items.length })}</Notice>
              )}
              <Groups cases={items} />
            </>
          )}
        </QueryView>
      </div>
    </Page>
  );
}

function Groups({ cases }: { readonly cases: readonly CaseSummary[] }): ReactElement {
  const groups = groupFollowUps(cases, useNow());
  return (
    <>
      {GROUPS.filter((group) => groups[group].length > 0).map((group) => (
        <GroupTable key={group} group={group} cases={groups[group]} />
      ))}
    </>
  );
}

type TableProps = { readonly group: Group; readonly cases: readonly CaseSummary[] };

function GroupTable({ group, cases }: TableProps): ReactElement {
  const { t } = useTranslation(['followUp', 'caseTerms']);
  const navigate = useNavigate();
  return (
    <section data-group={group}>
      <h2>{t(`followUp:page.group.${group}`, { count: cases.length })}</h2>
      <table className="follow-table">
        <thead>
          <tr>
            {(['patient', 'hospital', 'diagnosis', 'chief', 'owed', 'due'] as const).map(
              (column) => (
                <th key={column} scope="col">
                  {t(`followUp:page.column.${column}`)}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {cases.map((item) => (
            <tr key={item.id} onClick={() => void navigate(`/cases/${item.id}`)}>
              <td>
                <Button type="link" onClick={() => void navigate(`/cases/${item.id}`)}>
                  <PatientLine
                    name={item.patientName}
                    sex={item.patientSex}
                    birthDate={item.patientBirthDate}
                  />
                </Button>
              </td>
              <td>{item.hospitalName}</td>
              <td>{item.diagnosisName ?? ''}</td>
              <td>{item.chiefName ?? ''}</td>
              <td>
                {item.owed === null
                  ? t('followUp:page.withOthers')
                  : t(`caseTerms:owed.${item.owed}`)}
              </td>
              <td>{item.dueAt !== null && <DueTime at={item.dueAt} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
