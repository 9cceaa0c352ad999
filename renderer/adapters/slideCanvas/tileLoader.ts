import { StackReader, type StackPart } from '../../../shared/domain/imaging/stackStream';
import type { SlideManifest } from '../../../shared/domain/slide/manifest';
import { isTilePart } from '../../../shared/domain/slide/tileStream';
import { tileKey, type TileAddress } from '../../../shared/domain/slide/tiles';
import type { TileFetcher } from '../../ports/slideViewer';

/** How one tile ended. */
export type TileOutcome =
  | { readonly kind: 'here'; readonly blob: Blob }
  | { readonly kind: 'empty' }
  | { readonly kind: 'failed' };

export type LoaderEvents = {
  readonly onTile: (tile: TileAddress, outcome: TileOutcome) => void;
  readonly onStale: () => void;
  /** A request ended without all its tiles although nobody cancelled it; `false` when one went through again. */
  readonly onStalled: (isStalled: boolean) => void;
};

/** Two requests under way hide the line's delay from each other; more would only fetch what the reader has left. */
const STREAMS = 2;
/** Small enough that little is lost when the view moves on, large enough that the line's delay does not count. */
const TILES_PER_STREAM = 8;
const PAUSE_AFTER_FAILURE_MS = 1_500;

type Stream = {
  readonly abort: AbortController;
  /** Tiles of this request that have not come. */
  readonly left: Map<string, TileAddress>;
};

/** Fetches wanted tiles in their order, few at a time, and lets go of what is no longer wanted. */
export class TileLoader {
  readonly #slide: SlideManifest;
  readonly #fetch: TileFetcher;
  readonly #events: LoaderEvents;
  readonly #streams = new Set<Stream>();
  #queue: readonly TileAddress[] = [];
  #pausedUntil = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #isDisposed = false;

  constructor(slide: SlideManifest, fetchTiles: TileFetcher, events: LoaderEvents) {
    this.#slide = slide;
    this.#fetch = fetchTiles;
    this.#events = events;
  }

  /** Replaces what is wanted: missing tiles only, most wanted first. */
  want(tiles: readonly TileAddress[]): void {
    const keys = new Set(tiles.map(tileKey));
    for (const stream of this.#streams) {
      const isUseful = [...stream.left.keys()].some((key) => keys.has(key));
      if (!isUseful) stream.abort.abort();
    }
    this.#queue = tiles;
    this.#pump();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#queue = [];
    if (this.#timer !== null) clearTimeout(this.#timer);
    for (const { abort } of this.#streams) abort.abort();
  }

  #pump(): void {
    if (this.#isDisposed) return;
    const wait = this.#pausedUntil - performance.now();
    if (wait > 0) {
      this.#timer ??= setTimeout(() => {
        this.#timer = null;
        this.#pump();
      }, wait);
      return;
    }
    while (this.#live() < STREAMS) {
      const underWay = new Set([...this.#streams].flatMap(({ left }) => [...left.keys()]));
      const next = this.#queue
        .filter((tile) => !underWay.has(tileKey(tile)))
        .slice(0, TILES_PER_STREAM);
      if (next.length === 0) return;
      void this.#run(next);
    }
  }

  #live(): number {
    return [...this.#streams].filter(({ abort }) => !abort.signal.aborted).length;
  }

  async #run(tiles: readonly TileAddress[]): Promise<void> {
    const stream: Stream = {
      abort: new AbortController(),
      left: new Map(tiles.map((tile) => [tileKey(tile), tile])),
    };
    this.#streams.add(stream);
    try {
      await this.#read(stream, tiles);
      if (stream.left.size > 0) throw new Error('the stream ended early');
      this.#events.onStalled(false);
    } catch {
      if (!stream.abort.signal.aborted && !this.#isDisposed) {
        this.#pausedUntil = performance.now() + PAUSE_AFTER_FAILURE_MS;
        this.#events.onStalled(true);
      }
    } finally {
      this.#streams.delete(stream);
      this.#pump();
    }
  }

  async #read(stream: Stream, tiles: readonly TileAddress[]): Promise<void> {
    const { signal } = stream.abort;
    const response = await this.#fetch(this.#slide, tiles, signal);
    if (response.status === 409) {
      // everything under this address is gone: asking on would only be refused again
      stream.left.clear();
      this.#queue = [];
      this.#events.onStale();
      return;
    }
    if (!response.ok || !response.body) throw new Error(`status ${String(response.status)}`);
    const reader = response.body.getReader();
    const parts = new StackReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      for (const part of parts.push(value)) this.#take(stream, tiles, part);
    }
  }

  #take(stream: Stream, tiles: readonly TileAddress[], part: StackPart): void {
    const tile = tiles[part.want];
    // a part that is not the tile asked for would put tissue where it is not
    if (!tile || !isTilePart(part, tile)) throw new Error('not the tile that was asked for');
    const key = tileKey(tile);
    if (!stream.left.delete(key)) return;
    this.#queue = this.#queue.filter((queued) => tileKey(queued) !== key);
    this.#events.onTile(tile, outcomeOf(part));
  }
}

function outcomeOf({ kind, bytes, transferSyntaxUid: mime }: StackPart): TileOutcome {
  if (kind === 'failed') return { kind: 'failed' };
  if (bytes.length === 0) return { kind: 'empty' };
  return { kind: 'here', blob: new Blob([bytes], { type: mime }) };
}
