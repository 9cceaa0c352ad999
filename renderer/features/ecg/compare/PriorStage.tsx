import { useCallback, useMemo, useRef, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { layOut, type PaperSettings } from '../../../../shared/domain/ecg/paper';
import { durationS, type EcgRecording } from '../../../../shared/domain/ecg/recording';
import { tracesOf, type EcgTrace } from '../../../../shared/domain/ecg/traces';
import type { EcgViewer } from '../../../ports/ecgViewer';
import { SheetStage } from '../sheet/SheetStage';
import { usePicture } from '../sheet/usePicture';
import type { EcgPrior } from './usePrior';

type Props = {
  readonly viewer: EcgViewer;
  readonly prior: EcgPrior;
  readonly recording: EcgRecording;
  /** Paper, filters and size of the present ECG: what differs is the patient. */
  readonly settings: PaperSettings;
  readonly shape: (traces: readonly EcgTrace[], sampleRateHz: number) => readonly EcgTrace[];
  readonly pxPerMm: number;
};

/** The earlier ECG on the same paper, below the present one. */
export function PriorStage(props: Props): ReactElement {
  const { viewer, prior, recording, settings, shape, pxPerMm } = props;
  const { t } = useTranslation('ecg');
  const frame = useRef<HTMLDivElement>(null);
  const group = recording.groups[0];
  if (!group) throw new Error('a recording has at least one group');
  const traces = useMemo(() => tracesOf(group), [group]);
  const drawn = useMemo(() => shape(traces, group.sampleRateHz), [traces, group, shape]);
  const totalS = durationS(group);
  const sheet = useMemo(
    () => layOut(drawn, settings, { fromS: 0, totalS }),
    [drawn, settings, totalS],
  );
  const noClock = useCallback(() => '', []);
  const isScaled = traces.some(({ unscaled }) => unscaled === null);
  const pictureOf = usePicture(recording, { group, settings, isScaled, drawn, totalS }, noClock);
  const picture = useMemo(() => pictureOf(sheet), [pictureOf, sheet]);
  return (
    <div className="ecg-prior">
      <p className="ecg-line">
        <b>{t('compare.before')}</b>
        <span>{prior.title}</span>
        <span>
          {recording.recordedAt === null
            ? prior.when
            : t('recordedAt', { time: recording.recordedAt.replace('T', ' ') })}
        </span>
      </p>
      <SheetStage
        viewer={viewer}
        picture={picture}
        marks={NO_MARKS}
        pxPerMm={pxPerMm}
        frame={frame}
        label={t('compare.sheet', { title: prior.title })}
      />
    </div>
  );
}

const NO_MARKS = [] as const;
