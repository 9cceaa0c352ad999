import { createInstance } from 'i18next';
import { StrictMode, useState, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { loadCornerstoneViewer } from '../../renderer/adapters/cornerstone/index';
import { ImageWorkspace, type KeyImageItem } from '../../renderer/features/viewer/index';
import type { DicomWebFetcher, ViewportHandle } from '../../renderer/ports/imageViewer';
import type { Measurement } from '../../shared/domain/imaging/measurement';
import en from '../../shared/i18n/en/viewer.json';
import zh from '../../shared/i18n/zh-CN/viewer.json';

const query = new URLSearchParams(location.search);
const studies = (query.get('studies') ?? '2.25.1')
  .split(',')
  .map((studyInstanceUid) => ({ studyInstanceUid }));

const i18n = createInstance();
void i18n.use(initReactI18next).init({
  lng: query.get('lng') ?? 'zh-CN',
  fallbackLng: 'zh-CN',
  resources: { en: { viewer: en }, 'zh-CN': { viewer: zh } },
  interpolation: { escapeValue: false },
});

const fetcher: DicomWebFetcher = (path, { accept, signal }) =>
  fetch(`/dicom-web${path}`, { headers: { accept }, ...(signal && { signal }) });

const handles: Record<number, ViewportHandle | null> = {};
Object.assign(window, { handles });

const remember = (slot: number, handle: ViewportHandle | null): void => {
  handles[slot] = handle;
};

function Page(): ReactElement {
  const [keyImages, setKeyImages] = useState<readonly KeyImageItem[]>([]);
  const [measurements, setMeasurements] = useState<readonly Measurement[]>([]);
  Object.assign(window, { keyImages, measurements, setMeasurements });
  return (
    <ImageWorkspace
      studies={studies}
      fetcher={fetcher}
      viewerFactory={loadCornerstoneViewer}
      keyImages={keyImages}
      onKeyImage={({ pngBlob, sopInstanceUid, frameNumber }) =>
        setKeyImages((list) => [
          ...list,
          {
            id: `${sopInstanceUid}/${frameNumber}/${list.length}`,
            imageUrl: URL.createObjectURL(pngBlob),
            label: String(list.length + 1),
            sopInstanceUid,
            frameNumber,
          },
        ])
      }
      measurements={measurements}
      onMeasurementsChange={setMeasurements}
      onViewport={remember}
    />
  );
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <I18nextProvider i18n={i18n}>
      <Page />
    </I18nextProvider>
  </StrictMode>,
);
