import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecorderMeasurement } from '../../../shared/domain/ecg/recording';

type Props = { readonly measurements: readonly RecorderMeasurement[] };

/** The recorder's own numbers in its own words, kept apart from what is measured here. */
export function RecorderPanel({ measurements }: Props): ReactElement | null {
  const { t } = useTranslation('ecg');
  if (measurements.length === 0) return null;
  return (
    <details className="ecg-recorder">
      <summary>{t('recorder.title')}</summary>
      <dl>
        {measurements.map(({ name, value, unit }, index) => (
          <div key={index}>
            <dt>{name}</dt>
            <dd>
              {value} {unit}
            </dd>
          </div>
        ))}
      </dl>
      <p className="ecg-hint">{t('recorder.note')}</p>
    </details>
  );
}
