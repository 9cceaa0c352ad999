import {
  calibrationOf,
  scaleAt,
  type Spacing,
} from '../../../../shared/domain/imaging/calibration';
import type { DisplaySet, FrameRef } from '../../../../shared/domain/imaging/displaySet';
import type { Measurement, MeasurementValue } from '../../../../shared/domain/imaging/measurement';
import type { PixelPoint } from '../../../../shared/domain/imaging/vector';
import type { Guide, LabelRequest, MeasuredValue } from '../../../ports/imageViewer';
import type { ScreenMap } from './affine';
import { DrawingDesk } from './drawingDesk';
import { DrawingLayer, type Sketch } from './drawingLayer';
import { GRIP_PX } from './guideParts';
import type { Box } from './hit';
import type { FrameValues, Measurer } from './measurer';
import type { MeasurementShelf } from './shelf';

export type ViewportDrawingPorts = {
  readonly element: HTMLElement;
  readonly shelf: MeasurementShelf;
  readonly measurer: Measurer;
  readonly map: () => ScreenMap | null;
  readonly set: () => DisplaySet | null;
  /** The frame on screen. */
  readonly ref: () => FrameRef | null;
  /** `null` while the frame is not in memory, or only coarse. */
  readonly valuesOf: (set: DisplaySet, ref: FrameRef) => FrameValues | null;
  readonly textOf: (value: MeasurementValue) => readonly string[];
  readonly onCommit: () => void;
  readonly onLabelWanted: (request: LabelRequest) => void;
};

/** The measurements on one picture area: drawn, changed, and with their numbers. */
export class ViewportDrawings {
  readonly #ports: ViewportDrawingPorts;
  readonly #layer: DrawingLayer;
  readonly desk: DrawingDesk;
  readonly #unlisten: () => void;
  #isShown = true;
  #band: Box | null = null;
  #guides: readonly Guide[] = [];

  constructor(ports: ViewportDrawingPorts) {
    this.#ports = ports;
    this.#layer = new DrawingLayer(ports.element);
    this.desk = new DrawingDesk({
      shelf: ports.shelf,
      map: ports.map,
      frame: ports.ref,
      spacing: () => this.#spacing(),
      placed: () => this.#layer.placed,
      redraw: () => this.redraw(),
      onCommit: ports.onCommit,
      onLabelWanted: ports.onLabelWanted,
    });
    this.#unlisten = ports.shelf.onChange(() => this.redraw());
  }

  get isShown(): boolean {
    return this.#isShown;
  }

  show(isShown: boolean): void {
    this.#isShown = isShown;
    this.redraw();
  }

  guide(guides: readonly Guide[]): void {
    this.#guides = guides;
    this.redraw();
  }

  /** Id of the grip under the pointer. */
  gripAt([x, y]: PixelPoint): string | null {
    const map = this.#ports.map();
    for (const guide of this.#guides) {
      if (guide.kind !== 'grip' || !map) continue;
      const [gx, gy] = map.toScreen(guide.at);
      if (Math.hypot(gx - x, gy - y) <= 2 * GRIP_PX) return guide.id;
    }
    return null;
  }

  band(box: Box | null): void {
    this.#band = box;
    this.redraw();
  }

  redraw(): void {
    const { map: mapOf, ref: refOf, shelf } = this.#ports;
    const [map, ref] = [mapOf(), refOf()];
    if (!map || !ref) {
      this.#layer.clear();
      return;
    }
    this.#layer.draw({
      map,
      measurements: this.#isShown ? shelf.on(ref) : [],
      linesOf: (measurement) => this.#linesOf(measurement, ref),
      selected: shelf.selected,
      hovered: this.desk.hovered,
      sketch: this.#sketch(ref),
      guides: this.#guides,
      band: this.#band,
    });
  }

  /** At its text, or in the middle while its picture is not on screen yet. */
  editLabel(id: string): void {
    const { clientWidth, clientHeight } = this.#ports.element;
    const placed = this.#layer.placed.find((one) => one.id === id);
    const corner = placed?.text ? ([placed.text.left, placed.text.top] as const) : undefined;
    const at = corner ?? placed?.outline.handles[0] ?? [clientWidth / 2, clientHeight / 2];
    this.#ports.shelf.select(id);
    this.desk.askForWords(id, at);
  }

  /** All on the set, in the order of its pictures. */
  all(): readonly MeasuredValue[] {
    const set = this.#ports.set();
    if (!set) return [];
    return set.frames.flatMap((ref) =>
      this.#ports.shelf
        .on(ref)
        .map((measurement) => ({ measurement, value: this.#valueOf(measurement, set, ref) })),
    );
  }

  /** The drawings as they stand on screen, for a picture of it. */
  get root(): SVGSVGElement {
    return this.#layer.root;
  }

  dispose(): void {
    this.#unlisten();
    this.#layer.dispose();
  }

  #linesOf(measurement: Measurement, ref: FrameRef): readonly string[] {
    const set = this.#ports.set();
    const value = set && this.#valueOf(measurement, set, ref);
    const { label } = measurement;
    return [...(label ? [label] : []), ...(value ? this.#ports.textOf(value) : [])];
  }

  #valueOf(measurement: Measurement, set: DisplaySet, ref: FrameRef): MeasurementValue | null {
    const values = this.#ports.valuesOf(set, ref);
    return values && this.#ports.measurer.valueOf(measurement, set, ref, values);
  }

  #sketch(ref: FrameRef): (Sketch & { lines: readonly string[] }) | null {
    const sketch = this.desk.sketch();
    const set = this.#ports.set();
    if (!sketch || !set) return null;
    const values = this.#ports.valuesOf(set, ref);
    // the statistics of an unfinished outline would be counted anew at every step of the hand
    const isCheap = sketch.kind !== 'freehandRoi';
    const value =
      isCheap && values ? this.#ports.measurer.valueOfShape(sketch, set, ref, values) : null;
    return { ...sketch, lines: value ? this.#ports.textOf(value) : [] };
  }

  #spacing(): Spacing {
    const ref = this.#ports.ref();
    if (!ref) return { row: 1, column: 1 };
    const scale = scaleAt(calibrationOf(ref.instance, ref.frame), []);
    return scale.kind === 'none' ? scale.ratio : scale.spacing;
  }
}
