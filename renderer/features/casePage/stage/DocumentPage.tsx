import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../../shared/domain/errors';
import type { OpenDocument, PageSize } from '../../../ports/documentViewer';
import { ErrorNotice } from '../../../ui/ErrorNotice';

type Props = {
  readonly document: OpenDocument;
  readonly page: number;
  readonly size: PageSize;
  readonly zoom: number;
  readonly rotation: number;
  /** The page fills most of the screen now. */
  readonly onVisible: (page: number) => void;
};

export function DocumentPage(props: Props): ReactElement {
  const { document, page, size, zoom, rotation, onVisible } = props;
  const { t } = useTranslation('casePage');
  const frameRef = useRef<HTMLDivElement>(null);
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const [isNear, setIsNear] = useState(false);
  const [error, setError] = useState<AppError | null>(null);

  useEffect(() => {
    const frame = frameRef.current;
    if (!frame) return;
    const near = new IntersectionObserver(([entry]) => setIsNear(entry?.isIntersecting ?? false), {
      root: frame.parentElement,
      rootMargin: '600px 0px',
    });
    const seen = new IntersectionObserver(([entry]) => entry?.isIntersecting && onVisible(page), {
      root: frame.parentElement,
      rootMargin: '-45% 0px',
    });
    near.observe(frame);
    seen.observe(frame);
    return () => {
      near.disconnect();
      seen.disconnect();
    };
  }, [page, onVisible]);

  useEffect(() => {
    const canvas = canvasRef.current;
    if (!isNear || !canvas) return;
    const abort = new AbortController();
    const pixelRatio = window.devicePixelRatio;
    void document
      .render(page, canvas, { zoom, rotation, pixelRatio }, abort.signal)
      .then((result) => {
        if (!abort.signal.aborted) setError(result.ok ? null : result.error);
      });
    return () => abort.abort();
  }, [document, page, zoom, rotation, isNear]);

  const turned = rotation % 180 !== 0;
  const width = (turned ? size.height : size.width) * zoom;
  const height = (turned ? size.width : size.height) * zoom;
  return (
    <div ref={frameRef} className="case-document-page" style={{ width, height }}>
      {error && <ErrorNotice error={error} />}
      {/* a new canvas for each view: pdf.js refuses to draw twice at once on one */}
      {isNear && (
        <canvas
          key={`${String(zoom)} ${String(rotation)}`}
          ref={canvasRef}
          role="img"
          aria-label={t('stage.page', { page })}
        />
      )}
    </div>
  );
}
