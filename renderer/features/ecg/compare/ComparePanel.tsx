import { Segmented, Select, Spin } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { EcgAnalysis } from '../../../../shared/domain/ecg/analysis/analysis';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { Notice } from '../../../ui/Notice';
import { signedMillivolts } from '../caliper/signed';
import { unitOf, type Measured } from '../measure/measurementRows';
import { ST_AFTER_J_S } from '../measure/stLevels';
import { differences, NOTABLE_ST_MV, stDifferences } from './differences';
import type { EcgPrior, PriorState } from './usePrior';

export type CompareView = 'sheets' | 'beats';

type Props = {
  readonly priors: readonly EcgPrior[];
  readonly id: string | null;
  readonly onChoose: (id: string | null) => void;
  readonly state: PriorState;
  readonly now: EcgAnalysis | null;
  readonly view: CompareView;
  readonly onView: (view: CompareView) => void;
};

const VIEWS = ['sheets', 'beats'] as const;

/** Chooses an earlier ECG and lists what differs, measured by the same method in both. */
export function ComparePanel(props: Props): ReactElement {
  const { priors, id, onChoose, view, onView } = props;
  const { t } = useTranslation('ecg');
  if (priors.length === 0) return <p className="ecg-hint">{t('compare.nothing')}</p>;
  return (
    <div className="ecg-compare">
      <Select<string>
        size="small"
        aria-label={t('compare.with')}
        placeholder={t('compare.choose')}
        value={id}
        allowClear
        onChange={(value: string | undefined) => onChoose(value ?? null)}
        options={priors.map(({ id: value, title, when }) => ({
          value,
          label: [title, when].filter(Boolean).join(' · '),
        }))}
      />
      <Segmented<CompareView>
        size="small"
        aria-label={t('compare.view')}
        value={view}
        onChange={onView}
        options={VIEWS.map((value) => ({ value, label: t(`compare.viewName.${value}`) }))}
      />
      {priors.some((one) => one.id === id && !one.isVerified) && (
        <Notice tone="risk">{t('compare.unverified')}</Notice>
      )}
      <Outcome {...props} />
    </div>
  );
}

function Outcome({ state, now }: Props): ReactElement | null {
  const { t } = useTranslation('ecg');
  switch (state.status) {
    case 'none':
      return null;
    case 'loading':
      return <Spin size="small" />;
    case 'tooLong':
      return <p className="ecg-hint">{t('compare.tooLong')}</p>;
    case 'failed':
      return (
        <ErrorNotice
          error={state.error}
          {...(state.error.retry === 'never' ? {} : { onRetry: state.retry })}
        />
      );
    case 'ready':
      return now && state.analysis?.ok ? (
        <Differences now={now} before={state.analysis.value} />
      ) : (
        <p className="ecg-hint">
          {state.analysis === null ? t('measure.computing') : t('compare.notMeasured')}
        </p>
      );
  }
}

function Differences(props: {
  readonly now: EcgAnalysis;
  readonly before: EcgAnalysis;
}): ReactElement {
  const { t } = useTranslation('ecg');
  const { now, before } = props;
  const st = stDifferences(now, before);
  return (
    <div className="ecg-measure">
      <table>
        <Head />
        <tbody>
          {differences(now, before).map((row) => (
            <tr key={row.key}>
              <th scope="row">{t(`measured.${row.key}`)}</th>
              <Value value={row.now} measured={row.key} />
              <Value value={row.before} measured={row.key} />
              <td>{row.change === null ? '—' : signed(row.change)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {st.length > 0 && (
        <table>
          <caption>{t('beat.st', { ms: ST_AFTER_J_S * 1000 })}</caption>
          <Head />
          <tbody>
            {st.map(({ label, now: one, before: other, change }) => (
              <tr key={label} data-notable={change !== null && Math.abs(change) >= NOTABLE_ST_MV}>
                <th scope="row">{label}</th>
                {[one, other, change].map((value, at) => (
                  <td key={at}>
                    {value === null ? '—' : t('caliper.amplitude', { mv: signedMillivolts(value) })}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="ecg-hint">{t('compare.note', { method: now.method })}</p>
    </div>
  );
}

function Head(): ReactElement {
  const { t } = useTranslation('ecg');
  return (
    <thead>
      <tr>
        <th scope="col">{t('measure.what')}</th>
        <th scope="col">{t('compare.now')}</th>
        <th scope="col">{t('compare.before')}</th>
        <th scope="col">{t('compare.change')}</th>
      </tr>
    </thead>
  );
}

function Value(props: {
  readonly value: number | null;
  readonly measured: Measured;
}): ReactElement {
  const { t } = useTranslation('ecg');
  const { value, measured } = props;
  return (
    <td>{value === null ? '—' : t(`unit.${unitOf(measured)}`, { value: value.toFixed(0) })}</td>
  );
}

function signed(change: number): string {
  const text = Math.abs(change).toFixed(0);
  if (text === '0') return text;
  return change > 0 ? `+${text}` : `−${text}`;
}
