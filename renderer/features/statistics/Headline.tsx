import { InfoCircleOutlined } from '@ant-design/icons';
import { Tooltip } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Statistics } from '../../../shared/api/statistics';

/** Totals, and the indicators a hospital must report, each with its definition. No denominator, no percentage. */
export function Headline({ statistics }: { readonly statistics: Statistics }): ReactElement {
  const { t } = useTranslation('statistics');
  const { totals, indicators } = statistics;
  const numbers: [string, string][] = [
    [t('requests'), String(totals.requests)],
    [t('completed'), String(totals.completed)],
    [t('rejected'), String(totals.rejected)],
    [t('cancelled'), String(totals.cancelled)],
    [t('noShow'), String(totals.noShow)],
    [t('emergency'), String(totals.emergency)],
    [
      t('waitHours'),
      totals.medianWaitHours === null
        ? '—'
        : t('hours', { value: totals.medianWaitHours.toFixed(1) }),
    ],
    [
      t('minutes'),
      totals.medianMinutes === null
        ? '—'
        : t('minutesValue', { value: totals.medianMinutes.toFixed(0) }),
    ],
  ];
  return (
    <>
      <dl className="hz-totals">
        {numbers.map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <dl className="hz-indicators">
        {indicators.map(({ id, numerator, denominator }) => (
          <Tooltip key={id} title={t(`indicator.${id}.definition`)}>
            <div tabIndex={0}>
              <dt>
                {t(`indicator.${id}.name`)} <InfoCircleOutlined aria-hidden />
              </dt>
              <dd>
                {denominator === 0
                  ? '—'
                  : t('percent', { value: ((numerator / denominator) * 100).toFixed(1) })}
                <small>{t('ratio', { numerator, denominator })}</small>
              </dd>
              <p className="hz-print-only">{t(`indicator.${id}.definition`)}</p>
            </div>
          </Tooltip>
        ))}
      </dl>
    </>
  );
}
