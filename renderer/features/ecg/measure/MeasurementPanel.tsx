import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { EcgAnalysis } from '../../../../shared/domain/ecg/analysis/analysis';
import type { EcgCaliper } from '../../../../shared/domain/ecg/caliper';
import type { EcgFacts } from '../../../../shared/domain/ecg/recording';
import type { AppError } from '../../../../shared/domain/errors';
import type { Result } from '../../../../shared/lib/result';
import { useErrorText } from '../../../ui/errorText';
import { measurementRows, unitOf, type MeasurementRow } from './measurementRows';

type Props = {
  /** `null` while it is being computed. */
  readonly analysis: Result<EcgAnalysis, AppError> | null;
  readonly facts: EcgFacts;
  readonly calipers: readonly EcgCaliper[];
};

/** Three columns, three sources: computed here, stated by the recorder, measured by the reader. */
export function MeasurementPanel({ analysis, facts, calipers }: Props): ReactElement {
  const { t } = useTranslation('ecg');
  const errorText = useErrorText();
  const rows = measurementRows(analysis?.ok ? analysis.value : null, facts.measurements, calipers);
  return (
    <div className="ecg-measure">
      {analysis && !analysis.ok && <p className="ecg-hint">{errorText(analysis.error)}</p>}
      <table>
        <thead>
          <tr>
            <th scope="col">{t('measure.what')}</th>
            <th scope="col" title={t('measure.oursNote')}>
              {t('measure.ours')}
            </th>
            <th scope="col" title={t('measure.recorderNote')} className="ecg-recorder">
              {t('measure.recorder')}
            </th>
            <th scope="col" title={t('measure.caliperNote')} className="ecg-by-caliper">
              {t('measure.caliper')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.key} row={row} />
          ))}
        </tbody>
      </table>
      <p className="ecg-hint">
        {analysis?.ok
          ? t('measure.method', {
              method: analysis.value.method,
              beats: analysis.value.beats.length,
            })
          : analysis === null && t('measure.computing')}
      </p>
      <Recorder facts={facts} />
    </div>
  );
}

function Row({ row }: { readonly row: MeasurementRow }): ReactElement {
  const { t } = useTranslation('ecg');
  const unit = unitOf(row.key);
  const own = (value: number | null): string =>
    value === null ? '—' : t(`unit.${unit}`, { value: value.toFixed(0) });
  return (
    <tr>
      <th scope="row">{t(`measured.${row.key}`)}</th>
      <td>{own(row.ours)}</td>
      <td className="ecg-recorder">
        {row.recorder ? `${row.recorder.value} ${row.recorder.unit}` : '—'}
      </td>
      <td className="ecg-by-caliper">{own(row.caliper)}</td>
    </tr>
  );
}

/** What the recorder printed, in its own words and marked as its own. */
export function Recorder({ facts }: { readonly facts: EcgFacts }): ReactElement | null {
  const { t } = useTranslation('ecg');
  const others = facts.measurements.filter(({ key }) => key === null);
  if (facts.statements.length === 0 && others.length === 0) return null;
  return (
    <section className="ecg-statements">
      <h4>{t('recorder.title')}</h4>
      {facts.statements.map((line, index) => (
        <p key={index}>{line}</p>
      ))}
      {others.length > 0 && (
        <dl>
          {others.map(({ name, value, unit }, index) => (
            <div key={index}>
              <dt>{name}</dt>
              <dd>
                {value} {unit}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p className="ecg-hint">{t('recorder.note')}</p>
    </section>
  );
}
