import { Card, Table } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart } from '../../ui/chart/Chart';

type Row = { readonly key: string; readonly name: string; readonly count: number };
type Props = {
  readonly title: string;
  /** What is counted. */
  readonly unit: string;
  readonly rows: readonly Row[];
  readonly empty: string;
};

/** Something counted by kind, with its share of the whole. */
export function CountCard({ title, unit, rows, empty }: Props): ReactElement {
  const { t } = useTranslation('statistics');
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  return (
    <Card size="small" title={title}>
      {rows.length === 0 ? (
        <p className="hz-dim">{empty}</p>
      ) : (
        <>
          <Chart
            label={title}
            horizontal
            height={rows.length * 26 + 16}
            categories={rows.map(({ name }) => name)}
            series={[{ name: unit, values: rows.map(({ count }) => count) }]}
          />
          <Table<Row>
            className="hz-stat-table"
            rowKey="key"
            size="small"
            pagination={false}
            dataSource={[...rows]}
            columns={[
              { title, dataIndex: 'name', ellipsis: true },
              { title: unit, dataIndex: 'count', align: 'right', width: 72 },
              {
                title: t('share'),
                align: 'right',
                width: 84,
                render: (_, row) => t('percent', { value: ((row.count / total) * 100).toFixed(1) }),
              },
            ]}
          />
        </>
      )}
    </Card>
  );
}
