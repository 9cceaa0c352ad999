import { useEffect, useRef, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { imagePlaneOf } from '../../../shared/domain/imaging/imagePlane';
import type { Layout } from '../../../shared/domain/imaging/layout';
import type { DicomWebFetcher } from '../../ports/imageViewer';
import { layoutGrid } from './layoutGrid';
import { PICTURE_ACCEPT, type FirstPicturePath } from './serverPicture';

type Props = {
  /** One for each area of the layout; `null` where nothing hangs. */
  readonly pictures: readonly (FirstPicturePath | null)[];
  readonly layout: Layout;
  readonly fetcher: DicomWebFetcher;
  /** The pictures are on screen, or there will be none. */
  readonly onSettled: () => void;
};

/**
 * The pictures a case opens with, drawn by the server, in the places where the viewer is going to draw the same ones. The
 * viewer needs a second to start; the eye has begun by then.
 */
export function FirstPicture({ pictures, layout, fetcher, onSettled }: Props): ReactElement {
  const { t } = useTranslation('viewer');
  const rootRef = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const abort = new AbortController();
    const canvases = rootRef.current?.querySelectorAll('canvas') ?? [];
    Promise.all(pictures.map((picture, i) => draw(canvases[i], picture, fetcher, abort.signal)))
      .then(painted)
      .catch(() => undefined) // the viewer fetches the same pictures next and says what is wrong with them
      .finally(() => {
        if (!abort.signal.aborted) onSettled();
      });
    return () => abort.abort();
  }, [pictures, fetcher, onSettled]);
  return (
    <div
      ref={rootRef}
      className="hz-first"
      role="img"
      aria-label={t('pane.first')}
      style={layoutGrid(layout)}
    >
      {pictures.map((_, slot) => (
        <div key={slot} className="hz-first-pane">
          <canvas className="hz-first-canvas" />
        </div>
      ))}
      <p className="hz-first-note">{t('pane.first')}</p>
    </div>
  );
}

async function draw(
  canvas: HTMLCanvasElement | undefined,
  frame: FirstPicturePath | null,
  fetcher: DicomWebFetcher,
  signal: AbortSignal,
): Promise<void> {
  if (!canvas || !frame) return;
  const response = await fetcher(frame.path, { accept: PICTURE_ACCEPT, signal });
  if (!response.ok) return;
  const picture = await createImageBitmap(await response.blob());
  if (signal.aborted) return;
  const { spacing } = imagePlaneOf(frame.instance, frame.frame);
  canvas.width = picture.width;
  // pixels that are not square are drawn as wide and high as they are; the page fits the canvas into the pane
  canvas.height = Math.max(1, Math.round((picture.height * spacing.row) / spacing.column));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  canvas.style.visibility = 'visible';
  picture.close();
}

/** The frame with what was just drawn has been handed to the screen. */
const painted = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve, 0));
  });
