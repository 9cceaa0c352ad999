import { SearchOutlined } from '@ant-design/icons';
import { Button, Input, Select, Table, Tag, type TableColumnsType } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { listExperts, type Expert } from '../../../shared/api/scheduling';
import { TITLES } from '../../../shared/domain/consultation/case';
import { useMe } from '../../platform/ApiContext';
import { useQuery } from '../../platform/useQuery';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { FilterChip } from '../../ui/FilterChip';
import { Page, PageHeader } from '../../ui/PageHeader';
import './page.css';
import { ExpertDrawer } from './ExpertDrawer';
import { isLicenceEnding, matches, NO_FILTER, type ExpertFilter } from './expertFilter';

type Row = Expert & { readonly mayBeInvited: boolean };

/** The expert library: who may be invited, what each can do, how busy and how quick each is. */
export function ExpertsPage(): ReactElement {
  const { t } = useTranslation('experts');
  const me = useMe();
  const [filter, setFilter] = useState(NO_FILTER);
  const [editing, setEditing] = useState<Expert | null>(null);
  const list = useQuery(listExperts, { query: {} }, { keepPrevious: true });
  const all = list.value?.items ?? [];
  const now = Date.now();
  const items = all.filter((expert) => matches(filter, expert, now));
  const columns = useColumns(
    (expert) => me.role === 'coordinator' || (me.role === 'expert' && me.userId === expert.userId),
    setEditing,
  );
  return (
    <Page
      header={
        <PageHeader
          title={t('title')}
          aside={<Filters all={all} filter={filter} onChange={setFilter} now={now} />}
          secondary={
            list.value && <span className="hz-dim">{t('count', { count: items.length })}</span>
          }
        />
      }
    >
      {(list.status === 'failed' || list.status === 'stale') && (
        <ErrorNotice error={list.error} onRetry={list.reload} />
      )}
      <Table<Row>
        className="hz-experts-table"
        rowKey="userId"
        size="small"
        columns={columns}
        dataSource={items}
        loading={list.status === 'loading'}
        pagination={{ pageSize: 100, hideOnSinglePage: true, showSizeChanger: false }}
        sticky={{ offsetHeader: -16 }}
        locale={{
          emptyText: (
            <EmptyState
              title={t(all.length === 0 ? 'noneYet' : 'empty')}
              action={
                all.length > 0 && <Button onClick={() => setFilter(NO_FILTER)}>{t('clear')}</Button>
              }
            />
          ),
        }}
      />
      {editing && (
        <ExpertDrawer
          expert={editing}
          onClose={() => setEditing(null)}
          onSaved={() => {
            setEditing(null);
            list.reload();
          }}
        />
      )}
    </Page>
  );
}

function Filters(props: {
  readonly all: readonly Row[];
  readonly filter: ExpertFilter;
  readonly onChange: (filter: ExpertFilter) => void;
  readonly now: number;
}): ReactElement {
  const { t } = useTranslation('experts');
  const { all, filter, onChange, now } = props;
  const set = (patch: Partial<ExpertFilter>) => onChange({ ...filter, ...patch });
  const names = [...new Set(all.map(({ departmentName }) => departmentName))].toSorted(
    new Intl.Collator('zh-Hans-u-co-pinyin').compare,
  );
  const count = (fits: (expert: Row) => boolean) =>
    all.length === 0 ? undefined : all.filter(fits).length;
  return (
    <>
      <Input
        allowClear
        style={{ width: 200 }}
        prefix={<SearchOutlined />}
        placeholder={t('search')}
        value={filter.text}
        onChange={(event) => set({ text: event.target.value })}
      />
      <Select<string>
        allowClear
        style={{ width: 170 }}
        placeholder={t('allDepartments')}
        aria-label={t('department')}
        showSearch
        value={filter.departmentName}
        onChange={(name: string | undefined) => set({ departmentName: name ?? null })}
        options={names.map((name) => ({ value: name, label: name }))}
      />
      <FilterChip
        count={count(({ onCall }) => onCall)}
        isOn={filter.onCall}
        onToggle={() => set({ onCall: !filter.onCall })}
      >
        {t('onCall')}
      </FilterChip>
      <FilterChip
        count={count(({ mayBeInvited }) => !mayBeInvited)}
        isOn={filter.notEligible}
        onToggle={() => set({ notEligible: !filter.notEligible })}
      >
        {t('notEligible')}
      </FilterChip>
      <FilterChip
        count={count((expert) => isLicenceEnding(expert, now))}
        isOn={filter.licenceEnding}
        onToggle={() => set({ licenceEnding: !filter.licenceEnding })}
      >
        {t('licenceEnding')}
      </FilterChip>
    </>
  );
}

const NAMES = new Intl.Collator('zh-Hans-u-co-pinyin');

function useColumns(
  mayEdit: (expert: Expert) => boolean,
  onEdit: (expert: Expert) => void,
): TableColumnsType<Row> {
  const { t } = useTranslation(['experts', 'caseTerms']);
  const number = (
    key: 'openCases' | 'doneCases' | 'medianMinutes' | 'medianResponseMinutes' | 'averageRating',
    title: string,
    digits = 0,
  ) => ({
    title,
    width: 98,
    align: 'right' as const,
    showSorterTooltip: false,
    sorter: (a: Row, b: Row) => (a[key] ?? -1) - (b[key] ?? -1),
    render: (_: unknown, row: Row) => row[key]?.toFixed(digits) ?? '—',
  });
  return [
    {
      title: t('experts:name'),
      dataIndex: 'name',
      width: 96,
      showSorterTooltip: false,
      sorter: (a, b) => NAMES.compare(a.name, b.name),
    },
    {
      title: t('experts:titleColumn'),
      width: 106,
      showSorterTooltip: false,
      sorter: (a, b) => TITLES.indexOf(a.title) - TITLES.indexOf(b.title),
      render: (_, row) => t(`caseTerms:title.${row.title}`),
    },
    {
      title: t('experts:department'),
      dataIndex: 'departmentName',
      width: 158,
      ellipsis: true,
      showSorterTooltip: false,
      sorter: (a, b) => NAMES.compare(a.departmentName, b.departmentName),
    },
    {
      title: t('experts:skills'),
      ellipsis: true,
      render: (_, row) => row.skills.map((skill) => <Tag key={skill}>{skill}</Tag>),
    },
    number('openCases', t('experts:open')),
    number('doneCases', t('experts:done')),
    number('medianMinutes', t('experts:minutes')),
    number('medianResponseMinutes', t('experts:response')),
    number('averageRating', t('experts:rating'), 1),
    { title: t('experts:status'), width: 190, render: (_, row) => <Status expert={row} /> },
    {
      width: 64,
      align: 'right',
      render: (_, row) =>
        mayEdit(row) && (
          <Button size="small" type="link" onClick={() => onEdit(row)}>
            {t('experts:edit')}
          </Button>
        ),
    },
  ];
}

/** Only what is out of the ordinary is a tag. */
function Status({ expert }: { readonly expert: Row }): ReactElement {
  const { t } = useTranslation('experts');
  return (
    <>
      {expert.onCall && <Tag>{t('onCall')}</Tag>}
      {isLicenceEnding(expert, Date.now()) && (
        <Tag color="warning">{t('licenceUntil', { day: expert.licenceValidUntil })}</Tag>
      )}
      {!expert.serviceOn && <Tag>{t('serviceOff')}</Tag>}
      {!expert.mayBeInvited && expert.serviceOn && <Tag>{t('notEligible')}</Tag>}
    </>
  );
}
