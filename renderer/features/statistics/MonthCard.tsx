import { Card, Table } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Statistics } from '../../../shared/api/statistics';
import { Chart } from '../../ui/chart/Chart';

type Month = Statistics['byMonth'][number];

export function MonthCard({ months }: { readonly months: readonly Month[] }): ReactElement {
  const { t } = useTranslation('statistics');
  return (
    <Card size="small" title={t('byMonth')} className="hz-card-wide">
      <div className="hz-side-by-side">
        <Chart
          label={t('byMonth')}
          height={240}
          categories={months.map((row) => row.month)}
          series={[
            { name: t('requests'), values: months.map((row) => row.requests) },
            { name: t('completed'), values: months.map((row) => row.completed), kind: 'line' },
          ]}
        />
        <Table<Month>
          className="hz-stat-table"
          rowKey="month"
          size="small"
          pagination={false}
          dataSource={[...months].reverse()}
          columns={[
            { title: t('month'), dataIndex: 'month' },
            { title: t('requests'), dataIndex: 'requests', align: 'right', width: 92 },
            { title: t('completed'), dataIndex: 'completed', align: 'right', width: 104 },
          ]}
        />
      </div>
    </Card>
  );
}
