import { useMemo, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { EcgAnalysis } from '../../../../shared/domain/ecg/analysis/analysis';
import type { AppError } from '../../../../shared/domain/errors';
import type { Result } from '../../../../shared/lib/result';
import type { EcgViewer } from '../../../ports/ecgViewer';
import { beatGrid, GRID_GAIN_MM_PER_MV } from '../beat/beatSheet';
import { BeatStage } from '../beat/BeatStage';
import type { ScreenScale } from '../screen/useScreenScale';

type Measured = Result<EcgAnalysis, AppError> | null;

type Props = {
  readonly viewer: EcgViewer;
  readonly now: Measured;
  /** Drawn behind, in another colour. */
  readonly before: Measured;
  readonly screen: ScreenScale;
};

const beatOf = (measured: Measured) => (measured?.ok ? measured.value.medianBeat : null);

/** The averaged beat of every lead, alone or with an earlier one behind it. */
export function BeatGridStage({ viewer, now, before, screen }: Props): ReactElement {
  const { t } = useTranslation('ecg');
  const beat = beatOf(now);
  const prior = beatOf(before);
  const sheet = useMemo(() => beat && beatGrid(beat, prior), [beat, prior]);
  if (!beat || !sheet) return <p className="ecg-hint">{t('beat.none')}</p>;
  return (
    <BeatStage
      viewer={viewer}
      sheet={sheet}
      beat={beat}
      gain={GRID_GAIN_MM_PER_MV}
      hasPrior={prior !== null}
      realPxPerMm={screen.pxPerMm}
      ratio={screen.ratio}
    />
  );
}
