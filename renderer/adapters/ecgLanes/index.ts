import type { LanePicture, LaneSize, LaneSurface, LaneViewer } from '../../ports/ecgLanes';
import { watchPixelSize } from '../canvas/pixelSize';
import { canvasCurves } from './canvasCurves';
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
  const [ground, curves, labels] = [0, 1, 2].map(() => {
    const canvas = document.createElement('canvas');
    canvas.className = 'ecg-lane-canvas';
    host.append(canvas);
    return canvas;
  });
  if (!ground || !curves || !labels) throw new Error('three canvases were just made');
  const below = contextOf(ground);
  const above = contextOf(labels);
  const drawer =
    (kind === 'canvas' ? null : webglCurves(curves, kind === 'webgl')) ?? canvasCurves(curves);
  let size: LaneSize | null = null;
  const unwatch = watchPixelSize(ground, (next) => {
    size = next;
    for (const canvas of [ground, curves, labels]) {
      canvas.width = next.width;
      canvas.height = next.height;
    }
    drawer.resize(next);
    onSize(next);
  });
  return {
    kind: drawer.kind,
    draw(picture: LanePicture) {
      if (!size || size.width === 0) return;
      drawGround(below, picture, size);
      drawer.draw(picture.lanes);
      drawLabels(above, picture.lanes, size);
    },
    dispose() {
      unwatch();
      drawer.dispose();
      for (const canvas of [ground, curves, labels]) {
        canvas.width = canvas.height = 0;
        canvas.remove();
      }
    },
  };
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser has no 2D canvas');
  return context;
}
