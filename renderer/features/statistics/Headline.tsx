import { Card, Statistic, Tooltip } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Statistics } from '../../../shared/api/statistics';

/** Totals and the indicators a hospital must report, each with its definition on hover. No denominator, no percentage. */
export function Headline({ statistics }: { readonly statistics: Statistics }): ReactElement {
  const { t } = useTranslation('statistics');
  const { totals, indicators } = statistics;
  const numbers: [string, string | number][] = [
    [t('requests'), totals.requests],
    [t('completed'), totals.completed],
    [t('rejected'), totals.rejected],
    [t('noShow'), totals.noShow],
    [t('waitHours'), totals.medianWaitHours?.toFixed(1) ?? '—'],
    [t('minutes'), totals.medianMinutes?.toFixed(0) ?? '—'],
  ];
  return (
    <div className="hz-headline">
      {numbers.map(([title, value]) => (
        <Card key={title} size="small">
          <Statistic title={title} value={value} />
        </Card>
      ))}
      {indicators.map(({ id, numerator, denominator }) => (
        <Tooltip key={id} title={t(`indicator.${id}.definition`)}>
          <Card size="small">
            <Statistic
              title={t(`indicator.${id}.name`)}
              value={denominator === 0 ? '—' : `${((numerator / denominator) * 100).toFixed(1)}%`}
              suffix={<small className="hz-dim">{`${numerator}/${denominator}`}</small>}
            />
          </Card>
        </Tooltip>
      ))}
    </div>
  );
}
