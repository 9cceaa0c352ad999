import * as cornerstone from '@cornerstonejs/core';
import dicomImageLoader from '@cornerstonejs/dicom-image-loader';
import type { FrameRef } from '../../../shared/domain/imaging/displaySet';
import type {
  ImageViewer,
  ImageViewerOptions,
  RenderPath,
  ViewportHandle,
} from '../../ports/imageViewer';
import { defaultCacheBytes, defaultWorkers } from './budget';
import { Measurer } from './drawing/measurer';
import { MeasurementShelf } from './drawing/shelf';
import { FrameSource, registerFrameSources } from './frameSource';
import { choosePath, graphicsRendererName } from './renderPath';
import { CornerstoneViewport } from './viewport';

const DEFAULT_TIMEOUT_MS = 20_000;
/** Compressed pictures of a stack beside the decoded ones, so that one forgotten comes back without the line. */
const COMPRESSED_SHARE = 0.4;

let libraryReady = false;
let viewers = 0;

function startLibrary(path: RenderPath): void {
  if (!libraryReady) {
    cornerstone.init({ rendering: { useCPURendering: path === 'cpu' }, debug: {} });
    dicomImageLoader.init({ maxWebWorkers: defaultWorkers(navigator.hardwareConcurrency) });
    registerFrameSources();
    libraryReady = true;
  }
  cornerstone.setUseCPURendering(path === 'cpu', false);
}

/** See `ImageViewer`. Several viewers may live on a page as long as they draw by the same path. */
export function createViewer(options: ImageViewerOptions): ImageViewer {
  const path =
    options.renderPath ?? choosePath(graphicsRendererName(document.createElement('canvas')));
  startLibrary(path);
  return new CornerstoneViewer(path, options);
}

class CornerstoneViewer implements ImageViewer {
  readonly renderPath: RenderPath;
  readonly #options: ImageViewerOptions;
  readonly #engine: cornerstone.RenderingEngine;
  readonly #source: FrameSource;
  readonly #shelf = new MeasurementShelf();
  readonly #measurer = new Measurer();
  readonly #cacheBytes: number;
  readonly #handles = new Map<string, CornerstoneViewport>();
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

  dispose(): void {
    for (const handle of [...this.#handles.values()]) handle.dispose();
    this.#sizes.disconnect();
    this.#engine.destroy();
    this.#source.dispose();
  }

  #unmount(viewportId: string, element: HTMLDivElement): void {
    this.#handles.delete(viewportId);
    this.#sizes.unobserve(element);
    this.#engine.disableElement(viewportId);
  }

  #resized(): void {
    if (this.#handles.size === 0) return;
    this.#engine.resize(true, true);
    for (const handle of this.#handles.values()) handle.resize();
  }

  #measured(frame: FrameRef): void {
    for (const handle of this.#handles.values()) handle.measured(frame);
  }
}
