import { useCallback, useMemo, useState, type ReactElement } from 'react';
import type { CaseDetail, CaseRecord } from '../../../shared/api/cases';
import type { Measurement } from '../../../shared/domain/imaging/measurement';
import { loadCornerstoneViewer } from '../../adapters/cornerstone';
import { loadPdfViewer } from '../../adapters/pdf';
import {
  fetchBlob,
  OneRecordStage,
  type ServerFetch,
  type StageSlots,
} from '../../features/casePage';
import type { FetchBlob } from '../../features/report';
import { TriageQueuePage } from '../../features/triage';
import { ImageWorkspace } from '../../features/viewer';
import { useDesktop, useServer } from '../../platform/ApiContext';
import type { DicomWebFetcher } from '../../ports/imageViewer';
import { CaseEcg } from './caseEcg';
import { useMaterialStages } from './caseMaterial';
import { printWindow, saveFile } from './fileOutlets';

/** The queue with the case page's stages, to look at material without leaving it. */
export function QueueWorkspace(): ReactElement {
  const renderRecord = useCallback(
    (detail: CaseDetail, record: CaseRecord) => <LookStage detail={detail} record={record} />,
    [],
  );
  return <TriageQueuePage renderRecord={renderRecord} />;
}

function LookStage(props: {
  readonly detail: CaseDetail;
  readonly record: CaseRecord;
}): ReactElement {
  const server = useServer();
  const fetchPath: ServerFetch = useCallback((path, init) => server.fetch(path, init), [server]);
  const fetcher: DicomWebFetcher = useCallback(
    (path, { accept, signal }) =>
      server.fetch(`/dicom-web${path}`, { headers: { accept }, ...(signal ? { signal } : {}) }),
    [server],
  );
  const desktop = useDesktop();
  const files: FetchBlob = useCallback(
    async (path) => {
      const result = await fetchBlob(fetchPath, path, new AbortController().signal);
      return result.ok ? result.value : null;
    },
    [fetchPath],
  );
  const onSave = useCallback(
    (file: Blob, name: string) => void saveFile(desktop, file, name),
    [desktop],
  );
  const material = useMaterialStages({
    caseId: props.detail.case.id,
    desk: null,
    server,
    fetchPath,
    fetchBlob: files,
    onSave,
  });
  const slots: StageSlots = useMemo(
    () => ({
      fetchPath,
      loadDocumentViewer: loadPdfViewer,
      ...material,
      images: (studies) => <LookImages studies={studies} fetcher={fetcher} />,
      ecg: (record, detail) => (
        <CaseEcg
          record={record}
          detail={detail}
          fetchPath={fetchPath}
          onPrint={() => printWindow(desktop)}
        />
      ),
    }),
    [fetchPath, fetcher, desktop, material],
  );
  return <OneRecordStage detail={props.detail} record={props.record} slots={slots} />;
}

/** Drawings last as long as the look; nothing is taken into a report here. */
function LookImages(props: {
  readonly studies: readonly string[];
  readonly fetcher: DicomWebFetcher;
}): ReactElement {
  const [measurements, setMeasurements] = useState<readonly Measurement[]>([]);
  return (
    <ImageWorkspace
      key={props.studies[0]}
      studies={props.studies.map((studyInstanceUid) => ({ studyInstanceUid }))}
      fetcher={props.fetcher}
      viewerFactory={loadCornerstoneViewer}
      keyImages={[]}
      measurements={measurements}
      onMeasurementsChange={setMeasurements}
    />
  );
}
