import type { EcgGroupHead } from '../../../../shared/domain/ecg/manifest';
import type { SampleBlock } from '../../../../shared/domain/ecg/sampleBlock';
import type { AppError } from '../../../../shared/domain/errors';
import type { LongEcg } from '../../../ports/ecgSource';

/** A stretch of a group at one bucket width, all channels of its store. */
export type Tile = {
  /** First sample and the one behind the last. */
  readonly from: number;
  readonly to: number;
  readonly width: number;
  readonly values: SampleBlock['values'];
};

export type TileAddress = { readonly width: number; readonly index: number };

export type TileStoreOptions = {
  readonly long: Pick<LongEcg, 'block'>;
  readonly group: number;
  readonly head: Pick<EcgGroupHead, 'sampleCount' | 'levels'>;
  /** Channel indices of the manifest; the order of every tile's values. */
  readonly channels: readonly number[];
  readonly budgetBytes: number;
  /** Something arrived or failed. */
  readonly onChange: () => void;
};

export interface TileStore {
  /** Narrowest bucket not wider than a pixel column, of those there are tiles of. */
  widthFor(samplesPerColumn: number): number;
  /** Samples of one tile at a width. */
  tileSamples(width: number): number;
  /**
   * Says what is needed now, most urgent first; what is on its way and no longer wanted is given up.
   */
  want(addresses: readonly TileAddress[]): void;
  /** The tile, else the finest coarser one that covers the sample. */
  find(width: number, sample: number): Tile | null;
  /** Why something that is wanted did not come, until it does. */
  error(): AppError | null;
  /** Asks again for what failed. */
  retry(): void;
  readonly bytes: () => number;
  /** Gives up what is on its way and forgets everything. */
  dispose(): void;
  /** Starts again after `dispose`. */
  revive(): void;
}

/** Buckets of a tile with twelve channels, about 50 kB; fewer channels make longer tiles. */
const BUCKETS = 1024;
const USUAL_CHANNELS = 12;
/** The whole recording in at most so many buckets is fetched first and always kept. */
const ROOT_BUCKETS = 2048;
const AT_ONCE = 4;
/** Widths from here on come from the stored overview, narrower ones from the samples. */
const FINEST_STORED = 16;

/**
 * Tiles of a long recording: bucket widths are powers of two, tiles lie at multiples of their length. Least recently used
 * tiles go first when the budget is spent.
 */
export function createTileStore(options: TileStoreOptions): TileStore {
  const { head, channels, budgetBytes } = options;
  const buckets = BUCKETS * Math.max(1, Math.floor(USUAL_CHANNELS / Math.max(1, channels.length)));
  const rootWidth = rootWidthOf(head);
  const tiles = new Map<string, Tile>();
  const failed = new Map<string, AppError>();
  const running = new Map<string, AbortController>();
  let wanted: readonly TileAddress[] = [];
  let bytes = 0;
  let isOver = false;

  const keyOf = ({ width, index }: TileAddress): string => `${width} ${index}`;
  const tileSamples = (width: number): number =>
    width === rootWidth ? rootWidth * ROOT_BUCKETS : width * buckets;
  const isRoot = (key: string): boolean => key.startsWith(`${rootWidth} `);

  function keep(key: string, tile: Tile): void {
    tiles.set(key, tile);
    bytes += bytesOf(tile);
    const needed = new Set(wanted.map(keyOf));
    for (const [old, { values }] of tiles) {
      if (bytes <= budgetBytes) return;
      if (isRoot(old) || needed.has(old) || old === key) continue;
      tiles.delete(old);
      bytes -= values.reduce((sum, { byteLength }) => sum + byteLength, 0);
    }
  }

  async function fetchTile(address: TileAddress): Promise<void> {
    const key = keyOf(address);
    const abort = new AbortController();
    running.set(key, abort);
    const request = requestOf(address, tileSamples(address.width), options);
    const block = await options.long.block(request, abort.signal);
    if (running.get(key) === abort) running.delete(key);
    if (isOver || abort.signal.aborted) {
      next();
      return;
    }
    if (block.ok) {
      failed.delete(key);
      const to = Math.min(head.sampleCount, request.from + tileSamples(address.width));
      keep(key, { from: request.from, to, width: address.width, values: block.value.values });
    } else failed.set(key, block.error);
    options.onChange();
    next();
  }

  function next(): void {
    if (isOver) return;
    for (const address of wanted) {
      if (running.size >= AT_ONCE) return;
      const key = keyOf(address);
      if (tiles.has(key) || running.has(key) || failed.has(key)) continue;
      void fetchTile(address);
    }
  }

  return {
    widthFor: (samplesPerColumn) => {
      const width = 2 ** Math.floor(Math.log2(Math.max(1, samplesPerColumn)));
      const most = head.levels.length === 0 ? FINEST_STORED / 2 : rootWidth;
      return Math.min(width, most);
    },
    tileSamples,
    want(addresses) {
      const root = head.levels.length === 0 ? [] : [{ width: rootWidth, index: 0 }];
      wanted = [...root, ...addresses];
      const keys = new Set(wanted.map(keyOf));
      for (const [key, abort] of running) {
        if (keys.has(key)) continue;
        running.delete(key);
        abort.abort();
      }
      for (const key of failed.keys()) if (!keys.has(key)) failed.delete(key);
      next();
    },
    find(width, sample) {
      for (let at = width; at <= rootWidth; at *= 2) {
        const key = keyOf({ width: at, index: Math.floor(sample / tileSamples(at)) });
        const tile = tiles.get(key);
        if (!tile) continue;
        // a map keeps the order of insertion: what was just used goes to the end
        tiles.delete(key);
        tiles.set(key, tile);
        return tile;
      }
      return null;
    },
    error: () => [...failed.values()][0] ?? null,
    retry() {
      failed.clear();
      next();
    },
    bytes: () => bytes,
    dispose() {
      isOver = true;
      for (const abort of running.values()) abort.abort();
      running.clear();
      tiles.clear();
      wanted = [];
      bytes = 0;
    },
    revive: () => {
      isOver = false;
    },
  };
}

const bytesOf = ({ values }: Tile): number =>
  values.reduce((sum, { byteLength }) => sum + byteLength, 0);

function rootWidthOf({ sampleCount }: Pick<EcgGroupHead, 'sampleCount'>): number {
  const width = 2 ** Math.ceil(Math.log2(Math.max(1, sampleCount / ROOT_BUCKETS)));
  return Math.max(FINEST_STORED, width);
}

function requestOf(
  { width, index }: TileAddress,
  samples: number,
  { group, channels, head }: TileStoreOptions,
) {
  const from = index * samples;
  const left = head.sampleCount - from;
  // one sample more, so that the line to the next tile has its other end
  const count =
    width === 1 ? Math.min(samples + 1, left) : Math.ceil(Math.min(samples, left) / width);
  return { group, from, count, bucketSamples: width, channels };
}

/** Tiles that cover a range, the middle ones first, then one more on each side. */
export function tilesAround(
  store: Pick<TileStore, 'tileSamples'>,
  width: number,
  range: { readonly from: number; readonly to: number },
  sampleCount: number,
): TileAddress[] {
  const samples = store.tileSamples(width);
  const last = Math.max(0, Math.ceil(sampleCount / samples) - 1);
  const first = Math.max(0, Math.floor(range.from / samples));
  const end = Math.min(last, Math.floor(Math.max(0, range.to - 1) / samples));
  const middle = (range.from + range.to) / 2 / samples - 0.5;
  const inside = Array.from({ length: Math.max(0, end - first + 1) }, (_, at) => first + at).sort(
    (a, b) => Math.abs(a - middle) - Math.abs(b - middle),
  );
  const beside = [end + 1, first - 1].filter((index) => index >= 0 && index <= last);
  return [...inside, ...beside].map((index) => ({ width, index }));
}
