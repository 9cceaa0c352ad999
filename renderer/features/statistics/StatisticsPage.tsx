import { PrinterOutlined } from '@ant-design/icons';
import { Button, DatePicker, Skeleton, Tag } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import {
  DIMENSIONS,
  exportStatistics,
  getStatistics,
  type Statistics,
} from '../../../shared/api/statistics';
import { REJECT_CODES, CONDITIONS } from '../../../shared/domain/consultation/case';
import { toLanguage } from '../../../shared/i18n/index';
import { useApi } from '../../platform/ApiContext';
import { useAction } from '../../platform/useCommand';
import { useQuery } from '../../platform/useQuery';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { Page, PageHeader } from '../../ui/PageHeader';
import { QueryView } from '../../ui/QueryView';
import { saveText } from '../../ui/saveText';
import { localDateOf } from '../../ui/time';
import './statistics.css';
import { CountCard } from './CountCard';
import { DimensionCard } from './DimensionCard';
import { Headline } from './Headline';
import { inOrder, useRowLabel, type Dimension } from './labels';
import { MonthCard } from './MonthCard';

type Chosen = Partial<Record<Dimension, string>>;
type Span = readonly [Dayjs, Dayjs];

/** Today in China: the only calendar these numbers know. */
const today = () => dayjs(localDateOf(new Date().toISOString()));

/** Five dimensions, cross-filtered: a press on a bar or a row filters all the others. */
export function StatisticsPage(): ReactElement {
  const { t, i18n } = useTranslation('statistics');
  const api = useApi();
  const [span, setSpan] = useState<Span>([today().subtract(12, 'month'), today()]);
  const [chosen, setChosen] = useState<Chosen>({});
  const filter = {
    from: span[0].format('YYYY-MM-DD'),
    to: span[1].format('YYYY-MM-DD'),
    ...chosen,
  };
  const query = useQuery(getStatistics, { query: filter }, { keepPrevious: true });
  const toggle = (dimension: Dimension, key: string) =>
    setChosen((before) => {
      const { [dimension]: current, ...rest } = before;
      return current === key ? rest : { ...rest, [dimension]: key };
    });
  const download = useAction(async (dimension: Dimension) => {
    const language = toLanguage(i18n.language);
    const result = await api(exportStatistics, {
      params: { dimension },
      query: { ...filter, language },
    });
    if (result.ok) saveText(result.value.fileName, result.value.csv, 'text/csv');
    return result;
  });
  return (
    <Page
      header={
        <PageHeader
          title={t('title')}
          aside={
            <>
              <SpanPicker span={span} onChange={setSpan} />
              <ChosenTags
                chosen={chosen}
                statistics={query.value}
                onRemove={(dimension) => toggle(dimension, chosen[dimension] ?? '')}
              />
            </>
          }
          secondary={
            <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
              {t('print')}
            </Button>
          }
        />
      }
    >
      {download.error && <ErrorNotice error={download.error} />}
      <QueryView query={query} skeleton={<StatisticsSkeleton />}>
        {(value) =>
          value.totals.requests === 0 ? (
            <EmptyState
              title={t('empty')}
              text={t('emptyText')}
              action={<Button onClick={() => setChosen({})}>{t('clear')}</Button>}
            />
          ) : (
            <>
              <Headline statistics={value} />
              <div className="hz-cards">
                <MonthCard months={value.byMonth} />
                {DIMENSIONS.map((dimension) => (
                  <DimensionCard
                    key={dimension}
                    dimension={dimension}
                    rows={inOrder(dimension, value.byDimension[dimension] ?? [])}
                    chosen={chosen[dimension] ?? null}
                    onChoose={(key) => toggle(dimension, key)}
                    onExport={() => void download.run(dimension)}
                  />
                ))}
                <CountCards statistics={value} />
              </div>
            </>
          )
        }
      </QueryView>
    </Page>
  );
}

function SpanPicker(props: {
  readonly span: Span;
  readonly onChange: (span: Span) => void;
}): ReactElement {
  const { t } = useTranslation('statistics');
  const end = today();
  return (
    <DatePicker.RangePicker
      allowClear={false}
      value={[...props.span]}
      onChange={(next) => next?.[0] && next[1] && props.onChange([next[0], next[1]])}
      presets={[
        { label: t('span.month'), value: [end.subtract(1, 'month'), end] },
        { label: t('span.quarter'), value: [end.subtract(3, 'month'), end] },
        { label: t('span.year'), value: [end.subtract(12, 'month'), end] },
        { label: t('span.thisYear'), value: [end.startOf('year'), end] },
      ]}
    />
  );
}

function ChosenTags(props: {
  readonly chosen: Chosen;
  readonly statistics: Statistics | null;
  readonly onRemove: (dimension: Dimension) => void;
}): ReactElement {
  const { t } = useTranslation('statistics');
  const labelOf = useRowLabel();
  return (
    <>
      {DIMENSIONS.flatMap((dimension) => {
        const key = props.chosen[dimension];
        if (key === undefined) return [];
        const row = props.statistics?.byDimension[dimension]?.find((entry) => entry.key === key);
        return [
          <Tag key={dimension} closable onClose={() => props.onRemove(dimension)}>
            {t('chosen', {
              dimension: t(`dimension.${dimension}`),
              value: labelOf(dimension, row ?? { key, label: key }),
            })}
          </Tag>,
        ];
      })}
    </>
  );
}

function CountCards({ statistics }: { readonly statistics: Statistics }): ReactElement {
  const { t } = useTranslation(['statistics', 'caseTerms']);
  const reasons = statistics.rejectReasons.map(({ code, count }) => {
    const known = REJECT_CODES.find((entry) => entry === code);
    return { key: code, name: known ? `${code} ${t(`caseTerms:reject.${known}`)}` : code, count };
  });
  const outcomes = statistics.outcomes.map(({ condition, count }) => {
    const known = CONDITIONS.find((entry) => entry === condition);
    return { key: condition, name: known ? t(`caseTerms:condition.${known}`) : condition, count };
  });
  return (
    <>
      <CountCard
        title={t('statistics:rejectReasons')}
        unit={t('statistics:rejected')}
        rows={reasons}
        empty={t('statistics:noRejects')}
      />
      <CountCard
        title={t('statistics:outcomes')}
        unit={t('statistics:cases')}
        rows={outcomes}
        empty={t('statistics:noOutcomes')}
      />
    </>
  );
}

/** As tall as what comes, so that nothing jumps. */
function StatisticsSkeleton(): ReactElement {
  return (
    <>
      <Skeleton active title={false} paragraph={{ rows: 4 }} />
      <div className="hz-cards">
        <Skeleton className="hz-card-wide" active paragraph={{ rows: 7 }} />
        <Skeleton active paragraph={{ rows: 14 }} />
        <Skeleton active paragraph={{ rows: 14 }} />
      </div>
    </>
  );
}
