import type { DocumentViewerLoader } from '../../ports/documentViewer';

/** pdf.js weighs 1.6 MB: it is fetched when the first document is opened. */
export const loadPdfViewer: DocumentViewerLoader = async () => {
  const { createPdfViewer } = await import('./viewer');
  return createPdfViewer();
};
