import { Enums, type Types } from '@cornerstonejs/core';
import type { DicomJson } from '../../../shared/domain/imaging/dicomJson';
import type { DisplaySet, FrameRef } from '../../../shared/domain/imaging/displaySet';
import { imagePlaneOf, pixelToWorld } from '../../../shared/domain/imaging/imagePlane';
import type { Measurement, MeasurementValue } from '../../../shared/domain/imaging/measurement';
import { distanceTo, normalOf } from '../../../shared/domain/imaging/planeRelations';
import { scale, subtract, type PixelPoint } from '../../../shared/domain/imaging/vector';
import type { VoiFunction } from '../../../shared/domain/imaging/voi';
import {
  valuesIn,
  windowOfValues,
  type VoiWindow,
  type WindowChoice,
} from '../../../shared/domain/imaging/windowing';
import type {
  CineMode,
  Guide,
  KeyImageCapture,
  LayerChoice,
  MeasuredValue,
  PointedAt,
  RenderPath,
  ViewerTool,
  ViewField,
  ViewportEvents,
  ViewportHandle,
  ViewportState,
} from '../../ports/imageViewer';
import { capturePng } from './capture';
import { Cine } from './cine';
import type { Box } from './drawing/hit';
import type { Measurer } from './drawing/measurer';
import type { MeasurementShelf } from './drawing/shelf';
import { ViewportDrawings } from './drawing/viewportDrawings';
import { Emitter } from './emitter';
import type { FrameSource } from './frameSource';
import { PictureStack, type PlacedPicture } from './pictureStack';
import { Lens } from './lens';
import { PicturePlates } from './plates/picturePlates';
import { PointerDesk } from './pointer/pointerDesk';
import { Toolbox } from './pointer/toolbox';
import type { ViewHand } from './pointer/viewGestures';
import { ViewCamera } from './viewCamera';
import { stateOf } from './viewportState';
import { WheelSteps } from './wheelSteps';
import { WindowControl } from './windowControl';

/** Of the values in a box: two per cent at either end are left out. */
const SHARE_OF_BOX = 0.96;

export type ViewportParts = {
  readonly viewport: Types.IStackViewport;
  readonly path: RenderPath;
  readonly source: FrameSource;
  readonly shelf: MeasurementShelf;
  readonly measurer: Measurer;
  readonly textOf: (value: MeasurementValue) => readonly string[];
  readonly capacity: (image: Types.IImage) => number;
  /** The measurements on the frame were changed here; other viewports may show it too. */
  readonly onMeasured: (frame: FrameRef) => void;
  readonly onDispose: () => void;
};

export class CornerstoneViewport implements ViewportHandle {
  readonly #parts: ViewportParts;
  readonly #emitter = new Emitter<ViewportEvents>();
  readonly #window: WindowControl;
  readonly #cine: Cine;
  readonly #camera: ViewCamera;
  readonly #stack: PictureStack;
  readonly #plates: PicturePlates;
  readonly #lens: Lens;
  readonly #drawings: ViewportDrawings;
  readonly #toolbox: Toolbox;
  readonly #pointer: PointerDesk;
  readonly #wheel: WheelSteps;
  readonly #unlisten: (() => void)[] = [];
  #state: ViewportState | null = null;
  #scrollRest = 0;
  #changeDue = false;
  /** The view to come back to while the first picture of another set is on its way. */
  #kept: { readonly field: ViewField | null; readonly isFitted: boolean } | null = null;
  #disposed = false;

  constructor(parts: ViewportParts) {
    this.#parts = parts;
    const { viewport, path, source } = parts;
    this.#window = new WindowControl(viewport, path);
    this.#camera = new ViewCamera({ viewport, path, plane: () => this.#plane() });
    this.#stack = new PictureStack({
      viewport,
      source,
      capacity: parts.capacity,
      onPlaced: (picture) => this.#placed(picture),
      onSharpened: (picture) => this.#sharpened(picture),
      onTargetChanged: () => this.#scheduleChange(),
      emit: (event, value) => this.#emitter.emit(event, value),
      onBlank: (isBlank) => this.#blank(isBlank),
    });
    this.#cine = new Cine({
      count: () => this.#stack.count,
      index: () => this.#stack.target,
      goTo: (index) => this.setIndex(index),
      isBusy: () => this.#stack.isBusy,
      onEnd: () => this.#scheduleChange(),
    });
    this.#plates = new PicturePlates({
      element: viewport.element,
      map: () => this.#camera.map(),
      overlayBits: (imageId, plane) => source.overlayBits(imageId, plane),
      padding: () => this.#window.visiblePadding(),
    });
    this.#lens = new Lens({
      element: viewport.element,
      map: () => this.#camera.map(),
      image: () => source.imageOf(this.#stack.shown?.imageId ?? ''),
      greys: () => this.#window.greys(),
    });
    this.#drawings = new ViewportDrawings({
      element: viewport.element,
      shelf: parts.shelf,
      measurer: parts.measurer,
      map: () => this.#camera.map(),
      set: () => this.#stack.set,
      ref: () => this.#stack.shown?.ref ?? null,
      valuesOf: (set, ref) => source.fieldOf(set, ref),
      textOf: parts.textOf,
      onCommit: () => this.#committed(),
      onLabelWanted: (request) => this.#emitter.emit('label', request),
    });
    const hand: ViewHand = {
      scroll: (dy) => this.#dragScroll(dy),
      window: (dx, dy) => this.#window.drag(dx, dy),
      pan: (dx, dy) => this.#camera.pan(dx, dy),
      zoom: (anchor, factor) => this.#camera.zoom(factor, anchor),
      windowBox: (box) => this.#windowOfBox(box),
      zoomBox: (box) => this.#camera.zoomTo(box),
      lens: (at) => this.#lens.show(at),
      point: (at, phase) => this.#pointed(at, phase),
      band: (box) => this.#drawings.band(box),
    };
    this.#toolbox = new Toolbox(viewport.element, this.#drawings.desk, hand, {
      at: (at) => this.#drawings.gripAt(at),
      held: (id, at, phase) => {
        const pixel = this.#camera.map()?.toPixel(at);
        if (pixel) this.#emitter.emit('grip', { id, pixel, phase });
      },
    });
    this.#pointer = new PointerDesk(viewport.element, {
      press: (press) => (this.#drawn() ? this.#toolbox.press(press) : null),
      hover: (at) => this.#toolbox.hover(at),
      doubleClick: (at) => this.#doubleClicked(at),
      pinch: (middle, [dx, dy], factor) => {
        this.#camera.pan(dx, dy);
        this.#camera.zoom(factor, middle);
      },
    });
    this.#wheel = new WheelSteps(viewport.element, {
      onSteps: (steps) => this.scroll(steps),
      onZoom: (factor, at) => this.#camera.zoom(factor, at),
    });
    this.#listen(viewport.element, Enums.Events.IMAGE_RENDERED, () => this.#painted());
    this.#listen(viewport.element, Enums.Events.CAMERA_MODIFIED, () => this.#scheduleChange());
  }

  async show(set: DisplaySet, startIndex = 0, keepView = false): Promise<void> {
    this.#cine.set(null);
    this.#toolbox.cancel();
    const isSoft = keepView && this.#drawn();
    this.#kept = isSoft ? { field: this.#camera.field(), isFitted: this.#camera.isFitted } : null;
    this.#stack.leave();
    if (this.#disposed) return;
    if (!isSoft) {
      this.#state = null;
      this.#camera.restart();
      this.#window.restart();
    }
    this.#scheduleChange();
    await this.#stack.open(set, startIndex, isSoft);
  }

  setIndex(index: number): void {
    this.#stack.goTo(index);
  }

  scroll(delta: number): void {
    if (this.#stack.set) this.setIndex(this.#stack.target + delta);
  }

  setWindow(window: VoiWindow): void {
    this.#window.choose({ kind: 'fixed', window });
  }

  chooseWindow(choice: WindowChoice): void {
    this.#window.choose(choice);
  }

  setWindowFunction(fn: VoiFunction | null): void {
    this.#window.chooseFunction(fn);
    this.#scheduleChange();
  }

  applyPreset(id: string): void {
    const { set } = this.#stack;
    if (set) this.#window.preset(set.modality, id);
  }

  setTool(tool: ViewerTool): void {
    this.#toolbox.choose(tool);
  }

  cancel(): boolean {
    return this.#toolbox.cancel();
  }

  reset(): void {
    if (!this.#drawn()) return;
    this.#camera.restart();
    this.#camera.fit();
    if (this.#window.inverted) this.#window.invert();
    this.#window.choose({ kind: 'file' });
    this.#parts.viewport.render();
    this.#scheduleChange();
  }

  rotate(quarterTurns: number): void {
    if (this.#drawn()) this.#camera.rotate(quarterTurns);
  }

  flip(): void {
    if (this.#drawn()) this.#camera.flip();
  }

  invert(): void {
    this.#window.invert();
    this.#scheduleChange();
  }

  setField(field: ViewField): void {
    if (this.#drawn()) this.#camera.setField(field);
  }

  zoomBy(factor: number): void {
    if (this.#drawn()) this.#camera.zoom(factor, null);
  }

  fit(): void {
    if (this.#drawn()) this.#camera.fit();
  }

  actualSize(): void {
    if (this.#drawn()) this.#camera.actualSize();
  }

  showLayers(choice: LayerChoice): void {
    this.#plates.choose(choice);
    this.#scheduleChange();
  }

  setCine(framesPerSecond: number | null, mode?: CineMode): void {
    if (this.#disposed) return;
    this.#cine.set(framesPerSecond, mode);
    this.#scheduleChange();
  }

  getState(): ViewportState | null {
    return this.#state;
  }

  getInstance(): DicomJson | null {
    const index = this.#state?.index;
    return index === undefined ? null : (this.#stack.set?.frames[index]?.instance ?? null);
  }

  getMeasurements(): readonly MeasuredValue[] {
    return this.#drawings.all();
  }

  restoreMeasurements(list: readonly Measurement[]): void {
    const { set } = this.#stack;
    if (set) this.#parts.shelf.replace(set.frames, list);
  }

  removeMeasurement(id: string): void {
    this.#parts.shelf.remove(id);
    this.#committed();
  }

  removeSelectedMeasurements(): void {
    const { selected } = this.#parts.shelf;
    if (selected !== null) this.removeMeasurement(selected);
  }

  selectMeasurement(id: string | null): void {
    this.#parts.shelf.select(id);
  }

  editLabel(id: string): void {
    this.#drawings.editLabel(id);
  }

  setLabel(id: string, words: string): void {
    this.#drawings.desk.setLabel(id, words);
  }

  setGuides(guides: readonly Guide[]): void {
    this.#drawings.guide(guides);
  }

  showDrawings(isShown: boolean): void {
    this.#drawings.show(isShown);
  }

  async captureKeyImage(): Promise<KeyImageCapture | null> {
    const state = this.#state;
    if (state === null || !this.#drawn()) return null;
    if (state.quality === 'coarse' && !(await this.#stack.becomeLossless(state.index))) return null;
    const pngBlob = await capturePng(
      this.#parts.viewport.canvas,
      this.#plates.canvas,
      this.#drawings.root,
    );
    const { sopInstanceUid, frameNumber, window } = state;
    return { sopInstanceUid, frameNumber, window, pngBlob };
  }

  on<E extends keyof ViewportEvents>(
    event: E,
    listener: (value: ViewportEvents[E]) => void,
  ): () => void {
    return this.#emitter.on(event, listener);
  }

  /** Another viewport of the viewer changed the measurements of a frame. */
  measured(frame: FrameRef): void {
    const isShown = this.#stack.set?.frames.some(
      (ref) => ref.sopInstanceUid === frame.sopInstanceUid && ref.frame === frame.frame,
    );
    if (isShown) this.#emitter.emit('measurement', this.getMeasurements());
  }

  /** The viewer calls this after it gave the canvas its new size. */
  resize(): void {
    if (this.#drawn()) this.#camera.resized(this.#state?.field ?? null);
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#cine.set(null);
    this.#stack.dispose();
    this.#wheel.dispose();
    this.#pointer.dispose();
    this.#lens.show(null);
    this.#plates.dispose();
    this.#drawings.dispose();
    for (const unlisten of this.#unlisten) unlisten();
    this.#emitter.clear();
    this.#parts.onDispose();
  }

  #placed({ image, isFirst }: PlacedPicture): void {
    this.#follow(image, isFirst);
    if (isFirst) this.#placeView();
    this.#parts.viewport.render();
    this.#scheduleChange();
  }

  #sharpened({ image }: PlacedPicture): void {
    if (this.#disposed) return;
    this.#follow(image, false);
    this.#parts.viewport.render();
    if (this.getMeasurements().length > 0)
      this.#emitter.emit('measurement', this.getMeasurements());
    this.#scheduleChange();
  }

  /** A new stack is fitted, or shown where the one before was. */
  #placeView(): void {
    const kept = this.#kept;
    this.#kept = null;
    this.#camera.turn();
    const plane = this.#plane();
    if (!kept?.field || kept.isFitted || !plane) return;
    const { centre, height } = kept.field;
    const off = scale(normalOf(plane), distanceTo(plane, centre));
    this.#camera.setField({ centre: subtract(centre, off), height });
  }

  #follow(image: Types.IImage, isFirst: boolean): void {
    const ref = this.#stack.shown?.ref;
    if (!ref) return;
    this.#window.follow(image, ref, isFirst);
    this.#plates.follow({ imageId: image.imageId, image, ref });
  }

  /** A picture that is not the one asked for must not stay on screen, least of all another patient's. */
  #blank(isBlank: boolean): void {
    if (isBlank) this.#kept = null;
    // Transparent, not hidden: the wheel must still lead away from a picture that failed.
    this.#parts.viewport.element.style.opacity = isBlank ? '0' : '';
  }

  #drawn(): boolean {
    return !this.#disposed && this.#stack.placed !== null;
  }

  #plane() {
    const ref = this.#stack.shown?.ref;
    return ref ? imagePlaneOf(ref.instance, ref.frame) : null;
  }

  #committed(): void {
    const ref = this.#stack.shown?.ref;
    if (ref) this.#parts.onMeasured(ref);
  }

  #doubleClicked(at: PixelPoint): void {
    const hit = this.#drawings.desk.hitAt(at);
    if (hit) this.#drawings.desk.askForWords(hit.id, at);
    else this.#emitter.emit('doubleClick', null);
  }

  #dragScroll(dy: number): void {
    const { clientHeight } = this.#parts.viewport.element;
    const pace = Math.max(20, Math.min(this.#stack.count, 200));
    this.#scrollRest += (dy / Math.max(1, clientHeight)) * pace;
    const steps = Math.trunc(this.#scrollRest);
    this.#scrollRest -= steps;
    if (steps !== 0) this.scroll(steps);
  }

  /** Leaves out what is rarest at either end, so that a single bright pixel does not make the rest flat. */
  #windowOfBox({ left, top, width, height }: Box): void {
    const [map, set, shown] = [this.#camera.map(), this.#stack.set, this.#stack.shown];
    const field = set && shown && this.#parts.source.fieldOf(set, shown.ref);
    if (!map || !field?.values) return;
    const from = map.toPixel([left, top]);
    const to = map.toPixel([left + width, top + height]);
    const values = valuesIn({ ...field, values: field.values }, from, to);
    this.setWindow(windowOfValues(values, SHARE_OF_BOX));
  }

  #pointed(at: PixelPoint, phase: PointedAt['phase']): void {
    const [map, plane] = [this.#camera.map(), this.#plane()];
    if (!map || !plane) return;
    const pixel = map.toPixel(at);
    const world = plane.placed ? pixelToWorld(plane, pixel) : null;
    this.#emitter.emit('point', { pixel, world, phase });
  }

  #painted(): void {
    this.#readState();
    this.#drawOver();
    this.#scheduleChange();
  }

  #scheduleChange(): void {
    if (this.#changeDue || this.#disposed) return;
    this.#changeDue = true;
    requestAnimationFrame(() => {
      this.#changeDue = false;
      if (this.#disposed) return;
      this.#readState();
      this.#drawOver();
      this.#emitter.emit('change', this.#state);
    });
  }

  /** Everything over the picture follows it in the same moment. */
  #drawOver(): void {
    if (this.#kept) return;
    this.#plates.redraw();
    this.#drawings.redraw();
  }

  #readState(): void {
    // the picture before is still on screen
    if (this.#kept) return;
    this.#state = stateOf({
      stack: this.#stack,
      camera: this.#camera,
      window: this.#window,
      cine: this.#cine,
      source: this.#parts.source,
      plates: this.#plates,
    });
  }

  #listen(target: HTMLElement, event: string, listener: () => void): void {
    target.addEventListener(event, listener);
    this.#unlisten.push(() => target.removeEventListener(event, listener));
  }
}
