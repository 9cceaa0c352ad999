import type { ImageViewerFactory } from '../../ports/imageViewer';
import { fastestPath } from './graphicsProbe';

/** Loads the drawing library only when a picture is first needed: it is several megabytes and takes a second to start. */
export const loadCornerstoneViewer: ImageViewerFactory = async (options) => {
  const [{ createViewer }, renderPath] = await Promise.all([
    import('./viewer'),
    options.renderPath ?? fastestPath(),
  ]);
  return createViewer({ ...options, renderPath });
};

/**
 * Has the browser fetch and compile the library without running it, by the list of its files that the build writes into the
 * page. Without a list (development) there is nothing to do.
 */
export function fetchCornerstoneViewer(): void {
  const list = document.querySelector<HTMLMetaElement>('meta[name="viewer-files"]')?.content ?? '';
  for (const href of list.split(' ').filter(Boolean)) {
    const link = document.createElement('link');
    Object.assign(link, { rel: 'modulepreload', href, crossOrigin: '' });
    document.head.append(link);
  }
}
