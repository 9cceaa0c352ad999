import type { DrawnLane, LaneSize } from '../../ports/ecgLanes';
import { laneEdges, LEAST_PX } from './edges';
import { COARSE_INK, ENVELOPE_INK, INK } from './style';

/** Draws the curves of a picture. */
export interface CurveDrawer {
  readonly kind: 'webgl' | 'canvas';
  resize(size: LaneSize): void;
  draw(lanes: readonly DrawnLane[]): void;
  dispose(): void;
}

const rgb = ([red, green, blue]: readonly [number, number, number]): number =>
  (blue << 16) | (green << 8) | red;
const INK_RGB = rgb(INK);
const ENVELOPE_RGB = rgb(ENVELOPE_INK);
const COARSE_RGB = rgb(COARSE_INK);

/**
 * Curves as pixels: every column is a run of pixels whose first and last are as opaque as the curve covers them. Time
 * goes with the number of pixels, not with that of samples.
 */
export function canvasCurves(canvas: HTMLCanvasElement): CurveDrawer {
  // read back often only says: keep it in memory, where the pixels are made
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('this browser has no 2D canvas');
  let image: ImageData | null = null;
  let pixels = new Uint32Array();
  let edges = new Float32Array();
  let least = LEAST_PX;
  return {
    kind: 'canvas',
    resize({ width, height, pixelsPerCssPixel }) {
      least = LEAST_PX * pixelsPerCssPixel;
      if (width === 0 || height === 0) {
        image = null;
        return;
      }
      image = context.createImageData(width, height);
      pixels = new Uint32Array(image.data.buffer);
      edges = new Float32Array(2 * width);
    },
    draw(lanes) {
      if (!image) return;
      pixels.fill(0);
      for (const lane of lanes) {
        laneEdges(lane, least, edges);
        const ink = lane.isEnvelope ? ENVELOPE_RGB : INK_RGB;
        fillColumns(
          { pixels, width: image.width, height: image.height },
          edges,
          lane.columns.coarse,
          ink,
        );
      }
      context.putImageData(image, 0, 0);
    },
    dispose() {
      image = null;
      pixels = new Uint32Array();
    },
  };
}

type Raster = {
  readonly pixels: Uint32Array;
  readonly width: number;
  readonly height: number;
};

function fillColumns(
  { pixels, width, height }: Raster,
  edges: Float32Array,
  coarse: Uint8Array,
  fineInk: number,
): void {
  const columns = Math.min(width, coarse.length);
  for (let column = 0; column < columns; column++) {
    const upper = Math.max(0, edges[2 * column] ?? 1);
    const lower = Math.min(height, edges[2 * column + 1] ?? 0);
    if (upper >= lower) continue;
    const ink = coarse[column] === 1 ? COARSE_RGB : fineInk;
    const first = Math.floor(upper);
    const last = Math.min(height - 1, Math.ceil(lower) - 1);
    if (first === last) {
      cover(pixels, first * width + column, ink, lower - upper);
      continue;
    }
    cover(pixels, first * width + column, ink, first + 1 - upper);
    const solid = (0xff000000 | ink) >>> 0;
    for (let row = first + 1, at = row * width + column; row < last; row++, at += width)
      pixels[at] = solid;
    cover(pixels, last * width + column, ink, lower - last);
  }
}

/** Lanes that cross keep the darker of the two. */
function cover(pixels: Uint32Array, at: number, ink: number, share: number): void {
  const alpha = Math.round(share * 255);
  if (alpha > (pixels[at] ?? 0) >>> 24) pixels[at] = ((alpha << 24) | ink) >>> 0;
}
