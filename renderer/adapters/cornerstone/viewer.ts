import * as cornerstone from '@cornerstonejs/core';
import dicomImageLoader from '@cornerstonejs/dicom-image-loader';
import * as cornerstoneTools from '@cornerstonejs/tools';
import type {
  ImageViewer,
  ImageViewerOptions,
  RenderPath,
  ViewportHandle,
} from '../../ports/imageViewer';
import { defaultCacheBytes, defaultWorkers } from './budget';
import { Drawings } from './drawings';
import { FrameSource, registerFrameSources } from './frameSource';
import { registerTools, ToolSet } from './toolSet';
import { PIXEL_OFFSET } from './viewGeometry';
import { CornerstoneViewport } from './viewport';

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
    cornerstoneTools.init();
    dicomImageLoader.init({ maxWebWorkers: defaultWorkers(navigator.hardwareConcurrency) });
    registerFrameSources();
    registerTools();
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
  readonly #drawings: Drawings;
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
    this.#drawings = new Drawings(this.#source, PIXEL_OFFSET[path]);
    cornerstone.cache.setMaxCacheSize(this.#cacheBytes);
    this.#sizes = new ResizeObserver(() => this.#resized());
    for (const event of DRAWING_EVENTS)
      cornerstone.eventTarget.addEventListener(event, this.#drawingChanged);
  }

  mount(element: HTMLDivElement, id: string): ViewportHandle {
    const viewportId = `${this.#prefix}-${id}`;
    if (this.#handles.has(viewportId)) throw new Error(`viewport ${id} is mounted already`);
    element.oncontextmenu = (event) => event.preventDefault();
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
      drawings: this.#drawings,
      tools: (onDrag) =>
        new ToolSet({
          viewportId,
          engineId: this.#engine.id,
          onDrag,
          textLines: (data) => this.#textLines(data),
        }),
      capacity: (image) => Math.floor((this.#cacheBytes * 0.8) / Math.max(1, image.sizeInBytes)),
      onDispose: () => this.#unmount(viewportId, element),
    });
    this.#handles.set(viewportId, handle);
    this.#sizes.observe(element);
    return handle;
  }

  dispose(): void {
    for (const event of DRAWING_EVENTS)
      cornerstone.eventTarget.removeEventListener(event, this.#drawingChanged);
    for (const handle of [...this.#handles.values()]) handle.dispose();
    this.#sizes.disconnect();
    this.#drawings.removeAll((imageId) => this.#source.refOf(imageId) !== null);
    this.#engine.destroy();
    this.#source.dispose();
  }

  #unmount(viewportId: string, element: HTMLDivElement): void {
    this.#handles.delete(viewportId);
    this.#sizes.unobserve(element);
    element.oncontextmenu = null;
    this.#engine.disableElement(viewportId);
  }

  #resized(): void {
    if (this.#handles.size === 0) return;
    this.#engine.resize(true, true);
    for (const handle of this.#handles.values()) handle.resize();
  }

  /** The library hands over only a drawing's data; its identity is found by that very object. */
  #textLines(data: unknown): string[] {
    const all = cornerstoneTools.annotation.state.getAllAnnotations();
    const drawn = all.find((annotation) => annotation.data === data);
    const measured = drawn && this.#drawings.valueOf(drawn);
    return measured?.value ? [...this.#options.measurementText(measured.value)] : [];
  }

  readonly #drawingChanged = (event: Event): void => {
    const { detail } = event as CustomEvent<{ annotation?: cornerstoneTools.Types.Annotation }>;
    for (const handle of this.#handles.values()) {
      handle.drawingsChanged(detail.annotation?.metadata?.referencedImageId);
    }
  };
}

const { ANNOTATION_COMPLETED, ANNOTATION_MODIFIED, ANNOTATION_REMOVED } =
  cornerstoneTools.Enums.Events;
const DRAWING_EVENTS = [ANNOTATION_COMPLETED, ANNOTATION_MODIFIED, ANNOTATION_REMOVED];
