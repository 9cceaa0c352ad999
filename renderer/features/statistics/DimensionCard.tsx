import { DownloadOutlined } from '@ant-design/icons';
import { Button, Card, Table } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Statistics } from '../../../shared/api/statistics';
import { Chart } from '../../ui/chart/Chart';
import { useRowLabel, type Dimension } from './labels';

type Row = Statistics['byDimension'][Dimension][number];
type Props = {
  readonly dimension: Dimension;
  readonly rows: readonly Row[];
  readonly chosen: string | null;
  readonly onChoose: (key: string) => void;
  readonly onExport: () => void;
};

/** As many bars as can be read; the table below has every row. */
const MOST = 8;
const LEAST = 3;
const BAR_PX = 26;

/** One dimension: a press on a bar or a row filters all the others by it. */
export function DimensionCard(props: Props): ReactElement {
  const { t } = useTranslation('statistics');
  const { dimension, rows, chosen, onChoose } = props;
  const labelOf = useRowLabel();
  const shown = rows.slice(0, MOST);
  const selected = rows.find((row) => row.key === chosen);
  return (
    <Card
      size="small"
      title={t(`dimension.${dimension}`)}
      extra={
        <Button size="small" type="text" icon={<DownloadOutlined />} onClick={props.onExport}>
          {t('csv')}
        </Button>
      }
    >
      <Chart
        label={t(`dimension.${dimension}`)}
        horizontal
        height={Math.max(LEAST, shown.length) * BAR_PX + 44}
        categories={shown.map((row) => labelOf(dimension, row))}
        selected={selected ? labelOf(dimension, selected) : null}
        series={[
          { name: t('requests'), values: shown.map((row) => row.requests) },
          { name: t('completed'), values: shown.map((row) => row.completed) },
        ]}
        onSelect={(index) => shown[index] && onChoose(shown[index].key)}
      />
      <RowTable {...props} />
    </Card>
  );
}

function RowTable({ dimension, rows, chosen, onChoose }: Props): ReactElement {
  const { t } = useTranslation('statistics');
  const labelOf = useRowLabel();
  const number = (key: 'requests' | 'completed' | 'rejected' | 'noShow', width = 68) => ({
    title: t(key),
    dataIndex: key,
    align: 'right' as const,
    width,
    showSorterTooltip: false,
    sorter: (a: Row, b: Row) => a[key] - b[key],
  });
  return (
    <Table<Row>
      className="hz-stat-table"
      rowKey="key"
      size="small"
      pagination={false}
      dataSource={[...rows]}
      rowClassName={(row) => (row.key === chosen ? 'hz-row-chosen' : '')}
      onRow={(row) => ({
        onClick: () => onChoose(row.key),
        tabIndex: 0,
        'aria-selected': row.key === chosen,
        onKeyDown: (event) => event.key === 'Enter' && onChoose(row.key),
      })}
      columns={[
        {
          title: t(`dimension.${dimension}`),
          ellipsis: true,
          render: (_, row) => labelOf(dimension, row),
        },
        number('requests'),
        number('completed'),
        number('rejected'),
        number('noShow'),
        {
          title: t('waitShort'),
          align: 'right',
          width: 84,
          render: (_, row) => row.medianWaitHours?.toFixed(1) ?? '—',
        },
        {
          title: t('minutesShort'),
          align: 'right',
          width: 84,
          render: (_, row) => row.medianMinutes?.toFixed(0) ?? '—',
        },
      ]}
    />
  );
}
