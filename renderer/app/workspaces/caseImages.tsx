import { useCallback, useMemo, type ReactElement } from 'react';
import { useStore } from 'zustand';
import type { Me } from '../../../shared/api/sessions';
import { loadCornerstoneViewer } from '../../adapters/cornerstone';
import {
  AnnotationFooter,
  useForeign,
  useOverlay,
  type AnnotationStore,
} from '../../features/annotations';
import type { FetchBlob, ReportDesk } from '../../features/report';
import {
  ImageWorkspace,
  type ArrangementShelf,
  type ImageWorkspaceProps,
  type StripTools,
} from '../../features/viewer';
import type { ServerAccess } from '../../platform/serverAccess';
import type { Companion } from '../../ports/companionScreen';
import type { DicomWebFetcher } from '../../ports/imageViewer';
import { useOwnDrawings } from './ownDrawings';
import { useStrip } from './keyImageStrip';

type Props = {
  /** Study instance UIDs, the one to show first in front. */
  readonly studies: readonly string[];
  /** A study to be shown beside the first. */
  readonly beside: string | null;
  readonly desk: ReportDesk;
  readonly annotations: AnnotationStore;
  readonly me: Me;
  readonly server: ServerAccess;
  readonly fetchBlob: FetchBlob;
  readonly screens: Screens;
};

/** This window beside the other one; a second screen opens no third. All stable. */
export type Screens = {
  readonly companion: Companion;
  readonly open?: () => Promise<boolean>;
  readonly send?: (displaySetId: string) => Promise<boolean>;
  readonly arrangement?: ArrangementShelf;
};

/** The DICOM stage of a case: what is drawn and marked on it belongs to the case, and comes back. */
export function CaseImages(props: Props): ReactElement {
  const { studies, beside, annotations: store, me, server, screens } = props;
  const fetcher = useDicomWeb(server);
  const isLoaded = useStore(
    store,
    ({ load, version, others }) => load.status === 'ready' || version > 0 || others.length > 0,
  );
  const series = useStore(store, (state) => state.series);
  const ours = useMemo(() => series.map(({ seriesInstanceUid }) => seriesInstanceUid), [series]);
  const hiddenSeries = useMemo(() => new Set(ours), [ours]);
  const foreign = useForeign(fetcher, studies, isLoaded ? ours : null);
  const over = useOverlay(store, foreign.documents, me);
  const own = useOwnDrawings(store, me.userId);
  const { items, actionsFor, onKeyImage } = useStrip(props);
  const strip: ImageWorkspaceProps['strip'] = useCallback(
    (tools: StripTools) => (
      <AnnotationFooter
        store={store}
        me={me}
        foreign={foreign}
        items={items}
        actions={actionsFor(tools)}
        isShown={tools.drawingsShown}
        onShowAll={tools.showDrawings}
        onOpen={tools.open}
      />
    ),
    [store, me, foreign, items, actionsFor],
  );
  return (
    <ImageWorkspace
      key={studies[0]}
      studies={studies.map((studyInstanceUid) => ({ studyInstanceUid }))}
      beside={beside}
      fetcher={fetcher}
      viewerFactory={loadCornerstoneViewer}
      keyImages={[]}
      onKeyImage={onKeyImage}
      measurements={own.measurements}
      onMeasurementsChange={own.onChange}
      over={over}
      strip={strip}
      hiddenSeries={hiddenSeries}
      companion={screens.companion}
      onSecondScreen={screens.open}
      onSendSeries={screens.send}
      arrangement={screens.arrangement}
    />
  );
}

function useDicomWeb(server: ServerAccess): DicomWebFetcher {
  return useCallback(
    (path, { accept, signal, json }) =>
      server.fetch(`/dicom-web${path}`, {
        headers: { accept, ...(json !== undefined && { 'content-type': 'application/json' }) },
        ...(signal && { signal }),
        ...(json !== undefined && { method: 'POST', body: json }),
      }),
    [server],
  );
}
