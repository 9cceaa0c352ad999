import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { FEWEST_FINE_PIXELS } from '../../../../shared/domain/ecg/paper';
import type { EcgFacts } from '../../../../shared/domain/ecg/recording';
import type { ScreenScale } from '../screen/useScreenScale';
import { useScaleText } from './scaleText';
import type { SheetState } from './useSheet';

type Props = {
  readonly facts: EcgFacts;
  readonly state: SheetState;
  readonly pxPerMm: number;
  readonly screen: ScreenScale;
  readonly onCalibrate: () => void;
};

/** What the sheet's squares mean; without calibration there is no word of millivolts but the one that says so. */
export function ScaleLine({ facts, state, pxPerMm, screen, onCalibrate }: Props): ReactElement {
  const { t } = useTranslation('ecg');
  const scaleText = useScaleText();
  const { group, totalS, settings } = state;
  const thick = Math.max(1, Math.floor(screen.ratio + 0.25));
  const isFine = (pxPerMm * screen.ratio) / thick >= FEWEST_FINE_PIXELS;
  return (
    <p className="ecg-line ecg-scale">
      <b>{scaleText.scale(settings, state.isScaled)}</b>
      <span>{scaleText.squares(settings, state.isScaled, isFine ? 1 : 5)}</span>
      <span>
        {t('sampling', { rate: Math.round(group.sampleRateHz), seconds: totalS.toFixed(1) })}
      </span>
      {facts.recordedAt !== null && (
        <span>{t('recordedAt', { time: facts.recordedAt.replace('T', ' ') })}</span>
      )}
      {screen.isMeasured ? (
        <span>
          {t('screen.measured', { percent: ((pxPerMm / screen.pxPerMm) * 100).toFixed(0) })}
        </span>
      ) : (
        <span className="ecg-unmeasured">{t('screen.unmeasured')}</span>
      )}
      <Button size="small" type="link" onClick={onCalibrate}>
        {screen.isMeasured ? t('screen.again') : t('screen.calibrate')}
      </Button>
    </p>
  );
}
