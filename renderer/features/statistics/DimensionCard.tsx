import { Button, Card, Table } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DIMENSIONS, Statistics } from '../../../shared/api/statistics';
import { Chart } from '../../ui/chart/Chart';

type Dimension = (typeof DIMENSIONS)[number];
type Row = Statistics['byDimension'][Dimension][number];
type Props = {
  readonly dimension: Dimension;
  readonly rows: readonly Row[];
  readonly view: 'chart' | 'table';
  readonly chosen: string | null;
  readonly onChoose: (key: string) => void;
  readonly onExport: () => void;
};

const MOST = 12;

export function DimensionCard({
  dimension,
  rows,
  view,
  chosen,
  onChoose,
  onExport,
}: Props): ReactElement {
  const { t } = useTranslation('statistics');
  const label = useRowLabel(dimension);
  const shown = rows.slice(0, MOST);
  return (
    <Card
      size="small"
      title={t(`dimension.${dimension}`)}
      extra={
        <Button size="small" type="link" onClick={onExport}>
          {t('csv')}
        </Button>
      }
    >
      {view === 'chart' ? (
        <Chart
          label={t(`dimension.${dimension}`)}
          horizontal
          height={Math.max(160, shown.length * 24 + 40)}
          categories={shown.map(label)}
          selected={
            chosen === null
              ? null
              : label(shown.find((row) => row.key === chosen) ?? { key: chosen, label: chosen })
          }
          series={[
            { name: t('requests'), values: shown.map((row) => row.requests) },
            { name: t('completed'), values: shown.map((row) => row.completed) },
          ]}
          onSelect={(index) => shown[index] && onChoose(shown[index].key)}
        />
      ) : (
        <Table<Row>
          rowKey="key"
          size="small"
          pagination={false}
          scroll={{ y: 260 }}
          dataSource={[...rows]}
          onRow={(row) => ({ onClick: () => onChoose(row.key) })}
          columns={[
            { title: t(`dimension.${dimension}`), render: (_, row) => label(row) },
            { title: t('requests'), dataIndex: 'requests', align: 'right', width: 70 },
            { title: t('completed'), dataIndex: 'completed', align: 'right', width: 70 },
            { title: t('rejected'), dataIndex: 'rejected', align: 'right', width: 70 },
            {
              title: t('waitHours'),
              align: 'right',
              width: 90,
              render: (_, row) => row.medianWaitHours?.toFixed(1) ?? '—',
            },
            {
              title: t('minutes'),
              align: 'right',
              width: 90,
              render: (_, row) => row.medianMinutes?.toFixed(0) ?? '—',
            },
          ]}
        />
      )}
    </Card>
  );
}

function useRowLabel(dimension: Dimension): (row: Pick<Row, 'key' | 'label'>) => string {
  const { t } = useTranslation(['statistics', 'caseTerms']);
  return ({ key, label }) => {
    if (dimension === 'sex' && (key === 'male' || key === 'female' || key === 'notStated'))
      return t(`caseTerms:sex.${key}`);
    if (dimension === 'ageGroup')
      return key === 'unknown' ? t('statistics:unknown') : t('statistics:ageGroup', { group: key });
    if (key === '') return t('statistics:unknown');
    return dimension === 'disease' ? `${key} ${label}` : label;
  };
}
