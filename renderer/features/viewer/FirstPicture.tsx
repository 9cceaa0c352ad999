import { useEffect, useRef, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DisplaySet } from '../../../shared/domain/imaging/displaySet';
import { imagePlaneOf } from '../../../shared/domain/imaging/imagePlane';
import type { DicomWebFetcher } from '../../ports/imageViewer';
import { firstPictureOf, PICTURE_ACCEPT, picturePath } from './serverPicture';

type Props = {
  readonly set: DisplaySet;
  readonly fetcher: DicomWebFetcher;
  /** The picture is on screen, or there will be none. */
  readonly onSettled: () => void;
};

/**
 * The picture a series opens with, drawn by the server, in the place where the viewer is going to draw the same one. The
 * viewer needs a second to start; the eye has begun by then.
 */
export function FirstPicture({ set, fetcher, onSettled }: Props): ReactElement {
  const { t } = useTranslation('viewer');
  const canvasRef = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const abort = new AbortController();
    draw(canvasRef.current, set, fetcher, abort.signal)
      .catch(() => undefined) // the viewer fetches the same picture next and says what is wrong with it
      .finally(() => {
        if (!abort.signal.aborted) onSettled();
      });
    return () => abort.abort();
  }, [set, fetcher, onSettled]);
  return (
    <div className="hz-first" role="img" aria-label={t('pane.first')}>
      <canvas ref={canvasRef} className="hz-first-canvas" />
      <p className="hz-first-note">{t('pane.first')}</p>
    </div>
  );
}

async function draw(
  canvas: HTMLCanvasElement | null,
  set: DisplaySet,
  fetcher: DicomWebFetcher,
  signal: AbortSignal,
): Promise<void> {
  const frame = firstPictureOf(set);
  if (!canvas || !frame) return;
  const response = await fetcher(picturePath(set, frame), { accept: PICTURE_ACCEPT, signal });
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
  await painted();
}

/** The frame with what was just drawn has been handed to the screen. */
const painted = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve, 0));
  });
