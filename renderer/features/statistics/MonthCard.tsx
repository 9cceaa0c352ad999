import { Card, Table } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Statistics } from '../../../shared/api/statistics';
import { Chart } from '../../ui/chart/Chart';

type Props = { readonly statistics: Statistics; readonly view: 'chart' | 'table' };

export function MonthCard({ statistics: { byMonth }, view }: Props): ReactElement {
  const { t } = useTranslation('statistics');
  return (
    <Card size="small" title={t('byMonth')} className="hz-card-wide">
      {view === 'chart' ? (
        <Chart
          label={t('byMonth')}
          categories={byMonth.map((row) => row.month)}
          series={[
            { name: t('requests'), values: byMonth.map((row) => row.requests) },
            { name: t('completed'), values: byMonth.map((row) => row.completed), kind: 'line' },
          ]}
        />
      ) : (
        <Table
          rowKey="month"
          size="small"
          pagination={false}
          dataSource={[...byMonth]}
          columns={[
            { title: t('month'), dataIndex: 'month' },
            { title: t('requests'), dataIndex: 'requests', align: 'right' },
            { title: t('completed'), dataIndex: 'completed', align: 'right' },
          ]}
        />
      )}
    </Card>
  );
}
