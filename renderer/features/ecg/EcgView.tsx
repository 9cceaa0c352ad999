import { Spin } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { EcgViewer } from '../../ports/ecgViewer';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { EcgSheet } from './EcgSheet';
import { useRecording, type LoadEcg } from './useRecording';
import './ecg.css';

export type EcgViewProps = {
  /** Must be stable: a new function loads again. */
  readonly load: LoadEcg;
  readonly viewer: EcgViewer;
};

/** One ECG file: reads it, says why it cannot be shown, or shows it on calibrated paper. */
export function EcgView({ load, viewer }: EcgViewProps): ReactElement {
  const { t } = useTranslation('ecg');
  const { state, retry } = useRecording(load);
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
      return <EcgSheet recording={state.recording} viewer={viewer} />;
  }
}
