import { useCallback, useEffect, useMemo, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Measurement } from '../../../shared/domain/imaging/measurement';
import type { KeyImage } from '../../../shared/domain/report/report';
import { loadCornerstoneViewer } from '../../adapters/cornerstone';
import {
  keyImageId,
  useKeyImageUrls,
  withKeyImage,
  type FetchBlob,
  type ReportDesk,
} from '../../features/report';
import { ImageWorkspace, type CapturedKeyImage } from '../../features/viewer';
import type { ServerAccess } from '../../platform/serverAccess';
import type { DicomWebFetcher } from '../../ports/imageViewer';

type Props = {
  /** Study instance UIDs, the one to show first in front. */
  readonly studies: readonly string[];
  /** A study to be shown beside the first. */
  readonly beside: string | null;
  readonly desk: ReportDesk;
  readonly server: ServerAccess;
  readonly fetchBlob: FetchBlob;
};

/** The DICOM stage of a case; what is marked there as key image goes to the report being written. */
export function CaseImages({ studies, beside, desk, server, fetchBlob }: Props): ReactElement {
  const { t } = useTranslation('casePage');
  const keyImages = useDeskImages(desk);
  const urls = useKeyImageUrls(keyImages, fetchBlob);
  const [captures, setCaptures] = useState<Readonly<Record<string, string>>>({});
  const [measurements, setMeasurements] = useState<readonly Measurement[]>([]);
  useEffect(
    () => () => Object.values(captures).forEach((url) => URL.revokeObjectURL(url)),
    // only when the stage goes away: a replaced capture is still on screen until the next render
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [],
  );

  const fetcher: DicomWebFetcher = useCallback(
    (path, { accept, signal, json }) =>
      server.fetch(`/dicom-web${path}`, {
        headers: { accept, ...(json !== undefined && { 'content-type': 'application/json' }) },
        ...(signal && { signal }),
        ...(json !== undefined && { method: 'POST', body: json }),
      }),
    [server],
  );
  const onKeyImage = useCallback(
    (captured: CapturedKeyImage) => {
      const image = keyImageOf(captured);
      setCaptures((before) => ({
        ...before,
        [keyImageId(image)]: URL.createObjectURL(captured.pngBlob),
      }));
      desk.getState().mark(image);
    },
    [desk],
  );
  const items = keyImages.flatMap((image, index) => {
    const id = keyImageId(image);
    const imageUrl = captures[id] ?? urls[id];
    const label = image.caption || t('stage.keyImage', { number: index + 1 });
    const { sopInstanceUid, frameNumber } = image;
    return imageUrl === undefined ? [] : [{ id, imageUrl, label, sopInstanceUid, frameNumber }];
  });

  return (
    <ImageWorkspace
      key={studies[0]}
      studies={studies.map((studyInstanceUid) => ({ studyInstanceUid }))}
      beside={beside}
      fetcher={fetcher}
      viewerFactory={loadCornerstoneViewer}
      keyImages={items}
      onKeyImage={onKeyImage}
      measurements={measurements}
      onMeasurementsChange={setMeasurements}
    />
  );
}

const NONE: readonly KeyImage[] = [];
const nothingToWatch = { subscribe: () => () => undefined };

/** Key images of the report being written, else of the one being read and those marked on this page. */
function useDeskImages(desk: ReportDesk): readonly KeyImage[] {
  const draft = useStore(desk, (state) => state.draft);
  const tray = useStore(desk, (state) => state.tray);
  const reported = useStore(desk, (state) => state.reported);
  const [written, setWritten] = useState(NONE);
  useEffect(() => {
    const read = () => setWritten(draft?.getState().content.content.keyImages ?? NONE);
    read();
    return (draft ?? nothingToWatch).subscribe(read);
  }, [draft]);
  return useMemo(
    () => (draft ? written : tray.reduce(withKeyImage, reported)),
    [draft, written, reported, tray],
  );
}

const keyImageOf = (captured: CapturedKeyImage): KeyImage => ({
  studyInstanceUid: captured.studyInstanceUid,
  seriesInstanceUid: captured.seriesInstanceUid,
  sopInstanceUid: captured.sopInstanceUid,
  frameNumber: captured.frameNumber,
  window: captured.window && { centre: captured.window.centre, width: captured.window.width },
  caption: '',
});
