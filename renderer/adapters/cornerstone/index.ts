import type { ImageViewerFactory } from '../../ports/imageViewer';

/** Loads the drawing library only when a picture is first needed: it is several megabytes and takes a second to start. */
export const loadCornerstoneViewer: ImageViewerFactory = async (options) => {
  const { createViewer } = await import('./viewer');
  return createViewer(options);
};
