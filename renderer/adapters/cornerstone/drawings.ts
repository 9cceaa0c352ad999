import type { Types } from '@cornerstonejs/core';
import { annotation as annotations, type Types as ToolTypes } from '@cornerstonejs/tools';
import { calibrationOf } from '../../../shared/domain/imaging/calibration';
import type { FrameRef } from '../../../shared/domain/imaging/displaySet';
import {
  imagePlaneOf,
  pixelToWorld,
  worldToPixel,
} from '../../../shared/domain/imaging/imagePlane';
import { measure, type PixelField } from '../../../shared/domain/imaging/measure';
import { measurementSchema, type Measurement } from '../../../shared/domain/imaging/measurement';
import { pixelUnitOf } from '../../../shared/domain/imaging/pixelUnit';
import { cross, scale, type PixelPoint } from '../../../shared/domain/imaging/vector';
import type { MeasuredValue } from '../../ports/imageViewer';
import type { FrameSource } from './frameSource';
import { kindOfTool, toolNameOf } from './toolSet';

type Annotation = ToolTypes.Annotation;

/** Translates between the library's drawings (patient points) and ours (pixel points of one frame). */
export class Drawings {
  readonly #source: FrameSource;
  readonly #offset: number;

  /** @param offset Pixels the drawing path adds to a position, see `PIXEL_OFFSET`. */
  constructor(source: FrameSource, offset: number) {
    this.#source = source;
    this.#offset = offset;
  }

  /** All drawings on the given pictures, with their values where the picture is in memory. */
  on(imageIds: ReadonlySet<string>): readonly MeasuredValue[] {
    return annotations.state.getAllAnnotations().flatMap((drawn) => {
      const imageId = drawn.metadata?.referencedImageId;
      const measured =
        imageId !== undefined && imageIds.has(imageId) ? this.#measured(drawn, imageId) : null;
      return measured ? [measured] : [];
    });
  }

  valueOf(drawn: Annotation): MeasuredValue | null {
    const imageId = drawn.metadata?.referencedImageId;
    return imageId === undefined ? null : this.#measured(drawn, imageId);
  }

  add(measurement: Measurement, imageId: string): void {
    const ref = this.#source.refOf(imageId);
    if (ref === null) return;
    const plane = imagePlaneOf(ref.instance, ref.frame);
    const points = measurement.points.map(([column, row]): Types.Point3 => {
      const world = pixelToWorld(plane, [column + this.#offset, row + this.#offset]);
      return [world[0], world[1], world[2]];
    });
    const normal = cross(plane.right, plane.down);
    const drawn = {
      annotationUID: measurement.id,
      highlighted: false,
      invalidated: true,
      isLocked: false,
      isVisible: true,
      metadata: {
        toolName: toolNameOf(measurement.kind),
        FrameOfReferenceUID: annotationSpace(ref),
        referencedImageId: imageId,
        viewPlaneNormal: [...scale(normal, -1)],
        viewUp: [...scale(plane.down, -1)],
      },
      data: {
        label: '',
        cachedStats: {},
        handles: { points, activeHandleIndex: null, textBox: emptyTextBox() },
      },
    };
    annotations.state.addAnnotation(drawn as unknown as Annotation, annotationSpace(ref));
  }

  remove(id: string): void {
    annotations.state.removeAnnotation(id);
  }

  removeAll(belongs: (imageId: string) => boolean): void {
    for (const { annotationUID, metadata } of annotations.state.getAllAnnotations()) {
      if (annotationUID && belongs(metadata?.referencedImageId ?? '')) this.remove(annotationUID);
    }
  }

  selectedOn(imageIds: ReadonlySet<string>): readonly string[] {
    return annotations.selection
      .getAnnotationsSelected()
      .filter((id) =>
        imageIds.has(annotations.state.getAnnotation(id)?.metadata?.referencedImageId ?? ''),
      );
  }

  #measured(drawn: Annotation, imageId: string): MeasuredValue | null {
    const ref = this.#source.refOf(imageId);
    const measurement = ref && this.#toMeasurement(drawn, ref);
    if (!measurement) return null;
    const image = this.#source.valuesOf(imageId);
    const calibration = calibrationOf(ref.instance, ref.frame);
    return {
      measurement,
      value: image && measure(measurement, calibration, fieldOfImage(image, ref)),
    };
  }

  #toMeasurement(drawn: Annotation, ref: FrameRef): Measurement | null {
    const kind = kindOfTool(drawn.metadata?.toolName ?? '');
    const world = drawn.data.handles?.points ?? [];
    const plane = imagePlaneOf(ref.instance, ref.frame);
    const points = world.map(([x, y, z]): PixelPoint => {
      const [column, row] = worldToPixel(plane, [x, y, z]);
      return [column - this.#offset, row - this.#offset];
    });
    const { sopInstanceUid, frame: frameNumber } = ref;
    const parsed = measurementSchema.safeParse({
      id: drawn.annotationUID,
      kind,
      sopInstanceUid,
      frameNumber,
      points,
    });
    return parsed.success ? parsed.data : null;
  }
}

const emptyTextBox = (): object => ({
  hasMoved: false,
  worldPosition: [0, 0, 0],
  worldBoundingBox: {
    topLeft: [0, 0, 0],
    topRight: [0, 0, 0],
    bottomLeft: [0, 0, 0],
    bottomRight: [0, 0, 0],
  },
});

/** The group under which the library files drawings: the frame of reference, or the series where there is none. */
function annotationSpace({ instance }: FrameRef): string {
  const value = instance['00200052']?.Value?.[0] ?? instance['0020000E']?.Value?.[0];
  return typeof value === 'string' ? value : '';
}

/** Values as the decoder left them; `voxelManager` may hold a copy squeezed into 16 bits for the processor path. */
export function fieldOfImage(image: Types.IImage, ref: FrameRef): PixelField {
  return {
    columns: image.columns,
    rows: image.rows,
    values: image.color ? null : image.getPixelData(),
    unit: pixelUnitOf(ref.instance),
  };
}
