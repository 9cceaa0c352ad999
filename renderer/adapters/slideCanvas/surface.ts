import type { SlideManifest } from '../../../shared/domain/slide/manifest';
import { levelFor, tileKey, type TileAddress } from '../../../shared/domain/slide/tiles';
import {
  clampView,
  fitView,
  panBy,
  zoomAt,
  type Point,
  type Size,
  type SlideView,
} from '../../../shared/domain/slide/view';
import {
  UNADJUSTED,
  type SlideAdjustment,
  type SlideSurface,
  type SlideSurfaceEvents,
  type TileFetcher,
} from '../../ports/slideViewer';
import { applyTable, colourTable, isUnadjusted } from './colour';
import { createColourFilter } from './colourFilter';
import { Emitter } from './emitter';
import { glide } from './glide';
import { paint } from './paint';
import { listenToPointer } from './pointer';
import { TileLoader, type TileOutcome } from './tileLoader';
import { overviewTiles, tilePlan, type TilePlan } from './tilePlan';
import { TileStore } from './tileStore';

/** CSS pixels per millisecond from which fine tiles would come too late to be seen. */
const FAST_PAN = 1.6;
const REST_MS = 90;
/** Decoded tiles kept for one slide. */
const CACHE_BYTES = 256 * 1024 * 1024;
const LONGEST_STEP_MS = 64;

/**
 * One slide on one canvas. Everything that moves changes one wanted view; what is drawn glides after it, and what is
 * fetched follows from where it will be, not from where it is passing.
 */
export class SlideCanvas implements SlideSurface {
  readonly #element: HTMLElement;
  readonly #slide: SlideManifest;
  readonly #canvas = document.createElement('canvas');
  readonly #context: CanvasRenderingContext2D;
  readonly #filter = createColourFilter();
  readonly #events = new Emitter<SlideSurfaceEvents>();
  readonly #store = new TileStore(CACHE_BYTES);
  /** Tiles that have come and are being decoded: asked for again they would come twice. */
  readonly #decoding = new Set<string>();
  readonly #loader: TileLoader;
  readonly #overview: readonly TileAddress[];
  readonly #endings: (() => void)[] = [];
  #box: Size = { width: 0, height: 0 };
  #wanted: SlideView;
  #shown: SlideView;
  #adjustment: SlideAdjustment = UNADJUSTED;
  #plan: TilePlan | null = null;
  #isPanning = true;
  #isFast = false;
  #isStalled = false;
  #isDisposed = false;
  #panned = { at: 0, speed: 0 };
  #frame: number | null = null;
  #frameAt = 0;
  #restTimer: ReturnType<typeof setTimeout> | null = null;
  #retryTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(element: HTMLElement, slide: SlideManifest, fetchTiles: TileFetcher) {
    this.#element = element;
    this.#slide = slide;
    this.#canvas.className = 'slide-canvas';
    element.append(this.#canvas, this.#filter.element);
    const context = this.#canvas.getContext('2d', { alpha: false });
    if (!context) throw new Error('no canvas');
    this.#context = context;
    this.#overview = overviewTiles(slide);
    this.#store.pin(this.#overview);
    this.#wanted = fitView(slide, this.#box);
    this.#shown = this.#wanted;
    this.#loader = new TileLoader(slide, fetchTiles, {
      onTile: (tile, outcome) => void this.#take(tile, outcome),
      onStale: () => this.#events.emit('stale', null),
      onStalled: (isStalled) => {
        this.#isStalled = isStalled;
        this.#report();
      },
    });
    this.#endings.push(this.#listen());
    const observer = new ResizeObserver(() => this.#resize());
    observer.observe(element);
    this.#endings.push(() => observer.disconnect());
    this.#resize();
  }

  get box(): Size {
    return this.#box;
  }

  getView(): SlideView {
    return this.#wanted;
  }

  on<E extends keyof SlideSurfaceEvents>(
    event: E,
    listener: (value: SlideSurfaceEvents[E]) => void,
  ): () => void {
    return this.#events.on(event, listener);
  }

  setView(view: SlideView, how: 'glide' | 'jump' = 'glide'): void {
    if (this.#isDisposed) return;
    this.#wanted = clampView(view, this.#slide, this.#box);
    if (how === 'jump') {
      this.#shown = this.#wanted;
      this.#events.emit('view', this.#wanted);
    }
    this.#ask();
    this.#schedule();
  }

  fit(): void {
    this.setView(fitView(this.#slide, this.#box, this.#wanted.rotation));
  }

  zoomBy(factor: number, anchor?: Point): void {
    const middle = { x: this.#box.width / 2, y: this.#box.height / 2 };
    this.setView(zoomAt(this.#wanted, this.#box, factor, anchor ?? middle));
  }

  adjust(adjustment: SlideAdjustment): void {
    this.#adjustment = adjustment;
    this.#canvas.style.filter = this.#filter.set(adjustment);
  }

  setPanning(isOn: boolean): void {
    this.#isPanning = isOn;
  }

  async capture(waitMs: number): Promise<{ readonly blob: Blob; readonly size: Size } | null> {
    this.#isFast = false;
    this.#ask();
    if (!(await this.#settled(waitMs)) || this.#isDisposed) return null;
    const copy = document.createElement('canvas');
    copy.width = this.#canvas.width;
    copy.height = this.#canvas.height;
    const target = copy.getContext('2d', { alpha: false, willReadFrequently: true });
    if (!target) return null;
    this.#paintInto(target, this.#wanted);
    if (!isUnadjusted(this.#adjustment)) {
      const pixels = target.getImageData(0, 0, copy.width, copy.height);
      applyTable(pixels, colourTable(this.#adjustment));
      target.putImageData(pixels, 0, 0);
    }
    const blob = await new Promise<Blob | null>((resolve) => copy.toBlob(resolve, 'image/png'));
    return blob && { blob, size: { width: copy.width, height: copy.height } };
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    for (const timer of [this.#restTimer, this.#retryTimer])
      if (timer !== null) clearTimeout(timer);
    for (const end of this.#endings) end();
    this.#loader.dispose();
    this.#store.clear();
    this.#canvas.remove();
    this.#filter.element.remove();
  }

  #listen(): () => void {
    return listenToPointer(this.#element, {
      mayPan: () => this.#isPanning,
      onPan: (by) => {
        const now = performance.now();
        const speed = Math.hypot(by.x, by.y) / Math.max(1, now - this.#panned.at);
        this.#panned = { at: now, speed: (this.#panned.speed + speed) / 2 };
        this.#isFast = this.#panned.speed > FAST_PAN;
        this.setView(panBy(this.#wanted, by), 'jump');
        this.#rest();
      },
      onZoom: (factor, anchor) => this.zoomBy(factor, anchor),
      onRest: () => this.#rest(),
    });
  }

  /** Shortly after the hand has stopped, fine tiles are worth fetching again. */
  #rest(): void {
    if (this.#restTimer !== null) clearTimeout(this.#restTimer);
    this.#restTimer = setTimeout(() => {
      this.#restTimer = null;
      if (!this.#isFast) return;
      this.#isFast = false;
      this.#ask();
    }, REST_MS);
  }

  #resize(): void {
    const { clientWidth: width, clientHeight: height } = this.#element;
    if (width === 0 || height === 0) return;
    const isFirst = this.#box.width === 0;
    this.#box = { width, height };
    this.#canvas.width = Math.round(width * ratio());
    this.#canvas.height = Math.round(height * ratio());
    this.setView(isFirst ? fitView(this.#slide, this.#box) : this.#wanted, 'jump');
    // at once: an element that grew would show nothing until the next frame
    this.#paintInto(this.#context, this.#shown);
  }

  #ask(): void {
    if (this.#box.width === 0 || this.#isDisposed) return;
    const how = { pixelRatio: ratio(), isFast: this.#isFast };
    this.#plan = tilePlan(this.#slide, this.#wanted, this.#box, how);
    const now = performance.now();
    this.#loader.want(
      this.#plan.wanted.filter(
        (tile) => this.#store.isMissing(tile, now) && !this.#decoding.has(tileKey(tile)),
      ),
    );
    this.#report();
  }

  async #take(tile: TileAddress, outcome: TileOutcome): Promise<void> {
    if (outcome.kind === 'empty') this.#store.putEmpty(tile);
    else if (outcome.kind === 'failed') this.#store.fail(tile, performance.now());
    else {
      this.#decoding.add(tileKey(tile));
      try {
        const picture = await createImageBitmap(outcome.blob);
        if (this.#isDisposed) return picture.close();
        this.#store.put(tile, picture);
      } catch {
        // damaged bytes: the coarser tile stays in its place
        this.#store.fail(tile, performance.now());
      } finally {
        this.#decoding.delete(tileKey(tile));
      }
    }
    if (this.#isDisposed) return;
    this.#schedule();
    this.#report();
    this.#planRetry();
  }

  #planRetry(): void {
    const at = this.#store.nextRetry();
    if (at === null || this.#retryTimer !== null) return;
    this.#retryTimer = setTimeout(
      () => {
        this.#retryTimer = null;
        this.#ask();
      },
      Math.max(100, at - performance.now()),
    );
  }

  #report(): void {
    if (!this.#plan) return;
    const states = this.#plan.target.map((tile) => this.#store.stateOf(tile));
    const here = states.filter((state) => state === 'here' || state === 'empty').length;
    this.#events.emit('progress', {
      needed: states.length,
      here,
      failed: states.filter((state) => state === 'failed').length,
      isBlank: here === 0 && !this.#overview.some((tile) => this.#store.has(tile)),
      isStalled: this.#isStalled,
    });
  }

  #schedule(): void {
    if (this.#frame !== null) return;
    this.#frameAt = performance.now();
    this.#frame = requestAnimationFrame((at) => this.#draw(at));
  }

  #draw(at: number): void {
    this.#frame = null;
    if (this.#isDisposed || this.#box.width === 0) return;
    const ms = Math.min(LONGEST_STEP_MS, Math.max(8, at - this.#frameAt));
    const before = this.#shown;
    if (this.#shown !== this.#wanted) this.#shown = glide(this.#shown, this.#wanted, ms);
    this.#paintInto(this.#context, this.#shown);
    if (this.#shown !== before) this.#events.emit('view', this.#shown);
    if (this.#shown !== this.#wanted) {
      this.#frameAt = at;
      this.#frame = requestAnimationFrame((next) => this.#draw(next));
    }
  }

  #paintInto(context: CanvasRenderingContext2D, view: SlideView): void {
    const pixelRatio = ratio();
    const level = levelFor(this.#slide, 1 / (view.zoom * pixelRatio));
    const [slide, box, pictures] = [this.#slide, this.#box, this.#store];
    paint(context, { slide, view, box, pixelRatio, level, pictures });
  }

  /** Resolves when all tiles of the view wanted are here; `false` when time runs out. */
  #settled(waitMs: number): Promise<boolean> {
    const isDone = () =>
      this.#plan?.target.every((tile) => {
        const state = this.#store.stateOf(tile);
        return state === 'here' || state === 'empty';
      }) ?? false;
    if (isDone()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const finish = (result: boolean): void => {
        stop();
        clearTimeout(timer);
        resolve(result);
      };
      const stop = this.#events.on('progress', () => {
        if (isDone()) finish(true);
      });
      const timer = setTimeout(() => finish(false), waitMs);
    });
  }
}

const ratio = (): number => window.devicePixelRatio || 1;
