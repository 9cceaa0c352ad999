import type { SlideViewerFactory } from '../../ports/slideViewer';
import { SlideCanvas } from './surface';

/**
 * Deep zoom on a 2D canvas. Our own instead of a library, because what counts here is what is fetched and when: the coarse
 * stand-in under every tile, requests that end with the movement, several tiles per round trip. `bench/slide.mjs` compares
 * it with OpenSeadragon.
 */
export const createSlideCanvasViewer: SlideViewerFactory = (fetchTiles) => ({
  mount: (element, slide) => new SlideCanvas(element, slide, fetchTiles),
});
