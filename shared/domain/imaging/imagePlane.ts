import { calibrationOf, type Calibration, type Spacing } from './calibration';
import { numbersOf, TAG, type DicomJson, type Tag } from './dicomJson';
import { groupOf } from './functionalGroups';
import { add, dot, scale, subtract, type PixelPoint, type Vector3 } from './vector';

/** Where a frame lies. `placed` is false when the file does not say and the plane is only a drawing board. */
export type ImagePlane = {
  readonly origin: Vector3;
  /** Direction in which the column index grows, unit length. */
  readonly right: Vector3;
  /** Direction in which the row index grows, unit length. */
  readonly down: Vector3;
  readonly spacing: Spacing;
  readonly placed: boolean;
};

/** Plane of one frame (1-based), from the image plane module or the functional groups of enhanced images. */
export function imagePlaneOf(instance: DicomJson, frame = 1): ImagePlane {
  const orientation = grouped(
    instance,
    frame,
    TAG.PlaneOrientationSequence,
    TAG.ImageOrientationPatient,
  );
  const position = grouped(instance, frame, TAG.PlanePositionSequence, TAG.ImagePositionPatient);
  const spacing = drawnSpacing(calibrationOf(instance, frame), instance);
  const [rx, ry, rz, dx, dy, dz] = orientation;
  const placed = dz !== undefined && position.length === 3;
  return {
    origin: placed ? (position as unknown as Vector3) : [0, 0, 0],
    right: dz === undefined ? [1, 0, 0] : [rx ?? 0, ry ?? 0, rz ?? 0],
    down: dz === undefined ? [0, 1, 0] : [dx ?? 0, dy ?? 0, dz],
    spacing,
    placed,
  };
}

/** Without one scale for the whole picture (ultrasound regions, none at all) a pixel is drawn as one unit. */
function drawnSpacing(calibration: Calibration, instance: DicomJson): Spacing {
  if (calibration.kind === 'none') return calibration.ratio;
  if (calibration.kind !== 'regions') return calibration.spacing;
  const [row = 1, column = 1] = numbersOf(instance, TAG.PixelSpacing);
  return { row, column };
}

function grouped(instance: DicomJson, frame: number, sequence: Tag, tag: Tag): readonly number[] {
  const own = numbersOf(instance, tag);
  if (own.length > 0) return own;
  const group = groupOf(instance, frame, sequence);
  return group ? numbersOf(group, tag) : [];
}

export function pixelToWorld(plane: ImagePlane, [column, row]: PixelPoint): Vector3 {
  const across = scale(plane.right, column * plane.spacing.column);
  return add(plane.origin, add(across, scale(plane.down, row * plane.spacing.row)));
}

export function worldToPixel(plane: ImagePlane, world: Vector3): PixelPoint {
  const offset = subtract(world, plane.origin);
  return [
    dot(offset, plane.right) / plane.spacing.column,
    dot(offset, plane.down) / plane.spacing.row,
  ];
}
