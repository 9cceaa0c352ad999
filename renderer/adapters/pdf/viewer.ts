import {
  getDocument,
  GlobalWorkerOptions,
  RenderingCancelledException,
  type PDFDocumentProxy,
} from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { appError, type AppError } from '../../../shared/domain/errors';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { DocumentViewer, OpenDocument, PageView } from '../../ports/documentViewer';
import { BundledAssets } from './bundledAssets';
import { canvasScale } from './canvasScale';

/** PDF user space is 72 units an inch, CSS 96 pixels (ISO 32000-1, 8.3.2.3). */
const CSS_PIXELS_PER_UNIT = 96 / 72;

export function createPdfViewer(): DocumentViewer {
  GlobalWorkerOptions.workerSrc = workerUrl;
  return {
    async open(bytes) {
      const task = getDocument({
        data: bytes,
        // Assets are addressed by name through the factory; the bases only have to be non-empty.
        cMapUrl: 'bundled/',
        standardFontDataUrl: 'bundled/',
        wasmUrl: 'bundled/',
        BinaryDataFactory: BundledAssets,
        useWorkerFetch: false,
        isEvalSupported: false,
        enableXfa: false,
        stopAtErrors: false,
      });
      try {
        return ok(opened(await task.promise, () => void task.destroy()));
      } catch (cause) {
        void task.destroy();
        return err(readingError(cause));
      }
    },
  };
}

function opened(document: PDFDocumentProxy, destroy: () => void): OpenDocument {
  return {
    pageCount: document.numPages,
    pageSize: (number) =>
      attempt(async () => {
        const page = await document.getPage(number);
        const { width, height } = page.getViewport({ scale: CSS_PIXELS_PER_UNIT });
        return { width, height };
      }),
    render: (number, canvas, view, signal) =>
      attempt(() => draw(document, number, canvas, { ...view, signal })),
    dispose: destroy,
  };
}

async function draw(
  document: PDFDocumentProxy,
  number: number,
  canvas: HTMLCanvasElement,
  { zoom, rotation, pixelRatio, signal }: PageView & { readonly signal: AbortSignal },
): Promise<void> {
  const page = await document.getPage(number);
  if (signal.aborted) return;
  const wanted = CSS_PIXELS_PER_UNIT * zoom * pixelRatio;
  const turned = (page.rotate + rotation) % 360;
  const { width, height } = page.getViewport({ scale: 1, rotation: turned });
  const viewport = page.getViewport({
    scale: canvasScale(wanted, width, height),
    rotation: turned,
  });
  canvas.width = Math.floor(viewport.width);
  canvas.height = Math.floor(viewport.height);
  const rendering = page.render({ canvas, viewport });
  const stop = () => rendering.cancel();
  signal.addEventListener('abort', stop);
  try {
    await rendering.promise;
  } catch (cause) {
    if (!(cause instanceof RenderingCancelledException)) throw cause;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function attempt<T>(work: () => Promise<T>): Promise<Result<T, AppError>> {
  try {
    return ok(await work());
  } catch (cause) {
    return err(readingError(cause));
  }
}

function readingError(cause: unknown): AppError {
  // pdf.js throws this class without exporting it
  if (cause instanceof Error && cause.name === 'PasswordException') {
    return appError('unsupported', 'file.passwordProtected');
  }
  const message = cause instanceof Error ? `${cause.name}: ${cause.message}` : 'unreadable';
  return appError('integrity', 'file.cannotShow', { message });
}
