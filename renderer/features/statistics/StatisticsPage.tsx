import { Button, DatePicker, Segmented, Skeleton, Space, Tag } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { DIMENSIONS, exportStatistics, getStatistics } from '../../../shared/api/statistics';
import { useApi } from '../../platform/ApiContext';
import { useQuery } from '../../platform/useQuery';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import type { AppError } from '../../../shared/domain/errors';
import './statistics.css';
import { DimensionCard } from './DimensionCard';
import { Headline } from './Headline';
import { MonthCard } from './MonthCard';

type Dimension = (typeof DIMENSIONS)[number];
type Chosen = Partial<Record<Dimension, string>>;

/** Five dimensions, cross-filtered: a click on a bar filters all the others. Every chart can be read as a table. */
export function StatisticsPage(): ReactElement {
  const { t } = useTranslation('statistics');
  const api = useApi();
  const [span, setSpan] = useState<[Dayjs, Dayjs]>([dayjs().subtract(12, 'month'), dayjs()]);
  const [chosen, setChosen] = useState<Chosen>({});
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const [exportError, setExportError] = useState<AppError | null>(null);
  const query = { from: span[0].format('YYYY-MM-DD'), to: span[1].format('YYYY-MM-DD'), ...chosen };
  const statistics = useQuery(getStatistics, { query }, { keepPrevious: true });
  const toggle = (dimension: Dimension, key: string) =>
    setChosen((before) => {
      const { [dimension]: current, ...rest } = before;
      return current === key ? rest : { ...rest, [dimension]: key };
    });
  const download = async (dimension: Dimension) => {
    const result = await api(exportStatistics, { params: { dimension }, query });
    setExportError(result.ok ? null : result.error);
    if (result.ok) saveText(result.value.fileName, result.value.csv);
  };
  const value = statistics.value;
  return (
    <div className="hz-page">
      <header className="hz-page-head">
        <h1>{t('title')}</h1>
        <DatePicker.RangePicker
          allowClear={false}
          value={span}
          onChange={(next) => next?.[0] && next[1] && setSpan([next[0], next[1]])}
        />
        <Segmented
          value={view}
          onChange={setView}
          options={[
            { value: 'chart', label: t('asChart') },
            { value: 'table', label: t('asTable') },
          ]}
        />
        <Space>
          {DIMENSIONS.filter((dimension) => chosen[dimension] !== undefined).map((dimension) => (
            <Tag
              key={dimension}
              closable
              onClose={() => toggle(dimension, chosen[dimension] ?? '')}
            >
              {t(`dimension.${dimension}`)}: {chosen[dimension]}
            </Tag>
          ))}
        </Space>
        <Button onClick={() => window.print()}>{t('print')}</Button>
      </header>
      {(statistics.status === 'failed' || statistics.status === 'stale') && (
        <ErrorNotice error={statistics.error} onRetry={statistics.reload} />
      )}
      {exportError && <ErrorNotice error={exportError} />}
      {!value && statistics.status === 'loading' && <Skeleton active paragraph={{ rows: 12 }} />}
      {value && value.totals.requests === 0 && <EmptyState title={t('empty')} />}
      {value && value.totals.requests > 0 && (
        <>
          <Headline statistics={value} />
          <div className="hz-cards">
            <MonthCard statistics={value} view={view} />
            {DIMENSIONS.map((dimension) => (
              <DimensionCard
                key={dimension}
                dimension={dimension}
                rows={value.byDimension[dimension] ?? []}
                view={view}
                chosen={chosen[dimension] ?? null}
                onChoose={(key) => toggle(dimension, key)}
                onExport={() => void download(dimension)}
              />
            ))}
          </div>
        </>
      )}
    </div>
  );
}

function saveText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}
