import { useEffect, useRef, useState, type RefObject } from 'react';
import type { PaperImaging, PaperView } from '../../ports/paperImaging';
import type { Size } from '../../../shared/domain/paper/geometry';

/**
 * Keeps a canvas showing a page. While one picture is drawn, later wishes wait and only the last of them is kept: a slider
 * never runs behind.
 *
 * @returns Size of what is shown, once there is something.
 */
export function usePicture(
  canvas: RefObject<HTMLCanvasElement | null>,
  imaging: PaperImaging,
  picture: Blob | null,
  view: PaperView,
): Size | null {
  const [size, setSize] = useState<Size | null>(null);
  const wanted = useRef<{ picture: Blob; view: PaperView } | null>(null);
  const isBusy = useRef(false);
  const key = JSON.stringify(view);
  useEffect(() => {
    let isGone = false;
    if (!picture) return;
    wanted.current = { picture, view: JSON.parse(key) as PaperView };
    const drawNext = async (): Promise<void> => {
      const job = wanted.current;
      if (isBusy.current || !job) return;
      wanted.current = null;
      isBusy.current = true;
      const bitmap = await imaging.show(job.picture, job.view);
      isBusy.current = false;
      const target = canvas.current;
      if (bitmap && target) {
        const { width, height } = bitmap;
        target.width = width;
        target.height = height;
        // hands the picture over; nothing of it is left to be freed
        target.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap);
        if (!isGone)
          setSize((now) =>
            now?.width === width && now.height === height ? now : { width, height },
          );
      } else bitmap?.close();
      if (wanted.current) void drawNext();
    };
    void drawNext();
    return () => {
      isGone = true;
    };
  }, [canvas, imaging, picture, key]);
  return size;
}
