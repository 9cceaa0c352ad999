import { DeleteOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useCallback, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import {
  CALIPER_PURPOSES,
  readCaliper,
  type CaliperPurpose,
  type EcgCaliper,
} from '../../../../shared/domain/ecg/caliper';
import type { EcgTrace } from '../../../../shared/domain/ecg/traces';
import { selectedOf } from './caliperState';
import { signedMillivolts } from './signed';
import type { Calipers } from './useCalipers';

type Props = { readonly calipers: Calipers };

/** The calipers in one line of fixed height: the one in hand with all it says, the others as numbers to pick. */
export function CaliperBar({ calipers }: Props): ReactElement {
  const { t } = useTranslation('ecg');
  const { state, dispatch, traceOf } = calipers;
  const selected = selectedOf(state);
  return (
    <div className="ecg-line ecg-calipers" aria-live="polite">
      {state.calipers.map((caliper) => (
        <Button
          key={caliper.id}
          size="small"
          type={caliper.id === state.selectedId ? 'primary' : 'default'}
          aria-pressed={caliper.id === state.selectedId}
          onClick={() => dispatch({ type: 'select', id: caliper.id })}
        >
          {numberOf(caliper, t)}
        </Button>
      ))}
      {selected ? (
        <Selected caliper={selected} trace={traceOf(selected)} calipers={calipers} />
      ) : (
        <span className="ecg-hint">{t('caliper.hint')}</span>
      )}
    </div>
  );
}

type Texts = ReturnType<typeof useTranslation<'ecg'>>['t'];

const numberOf = ({ id, purpose }: EcgCaliper, t: Texts): string =>
  purpose === null ? String(id) : `${id} ${t(`purpose.${purpose}`)}`;

type SelectedProps = Props & {
  readonly caliper: EcgCaliper;
  readonly trace: EcgTrace | null;
};

function Selected({ caliper, trace, calipers }: SelectedProps): ReactElement {
  const { t } = useTranslation('ecg');
  const { state, dispatch } = calipers;
  const reading = readCaliper(caliper, trace ?? { unscaled: 'ecg.uncalibrated' });
  return (
    <>
      <b>{caliper.label}</b>
      <b>{t('caliper.duration', { ms: reading.durationMs.toFixed(0) })}</b>
      {reading.ratePerMin !== null && (
        <span>{t('caliper.rate', { rate: reading.ratePerMin.toFixed(0) })}</span>
      )}
      <b>
        {reading.millivolts === null
          ? t('caliper.noAmplitude')
          : t('caliper.amplitude', { mv: signedMillivolts(reading.millivolts) })}
      </b>
      <Segmented<CaliperPurpose | 'none'>
        size="small"
        aria-label={t('caliper.purpose')}
        value={caliper.purpose ?? 'none'}
        onChange={(purpose) =>
          dispatch({
            type: 'purpose',
            id: caliper.id,
            purpose: purpose === 'none' ? null : purpose,
          })
        }
        options={[
          { value: 'none', label: t('purpose.none') },
          ...CALIPER_PURPOSES.map((value) => ({ value, label: t(`purpose.${value}`) })),
        ]}
      />
      <Button
        size="small"
        type={caliper.isMarching ? 'primary' : 'default'}
        aria-pressed={caliper.isMarching}
        onClick={() => dispatch({ type: 'march' })}
      >
        {t('caliper.march')}
      </Button>
      <Button
        size="small"
        type={state.isSnapping ? 'primary' : 'default'}
        ghost={state.isSnapping}
        aria-pressed={state.isSnapping}
        title={t('caliper.snapNote')}
        onClick={() => dispatch({ type: 'toggleSnap' })}
      >
        {t('caliper.snap')}
      </Button>
      <Button
        size="small"
        icon={<DeleteOutlined />}
        aria-label={t('caliper.remove')}
        onClick={() => dispatch({ type: 'remove' })}
      />
    </>
  );
}

/** Number and reading as printed beside a caliper on the sheet. */
export function useCaliperText(): (caliper: EcgCaliper, trace: EcgTrace) => string {
  const { t } = useTranslation('ecg');
  return useCallback(
    (caliper: EcgCaliper, trace: EcgTrace) => {
      const { durationMs, millivolts, ratePerMin } = readCaliper(caliper, trace);
      const parts = [
        numberOf(caliper, t),
        t('caliper.duration', { ms: durationMs.toFixed(0) }),
        ...(ratePerMin === null ? [] : [t('caliper.rate', { rate: ratePerMin.toFixed(0) })]),
        ...(millivolts === null
          ? []
          : [t('caliper.amplitude', { mv: signedMillivolts(millivolts) })]),
      ];
      return parts.join('  ');
    },
    [t],
  );
}
