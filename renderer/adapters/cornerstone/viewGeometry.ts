import type { Types } from '@cornerstonejs/core';
import { edgeLetters, type EdgeLetters } from '../../../shared/domain/imaging/orientation';
import { length, scale, subtract, type Vector3 } from '../../../shared/domain/imaging/vector';
import type { ImagePlane } from '../../../shared/domain/imaging/imagePlane';
import type { RenderPath, ViewField } from '../../ports/imageViewer';

/**
 * The two drawing paths agree on neither camera, scale nor pan. What both answer truly is where a screen point lies in the
 * patient, so everything here is derived from that alone.
 */
export function fieldOf(viewport: Types.IStackViewport): ViewField | null {
  const { clientWidth: width, clientHeight: height } = viewport.element;
  const top = worldAt(viewport, [width / 2, 0]);
  const bottom = worldAt(viewport, [width / 2, height]);
  const centre = worldAt(viewport, [width / 2, height / 2]);
  return top && bottom && centre ? { centre, height: length(subtract(bottom, top)) } : null;
}

function worldAt(viewport: Types.IStackViewport, point: Types.Point2): Vector3 | null {
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
): void {
  const now = fieldOf(viewport);
  if (now === null || field.height <= 0) return;
  magnify(viewport, path, now.height / field.height);
  moveTo(viewport, path, field.centre);
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
