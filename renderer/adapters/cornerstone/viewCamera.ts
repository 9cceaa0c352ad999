import type { Types } from '@cornerstonejs/core';
import { worldToPixel, type ImagePlane } from '../../../shared/domain/imaging/imagePlane';
import {
  add,
  scale,
  subtract,
  type PixelPoint,
  type Vector3,
} from '../../../shared/domain/imaging/vector';
import type { RenderPath, ViewField } from '../../ports/imageViewer';
import { screenMap, type ScreenMap } from './drawing/affine';
import type { Box } from './drawing/hit';
import {
  applyField,
  edgesOf,
  fieldOf,
  PIXEL_OFFSET,
  pathShift,
  pixelsPerUnit,
  screenAxes,
  turn,
  worldAt,
} from './viewGeometry';

export type CameraPorts = {
  readonly viewport: Types.IStackViewport;
  readonly path: RenderPath;
  /** Of the picture in the viewport; `null` before there is one. */
  readonly plane: () => ImagePlane | null;
};

/** Which part of the picture is on screen, how large, and which way round. */
export class ViewCamera {
  readonly #ports: CameraPorts;
  #rotation = 0;
  #flipped = false;
  /** Whether the person chose the part shown; otherwise a new size fits the picture again. */
  #isOwn = false;

  constructor(ports: CameraPorts) {
    this.#ports = ports;
  }

  get rotation(): number {
    return this.#rotation;
  }

  get flipped(): boolean {
    return this.#flipped;
  }

  get isFitted(): boolean {
    return !this.#isOwn;
  }

  /** Forgets what was chosen for another stack. */
  restart(): void {
    this.#rotation = 0;
    this.#flipped = false;
    this.#isOwn = false;
  }

  fit(): void {
    this.#isOwn = false;
    this.#ports.viewport.resetCamera();
    this.turn();
  }

  rotate(quarterTurns: number): void {
    this.#rotation = (((this.#rotation + quarterTurns * 90) % 360) + 360) % 360;
    this.turn();
  }

  flip(): void {
    this.#flipped = !this.#flipped;
    // a mirror in the screen's vertical axis turns a rotation the other way round
    this.#rotation = (360 - this.#rotation) % 360;
    this.turn();
  }

  setTurn(rotation: number, flipped: boolean): void {
    this.#rotation = rotation;
    this.#flipped = flipped;
    this.turn();
  }

  turn(): void {
    turn(this.#ports.viewport, this.#ports.path, this.#rotation, this.#flipped);
    this.#ports.viewport.render();
  }

  field(): ViewField | null {
    const plane = this.#ports.plane();
    return plane && fieldOf(this.#ports.viewport, pathShift(plane, this.#ports.path));
  }

  setField(field: ViewField): void {
    const plane = this.#ports.plane();
    if (!plane) return;
    this.#isOwn = true;
    const { viewport, path } = this.#ports;
    applyField(viewport, path, field, pathShift(plane, path));
    viewport.render();
  }

  /** The point under `anchor` (CSS pixels) stays where it is; the middle, without one. */
  zoom(factor: number, anchor: PixelPoint | null): void {
    const field = this.field();
    if (!field || !(factor > 0)) return;
    const at = anchor && this.#worldAt(anchor);
    const centre = at ? add(at, scale(subtract(field.centre, at), 1 / factor)) : field.centre;
    this.setField({ centre, height: field.height / factor });
  }

  pan(dx: number, dy: number): void {
    const field = this.field();
    const axes = screenAxes(this.#ports.viewport);
    if (!field || !axes) return;
    const moved = add(scale(axes.right, dx), scale(axes.down, dy));
    this.setField({ ...field, centre: subtract(field.centre, moved) });
  }

  /** One picture pixel across is one screen pixel, whatever the screen's own density. */
  actualSize(): void {
    const plane = this.#ports.plane();
    const perUnit = pixelsPerUnit(this.#ports.viewport);
    if (!plane || !perUnit) return;
    const now = perUnit * plane.spacing.column * window.devicePixelRatio;
    this.zoom(1 / now, null);
  }

  zoomTo({ left, top, width, height }: Box): void {
    const field = this.field();
    const centre = this.#worldAt([left + width / 2, top + height / 2]);
    const { clientWidth, clientHeight } = this.#ports.viewport.element;
    if (!field || !centre) return;
    const factor = Math.min(clientWidth / width, clientHeight / height);
    this.setField({ centre, height: field.height / factor });
  }

  /** The picture area has another size: what was fitted is fitted again, what was chosen stays. */
  resized(kept: ViewField | null): void {
    if (this.#isOwn && kept) this.setField(kept);
    else this.fit();
    this.#ports.viewport.render();
  }

  pixelsPerUnit(): number {
    return pixelsPerUnit(this.#ports.viewport) ?? 0;
  }

  edges() {
    const plane = this.#ports.plane();
    return plane && edgesOf(this.#ports.viewport, plane);
  }

  map(): ScreenMap | null {
    const plane = this.#ports.plane();
    const { clientWidth: width, clientHeight: height } = this.#ports.viewport.element;
    if (!plane || width === 0 || height === 0) return null;
    const offset = PIXEL_OFFSET[this.#ports.path];
    const pixelAt = (point: Types.Point2): PixelPoint | null => {
      const world = worldAt(this.#ports.viewport, point);
      if (!world) return null;
      const [column, row] = worldToPixel(plane, world);
      return [column - offset, row - offset];
    };
    const corners = [pixelAt([0, 0]), pixelAt([width, 0]), pixelAt([0, height])];
    const [origin, across, below] = corners;
    if (!origin || !across || !below) return null;
    const step = (to: PixelPoint, size: number): PixelPoint => [
      origin[0] + (to[0] - origin[0]) / size,
      origin[1] + (to[1] - origin[1]) / size,
    ];
    const back = screenMap(origin, step(across, width), step(below, height));
    const forth =
      back && screenMap(back.toPixel([0, 0]), back.toPixel([1, 0]), back.toPixel([0, 1]));
    return forth;
  }

  #worldAt(point: PixelPoint): Vector3 | null {
    const plane = this.#ports.plane();
    const world = worldAt(this.#ports.viewport, [point[0], point[1]]);
    return plane && world && subtract(world, pathShift(plane, this.#ports.path));
  }
}
