import { Table, type TableColumnsType } from 'antd';
import { useMemo, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRecord } from '../../../../shared/api/cases';
import type { LabResult } from '../../../../shared/domain/intake/payload';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { useTimeFormat } from '../../../ui/useTimeFormat';
import { printedUnit, type LabLine } from './labTable';
import { labSheet, markOf, type LabMark, type LabSheet, type TrendPoint } from './labTrend';
import { Sparkline } from './Sparkline';
import { StageFrame } from './StageFrame';

type Props = {
  readonly title: string;
  readonly source: string;
  readonly record: CaseRecord;
  readonly records: readonly CaseRecord[];
};

export function LabView({ title, source, record, records }: Props): ReactElement {
  const sheet = useMemo(() => labSheet(record, records), [record, records]);
  return (
    <StageFrame title={title} source={source}>
      {sheet.ok ? <Sheet sheet={sheet.value} /> : <ErrorNotice error={sheet.error} />}
    </StageFrame>
  );
}

type Row = LabLine & { readonly key: number; readonly trend: readonly TrendPoint[] };

/** A column per time; trend and remarks only where there are any. */
function Sheet({ sheet }: { readonly sheet: LabSheet }): ReactElement {
  const { t } = useTranslation('casePage');
  const { instant } = useTimeFormat();
  const rows = sheet.lines.map((line, key): Row => ({
    ...line,
    key,
    trend: sheet.trends[key] ?? [],
  }));
  const columns: TableColumnsType<Row> = [
    { title: t('lab.test'), dataIndex: 'name', fixed: 'left' },
    ...sheet.times.map((at, index) => ({
      key: at ?? '',
      title: (
        <span className="case-lab-time">
          {sheet.times.length === 1 && <>{t('lab.value')} </>}
          {at === null ? t('lab.undated') : instant(at)}
        </span>
      ),
      align: 'right' as const,
      className: 'case-lab-value',
      render: (_: unknown, row: Row) => {
        const cell = row.cells[index];
        return cell ? <MarkedValue result={cell} /> : null;
      },
    })),
    { title: t('lab.unit'), render: (_, row) => printedUnit(row.unit) },
    { title: t('lab.range'), dataIndex: 'referenceRange' },
  ];
  if (rows.some(({ trend }) => trend.length > 1)) {
    columns.push({
      title: t('lab.trend'),
      width: 140,
      render: (_, row) => (
        <Sparkline points={row.trend} label={t('lab.trendOf', { name: row.name })} />
      ),
    });
  }
  if (rows.some(({ notes }) => notes.length > 0)) {
    columns.push({ title: t('lab.note'), render: (_, row) => row.notes.join(' ') });
  }
  return (
    <Table<Row>
      className="case-lab"
      size="small"
      pagination={false}
      columns={columns}
      dataSource={rows}
      scroll={{ x: 'max-content' }}
    />
  );
}

function MarkedValue({ result }: { readonly result: LabResult }): ReactElement {
  const { t } = useTranslation('casePage');
  const mark = markOf(result.flag);
  return (
    <span className="case-lab-mark" data-mark={mark ?? undefined}>
      {result.value}
      <abbr
        {...(mark ? { title: t(`lab.mark.${mark}`), 'aria-label': t(`lab.mark.${mark}`) } : {})}
      >
        {mark && SIGNS[mark]}
      </abbr>
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
