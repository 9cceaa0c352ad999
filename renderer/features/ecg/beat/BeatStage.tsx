import { useMemo, useRef, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { MedianBeat } from '../../../../shared/domain/ecg/analysis/analysis';
import type { PaperSheet } from '../../../../shared/domain/ecg/paper';
import type { EcgViewer } from '../../../ports/ecgViewer';
import { useCaliperText } from '../caliper/CaliperBar';
import { useCalipers } from '../caliper/useCalipers';
import { SheetStage } from '../sheet/SheetStage';
import { useFrameSize } from '../sheet/useFrameSize';
import { pxPerMmOf } from '../sheet/zoom';
import { useBeatPicture } from './useBeatPicture';

type Props = {
  readonly viewer: EcgViewer;
  readonly sheet: PaperSheet;
  readonly beat: MedianBeat;
  readonly gain: number;
  readonly hasPrior: boolean;
  readonly realPxPerMm: number;
  readonly ratio: number;
};

/** Averaged beats fitted to their window; calipers work on them as on the sheet. */
export function BeatStage(props: Props): ReactElement {
  const { viewer, sheet, beat, gain, hasPrior, realPxPerMm, ratio } = props;
  const { t } = useTranslation('ecg');
  const frame = useRef<HTMLDivElement>(null);
  const { width, height } = useFrameSize(frame);
  const pxPerMm = pxPerMmOf('page', {
    frameWidth: width,
    frameHeight: height,
    sheet,
    realPxPerMm,
    ratio,
  });
  const pictureOf = useBeatPicture();
  const picture = useMemo(
    () => pictureOf(sheet, beat, gain, hasPrior),
    [pictureOf, sheet, beat, gain, hasPrior],
  );
  const traces = useMemo(
    () => sheet.strips.filter(({ tone }) => tone !== 'prior').map(({ trace }) => trace),
    [sheet],
  );
  const textOf = useCaliperText();
  const calipers = useCalipers({
    sheet,
    traces,
    sampleRateHz: beat.sampleRateHz,
    pxPerMm,
    textOf,
    onDouble: () => undefined,
  });
  return (
    <SheetStage
      viewer={viewer}
      picture={picture}
      marks={calipers.marks}
      pxPerMm={pxPerMm}
      frame={frame}
      label={t('beat.sheet')}
      pointers={calipers.pointers}
    />
  );
}
