import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { qtcBazettMs, qtcFridericiaMs } from '../../../shared/domain/ecg/intervals';
import { readCaliper, type PaperSettings } from '../../../shared/domain/ecg/paper';
import type { Caliper } from '../../ports/ecgViewer';

type Props = {
  readonly caliper: Caliper | null;
  readonly settings: PaperSettings;
  readonly onClear: () => void;
};

/** What the caliper measures; an RR once noted turns the next interval into a QTc. Fixed height: nothing jumps. */
export function CaliperLine({ caliper, settings, onClear }: Props): ReactElement {
  const { t } = useTranslation('ecg');
  const [rrMs, setRrMs] = useState<number | null>(null);
  if (!caliper || caliper.from.xMm === caliper.to.xMm) {
    return (
      <p className="ecg-line" aria-live="polite">
        <span className="ecg-hint">{t('caliper.hint')}</span>
        {rrMs !== null && <span>{t('caliper.rr', { ms: rrMs.toFixed(0) })}</span>}
      </p>
    );
  }
  const { durationMs, millivolts, ratePerMin } = readCaliper(
    caliper.from,
    caliper.to,
    caliper.strip,
    settings,
  );
  return (
    <p className="ecg-line" aria-live="polite">
      <b>{caliper.strip.trace.label}</b>
      <b>{t('caliper.duration', { ms: durationMs.toFixed(0) })}</b>
      {ratePerMin !== null && <span>{t('caliper.rate', { rate: ratePerMin.toFixed(0) })}</span>}
      <b>
        {millivolts === null
          ? t('caliper.noAmplitude')
          : t('caliper.amplitude', { mv: signed(millivolts) })}
      </b>
      <Button size="small" type="link" onClick={() => setRrMs(durationMs)}>
        {t('caliper.useAsRr')}
      </Button>
      {rrMs !== null && rrMs !== durationMs && (
        <span>
          {t('caliper.rr', { ms: rrMs.toFixed(0) })} ·{' '}
          {t('caliper.qtc', {
            bazett: qtcBazettMs(durationMs, rrMs).toFixed(0),
            fridericia: qtcFridericiaMs(durationMs, rrMs).toFixed(0),
          })}
        </span>
      )}
      <Button size="small" type="link" onClick={onClear}>
        {t('caliper.clear')}
      </Button>
    </p>
  );
}

/** `+0.30`, `-0.10`; never `-0.00`. */
function signed(millivolts: number): string {
  const text = Math.abs(millivolts).toFixed(2);
  if (text === '0.00') return text;
  return millivolts > 0 ? `+${text}` : `-${text}`;
}
