import { Enums, type Types } from '@cornerstonejs/core';
import { Enums as ToolEnums } from '@cornerstonejs/tools';
import { appError } from '../../../shared/domain/errors';
import { calibrationOf, scaleAt } from '../../../shared/domain/imaging/calibration';
import type { DicomJson } from '../../../shared/domain/imaging/dicomJson';
import type { DisplaySet } from '../../../shared/domain/imaging/displaySet';
import { imagePlaneOf, type ImagePlane } from '../../../shared/domain/imaging/imagePlane';
import type { Measurement } from '../../../shared/domain/imaging/measurement';
import type { VoiWindow, WindowChoice } from '../../../shared/domain/imaging/windowing';
import type {
  KeyImageCapture,
  MeasuredValue,
  RenderPath,
  ViewerTool,
  ViewField,
  ViewportEvents,
  ViewportHandle,
  ViewportState,
} from '../../ports/imageViewer';
import { capturePng } from './capture';
import { Cine } from './cine';
import type { Drawings } from './drawings';
import { Emitter } from './emitter';
import type { FrameSource } from './frameSource';
import { failureOf } from './frameTransport';
import { Prefetcher } from './prefetcher';
import { StackDriver } from './stackDriver';
import type { ToolSet } from './toolSet';
import {
  applyField,
  edgesOf,
  fieldOf,
  magnify,
  pathShift,
  pixelsPerUnit,
  turn,
} from './viewGeometry';
import { WheelSteps } from './wheelSteps';
import { WindowControl } from './windowControl';

export type ViewportParts = {
  readonly viewport: Types.IStackViewport;
  readonly path: RenderPath;
  readonly source: FrameSource;
  readonly drawings: Drawings;
  readonly tools: (onDrag: {
    scroll: (dx: number, dy: number, height: number) => void;
    window: (dx: number, dy: number) => void;
  }) => ToolSet;
  readonly capacity: (image: Types.IImage) => number;
  readonly onDispose: () => void;
};

/** Requests kept under way at once: a browser opens six connections to one host, and the picture asked for needs one. */
const CONCURRENCY = 5;

type Stack = {
  readonly set: DisplaySet;
  readonly imageIds: readonly string[];
  readonly driver: StackDriver;
  readonly prefetcher: Prefetcher;
};

export class CornerstoneViewport implements ViewportHandle {
  readonly #parts: ViewportParts;
  readonly #emitter = new Emitter<ViewportEvents>();
  readonly #window: WindowControl;
  readonly #cine: Cine;
  readonly #tools: ToolSet;
  readonly #wheel: WheelSteps;
  readonly #unlisten: (() => void)[] = [];
  #stack: Stack | null = null;
  #state: ViewportState | null = null;
  #rotation = 0;
  #flipped = false;
  #scrollRest = 0;
  #changeDue = false;
  #disposed = false;
  #restoring = false;
  /** Whether the person chose the part shown; otherwise a new size fits the picture again. */
  #ownField = false;

  constructor(parts: ViewportParts) {
    this.#parts = parts;
    this.#window = new WindowControl(parts.viewport);
    this.#cine = new Cine(
      () => this.#cineStep(),
      () => this.#stack?.driver.busy ?? true,
    );
    this.#tools = parts.tools({
      scroll: (_dx, dy, height) => this.#dragScroll(dy, height),
      window: (dx, dy) => this.#window.drag(dx, dy),
    });
    this.#wheel = new WheelSteps(parts.viewport.element, (steps) => this.scroll(steps));
    this.#listen(parts.viewport.element, Enums.Events.IMAGE_RENDERED, () => this.#painted());
    this.#unlisten.push(parts.source.onSettled((imageId) => this.#settled(imageId)));
    this.#listen(parts.viewport.element, Enums.Events.CAMERA_MODIFIED, () =>
      this.#scheduleChange(),
    );
    this.#listen(parts.viewport.element, ToolEnums.Events.MOUSE_DRAG, () => {
      if (this.#tools.active === 'pan' || this.#tools.active === 'zoom') this.#ownField = true;
    });
  }

  async show(set: DisplaySet, startIndex = 0): Promise<void> {
    this.#leaveStack();
    if (this.#disposed) return;
    this.#blank(true);
    if (set.frames.length === 0) {
      const params = { kind: set.kind };
      this.#clear();
      this.#fail(null, appError('unsupported', 'dicom.notImage', { params }));
      return;
    }
    this.#emitter.emit('error', null);
    this.#rotation = 0;
    this.#flipped = false;
    this.#ownField = false;
    this.#window.restart();
    this.#stack = this.#newStack(set);
    await this.#stack.driver.goTo(startIndex);
  }

  setIndex(index: number): void {
    void this.#stack?.driver.goTo(index);
  }

  scroll(delta: number): void {
    if (this.#stack) this.setIndex(this.#stack.driver.target + delta);
  }

  setWindow(window: VoiWindow): void {
    this.#window.choose({ kind: 'fixed', window });
  }

  chooseWindow(choice: WindowChoice): void {
    this.#window.choose(choice);
  }

  applyPreset(id: string): void {
    if (this.#stack) this.#window.preset(this.#stack.set.modality, id);
  }

  setTool(tool: ViewerTool): void {
    if (!this.#disposed) this.#tools.choose(tool);
  }

  reset(): void {
    if (!this.#drawn()) return;
    this.#rotation = 0;
    this.#flipped = false;
    this.#ownField = false;
    this.#parts.viewport.resetCamera();
    this.#turn();
    if (this.#window.inverted) this.#window.invert();
    this.#window.choose({ kind: 'file' });
    this.#parts.viewport.render();
    this.#scheduleChange();
  }

  rotate(quarterTurns: number): void {
    if (!this.#drawn()) return;
    this.#rotation = (((this.#rotation + quarterTurns * 90) % 360) + 360) % 360;
    this.#turn();
  }

  flip(): void {
    if (!this.#drawn()) return;
    this.#flipped = !this.#flipped;
    // A mirror in the screen's vertical axis turns a rotation the other way round.
    this.#rotation = (360 - this.#rotation) % 360;
    this.#turn();
  }

  invert(): void {
    this.#window.invert();
    this.#scheduleChange();
  }

  setField(field: ViewField): void {
    if (!this.#drawn()) return;
    this.#ownField = true;
    this.#applyField(field);
    this.#parts.viewport.render();
  }

  zoomBy(factor: number): void {
    if (!this.#drawn() || !(factor > 0)) return;
    this.#ownField = true;
    magnify(this.#parts.viewport, this.#parts.path, factor);
    this.#parts.viewport.render();
  }

  setCine(framesPerSecond: number | null): void {
    if (this.#disposed) return;
    this.#cine.set(framesPerSecond);
    this.#scheduleChange();
  }

  getState(): ViewportState | null {
    return this.#state;
  }

  getInstance(): DicomJson | null {
    const index = this.#state?.index;
    return index === undefined ? null : (this.#stack?.set.frames[index]?.instance ?? null);
  }

  getMeasurements(): readonly MeasuredValue[] {
    return this.#stack ? this.#parts.drawings.on(new Set(this.#stack.imageIds)) : [];
  }

  restoreMeasurements(list: readonly Measurement[]): void {
    const stack = this.#stack;
    if (stack === null) return;
    for (const { measurement } of this.getMeasurements())
      this.#parts.drawings.remove(measurement.id);
    for (const measurement of list) {
      const index = stack.set.frames.findIndex(
        ({ sopInstanceUid, frame }) =>
          sopInstanceUid === measurement.sopInstanceUid && frame === measurement.frameNumber,
      );
      const imageId = stack.imageIds[index];
      if (imageId !== undefined) this.#parts.drawings.add(measurement, imageId);
    }
    this.#restoring = false;
    this.#parts.viewport.render();
  }

  removeMeasurement(id: string): void {
    this.#parts.drawings.remove(id);
    this.#parts.viewport.render();
  }

  removeSelectedMeasurements(): void {
    const { drawings } = this.#parts;
    for (const id of drawings.selectedOn(new Set(this.#stack?.imageIds))) drawings.remove(id);
    this.#parts.viewport.render();
  }

  async captureKeyImage(): Promise<KeyImageCapture | null> {
    const state = this.#state;
    if (state === null || !this.#drawn()) return null;
    if (state.quality === 'coarse' && !(await this.#becomeLossless(state.index))) return null;
    const pngBlob = await capturePng(this.#parts.viewport);
    const { sopInstanceUid, frameNumber, window } = state;
    return { sopInstanceUid, frameNumber, window, pngBlob };
  }

  on<E extends keyof ViewportEvents>(
    event: E,
    listener: (value: ViewportEvents[E]) => void,
  ): () => void {
    return this.#emitter.on(event, listener);
  }

  /** The viewer tells that a drawing changed; only those on this stack are told on. */
  drawingsChanged(imageId: string | undefined): void {
    if (this.#restoring) return;
    if (imageId === undefined || this.#stack?.imageIds.includes(imageId)) {
      this.#emitter.emit('measurement', this.getMeasurements());
    }
  }

  /** The viewer calls this after it gave the canvas its new size. */
  resize(): void {
    if (!this.#drawn()) return;
    const kept = this.#state?.field;
    if (this.#ownField && kept) {
      this.#applyField(kept);
    } else {
      this.#parts.viewport.resetCamera();
      this.#turn();
    }
    this.#parts.viewport.render();
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#leaveStack();
    this.#wheel.dispose();
    for (const unlisten of this.#unlisten) unlisten();
    this.#emitter.clear();
    this.#tools.dispose();
    this.#parts.onDispose();
  }

  #newStack(set: DisplaySet): Stack {
    const { viewport, source } = this.#parts;
    const imageIds = source.enter(set);
    const driver = new StackDriver({
      viewport,
      source,
      imageIds,
      onPlaced: (index, image, first, ms) => this.#placed(index, image, first, ms),
      onFailed: (index, error) => {
        this.#stack?.prefetcher.note(index, 'failed');
        this.#fail(index, error);
      },
      onTargetChanged: () => this.#scheduleChange(),
    });
    const prefetcher = new Prefetcher({
      count: imageIds.length,
      // pictures of a stream come in its order, whoever waits for them
      concurrency: source.isStreamed(imageIds[0] ?? '') ? Infinity : CONCURRENCY,
      load: (index) => source.load(imageIds[index] ?? '', 'ahead'),
      isInMemory: (index) => source.valuesOf(imageIds[index] ?? '') !== null,
      capacity: () => this.#capacity(),
      onProgress: (progress) => this.#emitter.emit('progress', progress),
    });
    return { set, imageIds, driver, prefetcher };
  }

  #capacity(): number {
    const image = this.#parts.viewport.getCornerstoneImage() as Types.IImage | undefined;
    return image ? this.#parts.capacity(image) : 0;
  }

  #placed(index: number, image: Types.IImage, first: boolean, ms: number): void {
    const stack = this.#stack;
    if (stack === null) return;
    this.#blank(false);
    this.#window.follow(image, first);
    if (first) this.#turn();
    this.#parts.viewport.render();
    this.#emitter.emit('error', null);
    if (!this.#parts.source.isCoarse(image.imageId)) stack.prefetcher.note(index, 'loaded');
    stack.prefetcher.focus(index);
    this.#emitter.emit('imageLoaded', { index, ms });
    this.#scheduleChange();
  }

  /** All of a picture has come: the coarse one on screen is replaced, one that failed for want of a line is tried again. */
  #settled(imageId: string): void {
    const stack = this.#stack;
    const index = stack ? stack.imageIds.indexOf(imageId) : -1;
    if (!stack || index < 0) return;
    if (stack.driver.failed === index) this.setIndex(index);
    if (stack.driver.placed !== index || !this.#parts.source.isCoarse(imageId)) return;
    this.#parts.source.load(imageId, 'now').then(
      (image) => this.#replace(stack, index, image),
      (cause: unknown) => {
        if (this.#stack === stack && stack.driver.placed === index)
          this.#fail(index, failureOf(cause));
      },
    );
  }

  /** Whether the picture on screen is still this one once all of it has come. */
  async #becomeLossless(index: number): Promise<boolean> {
    const stack = this.#stack;
    const imageId = stack?.imageIds[index];
    if (!stack || imageId === undefined) return false;
    const image = await this.#parts.source.load(imageId, 'ahead').catch(() => null);
    if (image === null || this.#stack !== stack || stack.driver.placed !== index) return false;
    this.#replace(stack, index, image);
    return true;
  }

  #replace(stack: Stack, index: number, image: Types.IImage): void {
    if (this.#disposed || this.#stack !== stack || stack.driver.placed !== index) return;
    this.#parts.viewport.renderImageObject(image);
    this.#window.follow(image, false);
    this.#parts.viewport.render();
    stack.prefetcher.note(index, 'loaded');
    this.drawingsChanged(image.imageId);
    this.#scheduleChange();
  }

  #fail(index: number | null, error: ReturnType<typeof appError>): void {
    this.#blank(true);
    this.#scheduleChange();
    this.#emitter.emit('error', { error, index });
  }

  #leaveStack(): void {
    this.#cine.set(null);
    this.#stack?.driver.stop();
    this.#stack?.prefetcher.stop();
    if (this.#stack) this.#parts.source.leave(this.#stack.set);
    this.#stack = null;
    this.#state = null;
    this.#scheduleChange();
  }

  #clear(): void {
    this.#state = null;
    this.#emitter.emit('change', null);
  }

  /** A picture that is not the one asked for must not stay on screen, least of all another patient's. */
  #blank(blank: boolean): void {
    // Transparent, not hidden: the wheel must still lead away from a picture that failed.
    this.#parts.viewport.element.style.opacity = blank ? '0' : '';
  }

  #drawn(): boolean {
    return !this.#disposed && this.#stack !== null && this.#stack.driver.placed !== null;
  }

  #turn(): void {
    turn(this.#parts.viewport, this.#parts.path, this.#rotation, this.#flipped);
    this.#parts.viewport.render();
  }

  #applyField(field: ViewField): void {
    const { viewport, path } = this.#parts;
    const plane = this.#plane();
    if (plane) applyField(viewport, path, field, pathShift(plane, path));
  }

  #plane(): ImagePlane | null {
    const index = this.#stack?.driver.placed ?? null;
    const ref = index === null ? undefined : this.#stack?.set.frames[index];
    return ref ? imagePlaneOf(ref.instance, ref.frame) : null;
  }

  #dragScroll(dy: number, height: number): void {
    const count = this.#stack?.imageIds.length ?? 0;
    this.#scrollRest += (dy / Math.max(1, height)) * Math.max(20, Math.min(count, 200));
    const steps = Math.trunc(this.#scrollRest);
    this.#scrollRest -= steps;
    if (steps !== 0) this.scroll(steps);
  }

  #cineStep(): void {
    const stack = this.#stack;
    if (stack) this.setIndex((stack.driver.target + 1) % stack.imageIds.length);
  }

  #painted(): void {
    this.#readState();
    this.#scheduleChange();
  }

  #scheduleChange(): void {
    if (this.#changeDue || this.#disposed) return;
    this.#changeDue = true;
    requestAnimationFrame(() => {
      this.#changeDue = false;
      if (this.#disposed) return;
      this.#readState();
      this.#emitter.emit('change', this.#state);
    });
  }

  /** Reads what is on screen from the picture itself, never from what was asked for. */
  #readState(): void {
    const stack = this.#stack;
    const shown = this.#parts.viewport.getCornerstoneImage() as Types.IImage | undefined;
    const index = stack && shown ? stack.imageIds.indexOf(shown.imageId) : -1;
    const ref = stack?.set.frames[index];
    if (!stack || !ref) return;
    const plane = imagePlaneOf(ref.instance, ref.frame);
    const field = fieldOf(this.#parts.viewport, pathShift(plane, this.#parts.path));
    if (!field) return;
    const calibration = calibrationOf(ref.instance, ref.frame);
    const scale = scaleAt(calibration, []);
    const perUnit = pixelsPerUnit(this.#parts.viewport) ?? 0;
    const calibrated = calibration.kind === 'patient' || calibration.kind === 'detector';
    this.#state = {
      displaySetId: stack.set.id,
      sopInstanceUid: ref.sopInstanceUid,
      frameNumber: ref.frame,
      index,
      count: stack.imageIds.length,
      pendingIndex: stack.driver.target === index ? null : stack.driver.target,
      quality: this.#parts.source.isCoarse(shown?.imageId ?? '') ? 'coarse' : 'lossless',
      window: this.#window.window,
      windowChoice: this.#window.choice,
      field,
      zoom: perUnit * plane.spacing.column,
      rotation: this.#rotation,
      flipped: this.#flipped,
      inverted: this.#window.inverted,
      edges: edgesOf(this.#parts.viewport, plane),
      pixelsPerMm: calibrated ? perUnit : null,
      scale: calibrated ? scale.kind : 'none',
      cineRate: this.#cine.rate,
    };
  }

  #listen(target: HTMLElement, event: string, listener: () => void): void {
    target.addEventListener(event, listener);
    this.#unlisten.push(() => target.removeEventListener(event, listener));
  }
}
