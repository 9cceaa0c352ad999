import { PlusOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Input, Popconfirm, Table, Tag, type TableColumnsType } from 'antd';
import { useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../shared/domain/errors';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { FilterChip } from '../../ui/FilterChip';

type Entity = { readonly active: boolean };

/** As much of a query as a list looks at. */
type ListQuery<T> = {
  readonly status: 'loading' | 'ready' | 'stale' | 'failed';
  readonly value: { readonly items: readonly T[] } | null;
  readonly error: AppError | null;
  readonly reload: () => void;
};

type Props<T extends Entity> = {
  readonly rowKey: (row: T) => string;
  readonly columns: TableColumnsType<T>;
  readonly query: ListQuery<T>;
  /** Names the row in a question. */
  readonly nameOf: (row: T) => string;
  /** Everything the search looks at; absent where the server searches. */
  readonly searchText?: (row: T) => string;
  readonly addLabel: string;
  readonly emptyTitle: string;
  readonly filters?: ReactNode;
  readonly footer?: ReactNode;
  readonly onAdd: () => void;
  readonly onEdit: (row: T) => void;
  readonly onSwitch: (row: T, active: boolean) => void;
  readonly switchError: AppError | null;
};

/** Every list of base data: search, what is in use and what is not, add, edit, take out of use. Nothing is deleted. */
export function BaseDataList<T extends Entity>(props: Props<T>): ReactElement {
  const { t } = useTranslation('admin');
  const { query, searchText } = props;
  const [text, setText] = useState('');
  const [withInactive, setWithInactive] = useState(false);
  const all = query.value?.items ?? [];
  const inactive = all.filter(({ active }) => !active).length;
  const wanted = text.trim().toLowerCase();
  const rows = all.filter(
    (row) =>
      (withInactive || row.active) &&
      (wanted === '' || !searchText || searchText(row).toLowerCase().includes(wanted)),
  );
  const columns: TableColumnsType<T> = [
    ...props.columns,
    {
      title: t('state'),
      width: 84,
      render: (_, row) => (row.active ? t('active') : <Tag>{t('inactive')}</Tag>),
    },
    {
      key: 'actions',
      width: 170,
      className: 'hz-list-actions',
      align: 'right',
      render: (_, row) => <RowActions row={row} {...props} />,
    },
  ];
  return (
    <>
      <div className="hz-list-tools">
        {searchText && (
          <Input
            allowClear
            className="hz-list-search"
            prefix={<SearchOutlined />}
            placeholder={t('search')}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
        {props.filters}
        <FilterChip
          count={searchText ? inactive : undefined}
          isOn={withInactive}
          onToggle={() => setWithInactive(!withInactive)}
        >
          {t('withInactive')}
        </FilterChip>
        <span className="hz-dim">
          {query.value && t(searchText ? 'count' : 'shown', { count: rows.length })}
        </span>
        <Button
          type="primary"
          className="hz-list-add"
          icon={<PlusOutlined />}
          onClick={props.onAdd}
        >
          {props.addLabel}
        </Button>
      </div>
      {query.error && <ErrorNotice error={query.error} onRetry={query.reload} />}
      {props.switchError && <ErrorNotice error={props.switchError} />}
      <Table<T>
        rowKey={props.rowKey}
        size="small"
        columns={columns}
        dataSource={rows}
        loading={query.status === 'loading'}
        pagination={{
          defaultPageSize: 50,
          hideOnSinglePage: true,
          showSizeChanger: false,
          size: 'small',
        }}
        onRow={(row) => ({ onDoubleClick: () => props.onEdit(row) })}
        locale={{
          emptyText: (
            <EmptyState
              title={wanted === '' ? props.emptyTitle : t('noMatch')}
              action={
                wanted !== '' && <Button onClick={() => setText('')}>{t('clearSearch')}</Button>
              }
            />
          ),
        }}
      />
      {props.footer}
    </>
  );
}

function RowActions<T extends Entity>(props: Props<T> & { readonly row: T }): ReactElement {
  const { t } = useTranslation('admin');
  const { row, onEdit, onSwitch, nameOf } = props;
  return (
    <>
      <Button size="small" type="link" onClick={() => onEdit(row)}>
        {t('edit')}
      </Button>
      {row.active ? (
        <Popconfirm
          title={t('deactivateQuestion', { name: nameOf(row) })}
          description={t('deactivateText')}
          okText={t('deactivate')}
          onConfirm={() => onSwitch(row, false)}
        >
          <Button size="small" type="link">
            {t('deactivate')}
          </Button>
        </Popconfirm>
      ) : (
        <Button size="small" type="link" onClick={() => onSwitch(row, true)}>
          {t('activate')}
        </Button>
      )}
    </>
  );
}
