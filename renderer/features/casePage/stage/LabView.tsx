import { Table, type TableColumnsType } from 'antd';
import { useMemo, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRecord } from '../../../../shared/api/cases';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { labRows, type LabMark, type LabRow } from './labTrend';
import { Sparkline } from './Sparkline';
import { StageFrame } from './StageFrame';

type Props = {
  readonly title: string;
  readonly source: string;
  readonly record: CaseRecord;
  readonly records: readonly CaseRecord[];
};

export function LabView({ title, source, record, records }: Props): ReactElement {
  const { t } = useTranslation('casePage');
  const rows = useMemo(() => labRows(record, records), [record, records]);
  const columns: TableColumnsType<LabRow> = [
    { title: t('lab.test'), render: (_, row) => row.result.name || row.result.code },
    {
      title: t('lab.value'),
      align: 'right',
      render: (_, row) => <MarkedValue row={row} />,
      className: 'case-lab-value',
    },
    { title: t('lab.unit'), render: (_, row) => row.result.unit },
    { title: t('lab.range'), render: (_, row) => row.result.referenceRange },
    {
      title: t('lab.trend'),
      width: 140,
      render: (_, row) => (
        <Sparkline points={row.trend} label={t('lab.trendOf', { name: row.result.name })} />
      ),
    },
    { title: t('lab.note'), render: (_, row) => row.result.note },
  ];
  return (
    <StageFrame title={title} source={source}>
      {rows.ok ? (
        <Table
          className="case-lab"
          size="small"
          pagination={false}
          columns={columns}
          dataSource={rows.value.map((row, index) => ({ ...row, key: index }))}
        />
      ) : (
        <ErrorNotice error={rows.error} />
      )}
    </StageFrame>
  );
}

function MarkedValue({ row: { result, mark } }: { readonly row: LabRow }): ReactElement {
  const { t } = useTranslation('casePage');
  return (
    <span className="case-lab-mark" data-mark={mark ?? undefined}>
      {result.value}
      {mark && (
        <abbr title={t(`lab.mark.${mark}`)} aria-label={t(`lab.mark.${mark}`)}>
          {SIGNS[mark]}
        </abbr>
      )}
    </span>
  );
}

/** As printed by laboratories everywhere; the word is in the tooltip. */
const SIGNS: Readonly<Record<NonNullable<LabMark>, string>> = {
  low: 'L',
  high: 'H',
  critical: '!!',
  abnormal: '*',
};
