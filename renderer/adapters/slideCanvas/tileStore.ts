import { tileKey, type TileAddress } from '../../../shared/domain/slide/tiles';

export type StoredTile =
  | { readonly state: 'here'; readonly picture: ImageBitmap }
  /** The slide holds nothing there. */
  | { readonly state: 'empty' }
  | { readonly state: 'failed'; readonly attempts: number; readonly retryAt: number };

const RETRY_MS = [2_000, 10_000, 60_000] as const;

/**
 * Decoded tiles, the longest unused forgotten first. Pinned tiles (the overview) stay. A tile that failed is tried again
 * after a while, a few times, and is then left to its coarser stand-in.
 */
export class TileStore {
  readonly #tiles = new Map<string, StoredTile>();
  readonly #pinned = new Set<string>();
  readonly #budgetBytes: number;
  #bytes = 0;

  constructor(budgetBytes: number) {
    this.#budgetBytes = budgetBytes;
  }

  pin(tiles: readonly TileAddress[]): void {
    for (const tile of tiles) this.#pinned.add(tileKey(tile));
  }

  /** The picture, marked as just used. */
  picture(tile: TileAddress): ImageBitmap | null {
    const key = tileKey(tile);
    const stored = this.#tiles.get(key);
    if (stored?.state !== 'here') return null;
    this.#tiles.delete(key);
    this.#tiles.set(key, stored);
    return stored.picture;
  }

  has(tile: TileAddress): boolean {
    return this.#tiles.get(tileKey(tile))?.state === 'here';
  }

  stateOf(tile: TileAddress): StoredTile['state'] | null {
    return this.#tiles.get(tileKey(tile))?.state ?? null;
  }

  /** Whether the tile should be asked for now. */
  isMissing(tile: TileAddress, now: number): boolean {
    const stored = this.#tiles.get(tileKey(tile));
    if (!stored) return true;
    return stored.state === 'failed' && now >= stored.retryAt;
  }

  put(tile: TileAddress, picture: ImageBitmap): void {
    this.#set(tile, { state: 'here', picture });
    this.#evict();
  }

  putEmpty(tile: TileAddress): void {
    this.#set(tile, { state: 'empty' });
  }

  fail(tile: TileAddress, now: number): void {
    const before = this.#tiles.get(tileKey(tile));
    const attempts = (before?.state === 'failed' ? before.attempts : 0) + 1;
    const wait = RETRY_MS[attempts - 1] ?? Infinity;
    this.#set(tile, { state: 'failed', attempts, retryAt: now + wait });
  }

  /** When the earliest failed tile may be tried again; `null` when none will be. */
  nextRetry(): number | null {
    const times = [...this.#tiles.values()].flatMap((tile) =>
      tile.state === 'failed' && Number.isFinite(tile.retryAt) ? [tile.retryAt] : [],
    );
    return times.length === 0 ? null : Math.min(...times);
  }

  clear(): void {
    for (const tile of this.#tiles.values()) if (tile.state === 'here') tile.picture.close();
    this.#tiles.clear();
    this.#bytes = 0;
  }

  #set(tile: TileAddress, stored: StoredTile): void {
    const key = tileKey(tile);
    this.#drop(key);
    this.#tiles.set(key, stored);
    this.#bytes += bytesOf(stored);
  }

  #drop(key: string): void {
    const stored = this.#tiles.get(key);
    if (!stored) return;
    this.#bytes -= bytesOf(stored);
    if (stored.state === 'here') stored.picture.close();
    this.#tiles.delete(key);
  }

  #evict(): void {
    for (const key of this.#tiles.keys()) {
      if (this.#bytes <= this.#budgetBytes) return;
      if (!this.#pinned.has(key)) this.#drop(key);
    }
  }
}

const bytesOf = (tile: StoredTile): number =>
  tile.state === 'here' ? tile.picture.width * tile.picture.height * 4 : 0;
