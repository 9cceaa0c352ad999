import type { LanePicture, LaneSize, LaneSurface, LaneViewer } from '../../ports/ecgLanes';
import { watchPixelSize } from '../canvas/pixelSize';
import { canvasCurves, type CurveDrawer } from './canvasCurves';
import { drawGround, drawLabels } from './drawGround';
import { webglCurves } from './webglCurves';

/** Curves of a long recording: by the graphics card where there is one, else pixel by pixel. */
export const ecgLanes: LaneViewer = { mount: (host, onSize) => mountLanes(host, onSize) };

/**
 * @param kind - Forces one of the two ways, for the test that holds them side by side.
 */
export function mountLanes(
  host: HTMLElement,
  onSize: (size: LaneSize) => void,
  kind?: LaneSurface['kind'],
): LaneSurface {
  const ground = addCanvas(host);
  let curves = addCanvas(host);
  const labels = addCanvas(host);
  const below = contextOf(ground);
  const above = contextOf(labels);
  let size: LaneSize | null = null;
  let picture: LanePicture | null = null;
  let drawer: CurveDrawer =
    (kind === 'canvas' ? null : webglCurves(curves, kind === 'webgl')) ?? canvasCurves(curves);

  const draw = (): void => {
    if (!size || size.width === 0 || !picture) return;
    drawGround(below, picture, size);
    drawer.draw(picture.lanes);
    drawLabels(above, picture.lanes, size);
  };
  /** A graphics card that goes takes its pictures with it; the recording is drawn by hand from then on. */
  const onLost = (event: Event): void => {
    event.preventDefault();
    const lost = curves;
    curves = document.createElement('canvas');
    curves.className = lost.className;
    lost.replaceWith(curves);
    drawer = canvasCurves(curves);
    if (size) fit(size);
    draw();
  };
  const fit = (next: LaneSize): void => {
    for (const canvas of [ground, curves, labels]) {
      if (canvas.width !== next.width) canvas.width = next.width;
      if (canvas.height !== next.height) canvas.height = next.height;
    }
    drawer.resize(next);
  };
  curves.addEventListener('webglcontextlost', onLost, { once: true });
  const unwatch = watchPixelSize(ground, (next) => {
    size = next;
    fit(next);
    onSize(next);
  });
  return {
    get kind() {
      return drawer.kind;
    },
    draw(next) {
      picture = next;
      draw();
    },
    dispose() {
      unwatch();
      curves.removeEventListener('webglcontextlost', onLost);
      drawer.dispose();
      for (const canvas of [ground, curves, labels]) {
        canvas.width = canvas.height = 0;
        canvas.remove();
      }
    },
  };
}

function addCanvas(host: HTMLElement): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.className = 'ecg-lane-canvas';
  host.append(canvas);
  return canvas;
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser has no 2D canvas');
  return context;
}
