import type { Types } from '@cornerstonejs/core';
import { edgeLetters, type EdgeLetters } from '../../../shared/domain/imaging/orientation';
import { add, length, scale, subtract, type Vector3 } from '../../../shared/domain/imaging/vector';
import { pixelToWorld, type ImagePlane } from '../../../shared/domain/imaging/imagePlane';
import type { RenderPath, ViewField } from '../../ports/imageViewer';

/**
 * The two drawing paths agree on neither camera, scale nor pan. What both answer truly, but for half a pixel, is where a screen
 * point lies in the patient, so everything here is derived from that alone.
 *
 * @param shift What the path adds to a patient position, see `pathShift`.
 */
export function fieldOf(viewport: Types.IStackViewport, shift: Vector3): ViewField | null {
  const { clientWidth: width, clientHeight: height } = viewport.element;
  const top = worldAt(viewport, [width / 2, 0]);
  const bottom = worldAt(viewport, [width / 2, height]);
  const centre = worldAt(viewport, [width / 2, height / 2]);
  return top && bottom && centre
    ? { centre: subtract(centre, shift), height: length(subtract(bottom, top)) }
    : null;
}

/** The processor path counts pixel positions from the picture's corner, the patient plane from the first pixel's centre. */
export const PIXEL_OFFSET: Record<RenderPath, number> = { cpu: 0.5, gpu: 0 };

export function pathShift(plane: ImagePlane, path: RenderPath): Vector3 {
  const offset = PIXEL_OFFSET[path];
  return subtract(pixelToWorld(plane, [offset, offset]), plane.origin);
}

export function worldAt(viewport: Types.IStackViewport, point: Types.Point2): Vector3 | null {
  const world = viewport.canvasToWorld(point) as Types.Point3 | undefined;
  return world && world.every(Number.isFinite) ? [world[0], world[1], world[2]] : null;
}

/** Patient directions of the screen's right and down, one CSS pixel long, in mm (or drawing units). */
export function screenAxes(
  viewport: Types.IStackViewport,
): { right: Vector3; down: Vector3 } | null {
  const { clientWidth: width, clientHeight: height } = viewport.element;
  const corner = worldAt(viewport, [0, 0]);
  const across = worldAt(viewport, [width, 0]);
  const below = worldAt(viewport, [0, height]);
  if (!corner || !across || !below || width === 0 || height === 0) return null;
  return {
    right: scale(subtract(across, corner), 1 / width),
    down: scale(subtract(below, corner), 1 / height),
  };
}

export function edgesOf(viewport: Types.IStackViewport, plane: ImagePlane): EdgeLetters | null {
  const axes = plane.placed ? screenAxes(viewport) : null;
  return axes && edgeLetters(axes.right, axes.down);
}

/** CSS pixels for one drawing unit (mm where calibrated), along the screen's right. */
export function pixelsPerUnit(viewport: Types.IStackViewport): number | null {
  const axes = screenAxes(viewport);
  const unit = axes && length(axes.right);
  return unit ? 1 / unit : null;
}

/** Multiplies the magnification; the middle of the screen stays. */
export function magnify(viewport: Types.IStackViewport, path: RenderPath, factor: number): void {
  if (path === 'cpu') {
    viewport.setZoom(viewport.getZoom() * factor);
    return;
  }
  const { parallelScale } = viewport.getCamera();
  if (parallelScale) viewport.setCamera({ parallelScale: parallelScale / factor });
}

/** Brings the same part of the plane onto this screen. */
export function applyField(
  viewport: Types.IStackViewport,
  path: RenderPath,
  field: ViewField,
  shift: Vector3,
): void {
  const now = fieldOf(viewport, shift);
  if (now === null || field.height <= 0) return;
  magnify(viewport, path, now.height / field.height);
  moveTo(viewport, path, add(field.centre, shift));
}

function moveTo(viewport: Types.IStackViewport, path: RenderPath, centre: Vector3): void {
  if (path === 'cpu') {
    viewport.setCamera({ focalPoint: [...centre] });
    return;
  }
  const { focalPoint, position } = viewport.getCamera();
  if (!focalPoint || !position) return;
  const shift = subtract(centre, [focalPoint[0], focalPoint[1], focalPoint[2]]);
  viewport.setCamera({
    focalPoint: [...centre],
    position: [position[0] + shift[0], position[1] + shift[1], position[2] + shift[2]],
  });
}

/** Turns clockwise after mirroring in the picture's own left and right. */
export function turn(
  viewport: Types.IStackViewport,
  path: RenderPath,
  rotation: number,
  flipHorizontal: boolean,
): void {
  // Only a camera un-mirrors on either path; on the processor path it also makes the rotation take effect, on the graphics path
  // a rotation counts from the mirrored picture.
  if (path === 'gpu') viewport.setCamera({ flipHorizontal });
  viewport.setViewPresentation({ rotation });
  if (path === 'cpu') viewport.setCamera({ flipHorizontal });
}
