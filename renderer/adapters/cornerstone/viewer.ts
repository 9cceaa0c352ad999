import * as cornerstone from '@cornerstonejs/core';
import dicomImageLoader from '@cornerstonejs/dicom-image-loader';
import type { DisplaySet, FrameRef } from '../../../shared/domain/imaging/displaySet';
import { appError, type AppError } from '../../../shared/domain/errors';
import { volumePresetsOf } from '../../../shared/domain/imaging/volumePreset';
import { err, ok, type Result } from '../../../shared/lib/result';
import type {
  BlockNeed,
  ImageViewer,
  ImageViewerOptions,
  ReformatOptions,
  ReformatRequest,
  RenderPath,
  ViewportHandle,
} from '../../ports/imageViewer';
import type { VolumeHandle, VolumeRefusal } from '../../ports/volumeViewer';
import { defaultBlockBytes, defaultCacheBytes, defaultWorkers } from './budget';
import { Measurer } from './drawing/measurer';
import { MeasurementShelf } from './drawing/shelf';
import { FrameSource, registerFrameSources } from './frameSource';
import { failureOf } from './frameTransport';
import { CornerstoneViewport } from './viewport';
import { BlockThread, startBlockWorker } from './volume/blockThread';
import { Reformats } from './volume/reformats';
import type { Solid } from './volume/solids';
import { VolumeView } from './volume/volumeView';

const DEFAULT_TIMEOUT_MS = 20_000;
/** Compressed pictures of a stack beside the decoded ones, so that one forgotten comes back without the line. */
const COMPRESSED_SHARE = 0.4;

let libraryReady = false;
let viewers = 0;

function startLibrary(path: RenderPath): void {
  if (!libraryReady) {
    const start = () =>
      cornerstone.init({ rendering: { useCPURendering: path === 'cpu' }, debug: {} });
    if (path === 'cpu') withoutGraphics(start);
    else start();
    dicomImageLoader.init({ maxWebWorkers: defaultWorkers(navigator.hardwareConcurrency) });
    registerFrameSources();
    libraryReady = true;
  }
  cornerstone.setUseCPURendering(path === 'cpu', false);
}

/**
 * The library asks the graphics card what it can do before anything else, and the page stands still until a simulated one
 * has answered. The processor path needs none of it: for that moment there is no card.
 */
function withoutGraphics(work: () => void): void {
  const canvas = HTMLCanvasElement.prototype;
  const original = Object.getOwnPropertyDescriptor(canvas, 'getContext');
  Object.defineProperty(canvas, 'getContext', { ...original, value: () => null });
  try {
    work();
  } finally {
    if (original) Object.defineProperty(canvas, 'getContext', original);
  }
}

/** See `ImageViewer`. Several viewers may live on a page as long as they draw by the same path. */
export function createViewer(
  options: ImageViewerOptions & { readonly renderPath: RenderPath },
): ImageViewer {
  startLibrary(options.renderPath);
  return new CornerstoneViewer(options.renderPath, options);
}

class CornerstoneViewer implements ImageViewer {
  readonly renderPath: RenderPath;
  readonly #options: ImageViewerOptions;
  readonly #engine: cornerstone.RenderingEngine;
  readonly #source: FrameSource;
  readonly #reformats: Reformats;
  readonly #shelf = new MeasurementShelf();
  readonly #measurer = new Measurer();
  readonly #cacheBytes: number;
  readonly #handles = new Map<string, CornerstoneViewport>();
  readonly #volumes = new Map<string, VolumeView>();
  #solids = 0;
  readonly #sizes: ResizeObserver;
  readonly #prefix = `viewer${(viewers += 1)}`;

  constructor(path: RenderPath, options: ImageViewerOptions) {
    this.renderPath = path;
    this.#options = options;
    this.#engine = new cornerstone.RenderingEngine(this.#prefix);
    const { deviceMemory } = navigator as { deviceMemory?: number };
    this.#cacheBytes = options.cacheBytes ?? defaultCacheBytes(deviceMemory);
    this.#source = new FrameSource({
      fetcher: options.fetcher,
      timeoutMs: options.loadTimeoutMs ?? DEFAULT_TIMEOUT_MS,
      rgba: path === 'cpu',
      threads: defaultWorkers(navigator.hardwareConcurrency),
      compressedBytes: this.#cacheBytes * COMPRESSED_SHARE,
      cut: (setId, index, signal) => this.#reformats.picture(setId, index, signal),
    });
    this.#reformats = new Reformats({
      thread: new BlockThread(startBlockWorker),
      budgetBytes: options.blockBytes ?? defaultBlockBytes(deviceMemory),
      valuesOf: (set, index, signal) => this.#source.copyOf(set, index, signal),
    });
    cornerstone.cache.setMaxCacheSize(this.#cacheBytes);
    this.#sizes = new ResizeObserver(() => this.#resized());
  }

  mount(element: HTMLDivElement, id: string): ViewportHandle {
    const viewportId = `${this.#prefix}-${id}`;
    if (this.#handles.has(viewportId)) throw new Error(`viewport ${id} is mounted already`);
    this.#engine.enableElement({
      viewportId,
      type: cornerstone.Enums.ViewportType.STACK,
      element,
      defaultOptions: { background: [0, 0, 0] },
    });
    const handle = new CornerstoneViewport({
      viewport: this.#engine.getViewport<cornerstone.Types.IStackViewport>(viewportId),
      path: this.renderPath,
      source: this.#source,
      shelf: this.#shelf,
      measurer: this.#measurer,
      textOf: this.#options.measurementText,
      onMeasured: (frame) => this.#measured(frame),
      capacity: (image) => Math.floor((this.#cacheBytes * 0.8) / Math.max(1, image.sizeInBytes)),
      onDispose: () => this.#unmount(viewportId, element),
    });
    this.#handles.set(viewportId, handle);
    this.#sizes.observe(element);
    return handle;
  }

  reformatNeed(set: DisplaySet): Result<BlockNeed, AppError> {
    return this.#reformats.need(set);
  }

  async reformat(
    set: DisplaySet,
    request: ReformatRequest,
    options: ReformatOptions = {},
  ): Promise<Result<DisplaySet, AppError>> {
    // its pictures come while somebody looks at them
    this.#source.enter(set);
    try {
      return await this.#reformats.reformat(set, request, options);
    } finally {
      this.#source.leave(set);
    }
  }

  releaseReformats(displaySetId: string): void {
    this.#reformats.release(displaySetId);
  }

  /** On the processor a solid would take seconds a picture. */
  get volumeRefusal(): VolumeRefusal | null {
    return this.renderPath === 'gpu' ? null : 'noGraphics';
  }

  async openVolume(
    set: DisplaySet,
    element: HTMLDivElement,
    options: Pick<ReformatOptions, 'signal' | 'onProgress'> = {},
  ): Promise<Result<VolumeHandle, AppError>> {
    if (this.volumeRefusal) return err(appError('unsupported', 'viewer.unsupported'));
    this.#source.enter(set);
    const solid = await this.#reformats.solid(set, options).finally(() => this.#source.leave(set));
    if (!solid.ok) return solid;
    if (options.signal?.aborted) {
      this.#reformats.releaseSolid(solid.value);
      return err(appError('timeout', 'viewer.loadTimeout'));
    }
    return this.#drawVolume(set, element, solid.value);
  }

  async #drawVolume(
    set: DisplaySet,
    element: HTMLDivElement,
    solid: Solid,
  ): Promise<Result<VolumeHandle, AppError>> {
    const viewportId = `${this.#prefix}-solid${(this.#solids += 1)}`;
    let isFreed = false;
    const free = (): void => {
      if (!isFreed) this.#reformats.releaseSolid(solid);
      isFreed = true;
    };
    this.#sizes.observe(element);
    try {
      const view = await VolumeView.open({
        engine: this.#engine,
        element,
        viewportId,
        solid,
        presets: volumePresetsOf(set.modality),
        onDispose: () => {
          this.#sizes.unobserve(element);
          this.#volumes.delete(viewportId);
          free();
        },
      });
      this.#volumes.set(viewportId, view);
      return ok(view);
    } catch (cause) {
      free();
      return err(failureOf(cause));
    }
  }

  dispose(): void {
    for (const handle of [...this.#handles.values(), ...this.#volumes.values()]) handle.dispose();
    this.#sizes.disconnect();
    this.#engine.destroy();
    this.#reformats.dispose();
    this.#source.dispose();
  }

  #unmount(viewportId: string, element: HTMLDivElement): void {
    this.#handles.delete(viewportId);
    this.#sizes.unobserve(element);
    this.#engine.disableElement(viewportId);
  }

  #resized(): void {
    if (this.#handles.size + this.#volumes.size === 0) return;
    this.#engine.resize(true, true);
    for (const handle of this.#handles.values()) handle.resize();
  }

  #measured(frame: FrameRef): void {
    for (const handle of this.#handles.values()) handle.measured(frame);
  }
}
