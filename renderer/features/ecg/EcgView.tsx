import { ConfigProvider, Select, Spin } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { EcgManifest } from '../../../shared/domain/ecg/manifest';
import type { AppError } from '../../../shared/domain/errors';
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

/** What is opened over a view that fills the screen has to be inside it: the rest of the page is not shown. */
const popupPlace = (): HTMLElement =>
  document.fullscreenElement instanceof HTMLElement ? document.fullscreenElement : document.body;

/** One ECG record: opens it, says why it cannot be shown, or shows it on calibrated paper. */
export function EcgView(props: EcgViewProps): ReactElement {
  return (
    <ConfigProvider getPopupContainer={popupPlace}>
      <Opened {...props} />
    </ConfigProvider>
  );
}

function Opened({ source, viewer, lanes, head, priors, onPrint }: EcgViewProps): ReactElement {
  const { t } = useTranslation('ecg');
  const [object, setObject] = useState<string | null>(null);
  const { state, retry } = useOpenEcg(source, object);
  switch (state.status) {
    case 'loading':
      return (
        <div className="ecg-waiting" role="status">
          <Spin />
          <span>{t('loading')}</span>
        </div>
      );
    case 'failed':
      return <Refused error={state.error} onRetry={retry} />;
    case 'ready': {
      const { ecg } = state;
      const common = {
        viewer,
        head,
        lead: <ObjectSelect manifest={ecg.manifest} onChange={setObject} />,
        ...(onPrint && { onPrint }),
      };
      // another recording begins with a sheet of its own
      const key = object ?? 'first';
      return ecg.kind === 'short' ? (
        <EcgSheet key={key} {...common} recording={ecg.recording} {...(priors && { priors })} />
      ) : (
        <DayView key={key} {...common} manifest={ecg.manifest} long={ecg.long} lanes={lanes} />
      );
    }
  }
}

/** What happened, and for a file that was refused what about it was not understood. */
function Refused(props: { readonly error: AppError; readonly onRetry: () => void }): ReactElement {
  const { t } = useTranslation('ecg');
  const { error, onRetry } = props;
  const reason = error.params?.['reason'];
  return (
    <div className="ecg-waiting ecg-refused">
      <ErrorNotice error={error} {...(error.retry === 'never' ? {} : { onRetry })} />
      {typeof reason === 'string' && <p className="ecg-hint">{t('refusedBecause', { reason })}</p>}
    </div>
  );
}

/** A study may hold several recordings. */
function ObjectSelect(props: {
  readonly manifest: EcgManifest;
  readonly onChange: (object: string) => void;
}): ReactElement | null {
  const { t } = useTranslation('ecg');
  const { objects, sopInstanceUid } = props.manifest;
  if (objects.length < 2) return null;
  return (
    <Select<string>
      size="small"
      aria-label={t('object')}
      value={sopInstanceUid}
      popupMatchSelectWidth={false}
      onChange={props.onChange}
      options={objects.map(({ sopInstanceUid: value, recordedAt }, index) => ({
        value,
        label: t('objectOf', {
          number: index + 1,
          time: recordedAt?.replace('T', ' ') ?? t('print.noTime'),
        }),
      }))}
    />
  );
}
