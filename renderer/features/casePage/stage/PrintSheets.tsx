import { useEffect, useRef, type ReactElement } from 'react';
import { createPortal } from 'react-dom';
import type { OpenDocument } from '../../../ports/documentViewer';

/** 200 dots an inch: sharp text on paper, half the memory of 300. */
const PRINT_PIXEL_RATIO = 200 / 96;

type Props = {
  readonly document: OpenDocument;
  readonly onReady: () => void;
  readonly onFailed: () => void;
};

/** All pages outside the application's own tree; the print style sheet shows them and hides everything else. */
export function PrintSheets({ document: source, onReady, onFailed }: Props): ReactElement {
  const sheetsRef = useRef<HTMLDivElement>(null);
  const told = useRef({ onReady, onFailed });
  useEffect(() => {
    const abort = new AbortController();
    const canvases = [...(sheetsRef.current?.querySelectorAll('canvas') ?? [])];
    void drawAll(source, canvases, abort.signal).then((isDrawn) => {
      if (abort.signal.aborted) return;
      if (isDrawn) told.current.onReady();
      else told.current.onFailed();
    });
    return () => abort.abort();
  }, [source]);
  return createPortal(
    <div ref={sheetsRef} className="case-print" aria-hidden>
      {Array.from({ length: source.pageCount }, (_, index) => (
        <canvas key={index} />
      ))}
    </div>,
    document.body,
  );
}

async function drawAll(
  source: OpenDocument,
  canvases: readonly HTMLCanvasElement[],
  signal: AbortSignal,
): Promise<boolean> {
  const view = { zoom: 1, rotation: 0, pixelRatio: PRINT_PIXEL_RATIO };
  for (const [index, canvas] of canvases.entries()) {
    const drawn = await source.render(index + 1, canvas, view, signal);
    if (!drawn.ok) return false;
  }
  return true;
}
