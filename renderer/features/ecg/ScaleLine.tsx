import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { EcgRecording } from '../../../shared/domain/ecg/recording';
import type { SheetState } from './useSheet';

type Props = {
  readonly recording: EcgRecording;
  readonly state: SheetState;
  readonly pxPerMm: number;
};

/** What the sheet's squares mean; without calibration there is no word of millivolts but the one that says so. */
export function ScaleLine({ recording, state, pxPerMm }: Props): ReactElement {
  const { t } = useTranslation('ecg');
  const { settings, isScaled, group, totalS } = state;
  const speed = settings.speedMmPerS;
  const gain = settings.gainMmPerMv;
  const ms = 1000 / speed;
  return (
    <p className="ecg-line ecg-scale">
      <b>
        {isScaled
          ? t('scale', { speed, gain, ms, mv: 1 / gain })
          : t('scaleTimeOnly', { speed, ms })}
      </b>
      <span>
        {t('sampling', { rate: Math.round(group.sampleRateHz), seconds: totalS.toFixed(1) })}
      </span>
      {recording.recordedAt !== null && (
        <span>{t('recordedAt', { time: recording.recordedAt.replace('T', ' ') })}</span>
      )}
      <span>{t('screenScale', { px: pxPerMm.toFixed(1) })}</span>
    </p>
  );
}
