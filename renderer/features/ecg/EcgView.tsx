import { Spin } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { LaneViewer } from '../../ports/ecgLanes';
import type { EcgSource } from '../../ports/ecgSource';
import type { EcgViewer } from '../../ports/ecgViewer';
import { ErrorNotice } from '../../ui/ErrorNotice';
import type { EcgPrior } from './compare/usePrior';
import { DayView } from './day/DayView';
import type { EcgHead } from './print/head';
import { EcgSheet } from './sheet/EcgSheet';
import { useOpenEcg } from './useOpenEcg';
import './ecg.css';

export type EcgViewProps = {
  /** Must be stable: a new one is opened again. */
  readonly source: EcgSource;
  readonly viewer: EcgViewer;
  readonly lanes: LaneViewer;
  readonly head: EcgHead;
  /** Other ECGs of the patient to compare with. */
  readonly priors?: readonly EcgPrior[];
  readonly onPrint?: () => Promise<void>;
};

/** One ECG record: opens it, says why it cannot be shown, or shows it on calibrated paper. */
export function EcgView({
  source,
  viewer,
  lanes,
  head,
  priors,
  onPrint,
}: EcgViewProps): ReactElement {
  const { t } = useTranslation('ecg');
  const { state, retry } = useOpenEcg(source, null);
  switch (state.status) {
    case 'loading':
      return (
        <div className="ecg-waiting" role="status">
          <Spin />
          <span>{t('loading')}</span>
        </div>
      );
    case 'failed':
      return (
        <div className="ecg-waiting">
          <ErrorNotice
            error={state.error}
            {...(state.error.retry === 'never' ? {} : { onRetry: retry })}
          />
        </div>
      );
    case 'ready':
      return state.ecg.kind === 'short' ? (
        <EcgSheet
          recording={state.ecg.recording}
          viewer={viewer}
          head={head}
          {...(priors && { priors })}
          {...(onPrint && { onPrint })}
        />
      ) : (
        <DayView
          manifest={state.ecg.manifest}
          long={state.ecg.long}
          lanes={lanes}
          viewer={viewer}
          head={head}
          {...(onPrint && { onPrint })}
        />
      );
  }
}
