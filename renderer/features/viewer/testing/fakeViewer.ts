import type { DisplaySet } from '../../../../shared/domain/imaging/displaySet';
import type { AppError } from '../../../../shared/domain/errors';
import {
  blockBytes,
  blockGridOf,
  cutsOf,
  reformattedSet,
} from '../../../../shared/domain/imaging/reformat';
import { ok, type Result } from '../../../../shared/lib/result';
import type { Measurement } from '../../../../shared/domain/imaging/measurement';
import type { VoiWindow, WindowChoice } from '../../../../shared/domain/imaging/windowing';
import type {
  Guide,
  ImageViewer,
  ImageViewerFactory,
  MeasuredValue,
  ReformatRequest,
  ViewportEvents,
  ViewportHandle,
  ViewportState,
} from '../../../ports/imageViewer';

import type { VolumeHandle, VolumeRefusal, VolumeState } from '../../../ports/volumeViewer';

type Listeners = { [E in keyof ViewportEvents]?: ((value: ViewportEvents[E]) => void)[] };

/** A viewport that draws nothing and remembers what it was told. */
export class FakeViewport implements ViewportHandle {
  readonly calls: string[] = [];
  readonly #listeners: Listeners = {};
  shown: DisplaySet | null = null;
  state: ViewportState | null = null;
  measurements: readonly MeasuredValue[] = [];

  emit<E extends keyof ViewportEvents>(event: E, value: ViewportEvents[E]): void {
    for (const listener of this.#listeners[event] ?? []) listener(value);
  }

  async show(displaySet: DisplaySet, startIndex = 0): Promise<void> {
    this.shown = displaySet;
    this.#become(startIndex);
  }
  setIndex(index: number): void {
    this.#become(Math.max(0, Math.min((this.shown?.frames.length ?? 1) - 1, index)));
  }
  scroll(delta: number): void {
    this.setIndex((this.state?.index ?? 0) + delta);
  }
  setWindow = ({ centre, width }: VoiWindow): void =>
    void this.calls.push(`window ${width} ${centre}`);
  chooseWindow = (choice: WindowChoice): void =>
    void this.calls.push(`choose ${JSON.stringify(choice)}`);
  applyPreset = (id: string): void => void this.calls.push(`preset ${id}`);
  setTool = (tool: string): void => void this.calls.push(`tool ${tool}`);
  cancel = (): boolean => false;
  reset = (): void => void this.calls.push('reset');
  rotate = (turns: number): void => void this.calls.push(`rotate ${turns}`);
  flip = (): void => void this.calls.push('flip');
  invert = (): void => void this.calls.push('invert');
  setField = (): void => undefined;
  zoomBy = (): void => undefined;
  fit = (): void => void this.calls.push('fit');
  actualSize = (): void => void this.calls.push('actual size');
  setCine = (rate: number | null, mode?: string): void =>
    void this.calls.push(`cine ${rate}${mode ? ` ${mode}` : ''}`);
  showLayers = ({ overlays, shutter }: { overlays: boolean; shutter: boolean }): void =>
    void this.calls.push(`layers ${overlays} ${shutter}`);
  setWindowFunction = (fn: string | null): void => void this.calls.push(`function ${fn}`);
  getState = (): ViewportState | null => this.state;
  getInstance = () => this.shown?.frames[this.state?.index ?? 0]?.instance ?? null;
  getMeasurements = (): readonly MeasuredValue[] => this.measurements;
  restoreMeasurements = (list: readonly Measurement[]): void => {
    this.measurements = list.map((measurement) => ({ measurement, value: null }));
    this.calls.push(`restore ${list.length}`);
  };
  removeMeasurement = (): void => undefined;
  removeSelectedMeasurements = (): void => void this.calls.push('delete');
  selectMeasurement = (id: string | null): void => void this.calls.push(`select ${id}`);
  editLabel = (id: string): void => void this.calls.push(`edit label ${id}`);
  setLabel = (id: string, words: string): void => void this.calls.push(`label ${id} ${words}`);
  guides: readonly Guide[] = [];
  setGuides = (guides: readonly Guide[]): void => void (this.guides = guides);
  showDrawings = (isShown: boolean): void => void this.calls.push(`drawings ${isShown}`);
  captureKeyImage = async () => {
    const { state } = this;
    if (state === null) return null;
    const { sopInstanceUid, frameNumber, window } = state;
    return { sopInstanceUid, frameNumber, window, pngBlob: new Blob() };
  };
  on<E extends keyof ViewportEvents>(
    event: E,
    listener: (value: ViewportEvents[E]) => void,
  ): () => void {
    const list = ((this.#listeners[event] as ((value: ViewportEvents[E]) => void)[] | undefined) ??=
      [] as never);
    list.push(listener);
    return () => undefined;
  }
  resize = (): void => undefined;
  dispose = (): void => void this.calls.push('dispose');

  #become(index: number): void {
    const ref = this.shown?.frames[index];
    if (!ref || !this.shown) return;
    this.state = {
      displaySetId: this.shown.id,
      sopInstanceUid: ref.sopInstanceUid,
      frameNumber: ref.frame,
      index,
      count: this.shown.frames.length,
      pendingIndex: null,
      quality: 'lossless',
      window: { centre: 40, width: 400 },
      windowChoice: { kind: 'file' },
      windowFunction: 'linear',
      field: { centre: [0, 0, 0], height: 100 },
      zoom: 1,
      isFitted: true,
      rotation: 0,
      flipped: false,
      inverted: false,
      edges: { top: 'A', right: 'L', bottom: 'P', left: 'R' },
      pixelsPerMm: 2,
      scale: 'patient',
      cineRate: null,
      cineMode: 'loop',
      layers: { overlays: 0, shutter: false, shown: { overlays: true, shutter: true } },
    };
    this.emit('change', this.state);
  }
}

/** A solid that nobody sees. */
export class FakeVolume implements VolumeHandle {
  readonly calls: string[] = [];
  readonly reduction = { step: 2, isHalf: false };
  #listener: ((state: VolumeState) => void) | null = null;
  #state: VolumeState = {
    preset: 'bone',
    shift: 0,
    edges: { top: 'H', right: 'L', bottom: 'F', left: 'R' },
  };

  getState = (): VolumeState => this.#state;
  onChange(listener: (state: VolumeState) => void): () => void {
    this.#listener = listener;
    return () => (this.#listener = null);
  }
  choose(preset: VolumeState['preset']): void {
    this.calls.push(`choose ${preset}`);
    this.#state = { ...this.#state, preset, shift: 0 };
    this.#listener?.(this.#state);
  }
  setDrag = (drag: string): void => void this.calls.push(`drag ${drag}`);
  rotate = (): void => void this.calls.push('rotate');
  zoomBy = (): void => void this.calls.push('zoom');
  shiftBy = (): void => void this.calls.push('shift');
  reset = (): void => void this.calls.push('reset');
  dispose = (): void => void this.calls.push('dispose');
}

/** As the real one cuts it, without any picture. */
function fakeReformat(set: DisplaySet, request: ReformatRequest): Result<DisplaySet, AppError> {
  const grid = blockGridOf(set);
  return grid.ok ? ok(reformattedSet(set, cutsOf(grid.value, request), request, -32_768)) : grid;
}

export function fakeViewerFactory(): {
  factory: ImageViewerFactory;
  viewports: Map<string, FakeViewport>;
  /** Ids of sets whose blocks were given back. */
  released: string[];
  /** Bytes there are for blocks. */
  memory: { budgetBytes: number };
  /** Solids opened so far. */
  volumes: FakeVolume[];
  graphics: { refusal: VolumeRefusal | null };
} {
  const volumes: FakeVolume[] = [];
  const graphics: { refusal: VolumeRefusal | null } = { refusal: null };
  const released: string[] = [];
  const memory = { budgetBytes: 1e9 };
  const viewports = new Map<string, FakeViewport>();
  const viewer: ImageViewer = {
    renderPath: 'cpu',
    mount: (_element, id) => {
      const viewport = new FakeViewport();
      viewports.set(id, viewport);
      return viewport;
    },
    reformatNeed: (set) => {
      const grid = blockGridOf(set);
      if (!grid.ok) return grid;
      const full = blockBytes(grid.value);
      return ok({ full, half: full / 4, budgetBytes: memory.budgetBytes });
    },
    reformat: async (set, request, options) => {
      options?.onProgress?.({ loaded: set.frames.length, total: set.frames.length });
      return fakeReformat(set, request);
    },
    releaseReformats: (id) => void released.push(id),
    get volumeRefusal() {
      return graphics.refusal;
    },
    openVolume: async (set, _element, options) => {
      options?.onProgress?.({ loaded: set.frames.length, total: set.frames.length });
      const grid = blockGridOf(set);
      if (!grid.ok) return grid;
      const volume = new FakeVolume();
      volumes.push(volume);
      return ok(volume);
    },
    dispose: () => undefined,
  };
  return { factory: async () => viewer, viewports, released, memory, volumes, graphics };
}
