import { appError, AppFailure, type AppError } from '../../../../shared/domain/errors';
import type { DisplaySet } from '../../../../shared/domain/imaging/displaySet';
import {
  blockBytes,
  blockGridOf,
  cutsOf,
  halved,
  reformattedSet,
} from '../../../../shared/domain/imaging/reformat';
import type { CutPlane, Slab, SliceValues } from '../../../../shared/domain/imaging/reslice';
import type { VolumeGrid } from '../../../../shared/domain/imaging/volume';
import { err, ok, type Result } from '../../../../shared/lib/result';
import type {
  BlockNeed,
  BlockResolution,
  ReformatOptions,
  ReformatRequest,
} from '../../../ports/imageViewer';
import { failureOf } from '../frameTransport';
import type { BlockThread } from './blockThread';
import type { CutResult } from './keptBlock';
import { requireStraight, solidOf, voxelsWithin, type Solid } from './solids';

export type ReformatPorts = {
  readonly thread: BlockThread;
  readonly budgetBytes: number;
  /** Values of one picture of a stored set, a copy that may be given away. Rejects with something `failureOf` can name. */
  readonly valuesOf: (set: DisplaySet, index: number, signal: AbortSignal) => Promise<SliceValues>;
};

/** Fewer voxels than this show nothing. */
const FEWEST_VOXELS = 64 ** 3;
/** Pictures fetched at once while a block is filled. */
const LANES = 4;

type Block = {
  readonly id: string;
  readonly grid: VolumeGrid;
  readonly resolution: BlockResolution;
};
type Made = {
  readonly block: Block;
  readonly cuts: readonly CutPlane[];
  readonly slab: Slab | null;
};

/** Blocks of the viewer and the sets cut from them. */
export class Reformats {
  readonly #ports: ReformatPorts;
  readonly #blocks = new Map<string, Block>();
  readonly #made = new Map<string, Made>();
  #opened = 0;
  /** Bytes of solids that are being drawn. */
  #solidBytes = 0;

  constructor(ports: ReformatPorts) {
    this.#ports = ports;
  }

  need(set: DisplaySet): Result<BlockNeed, AppError> {
    const grid = blockGridOf(set);
    if (!grid.ok) return grid;
    const budgetBytes = this.#free();
    return ok({ full: blockBytes(grid.value), half: blockBytes(halved(grid.value)), budgetBytes });
  }

  async reformat(
    set: DisplaySet,
    request: ReformatRequest,
    options: ReformatOptions,
  ): Promise<Result<DisplaySet, AppError>> {
    const block = await this.#block(set, options);
    if (!block.ok) return block;
    try {
      return ok(await this.#cut(set, block.value, request));
    } catch (cause) {
      return err(failureOf(cause));
    }
  }

  /** One picture of a reformatted set. */
  picture(setId: string, index: number, signal: AbortSignal): Promise<CutResult> {
    const made = this.#made.get(setId);
    const cut = made?.cuts[index];
    if (!made || !cut)
      return Promise.reject(new AppFailure(appError('notFound', 'dicom.notFound')));
    return this.#ports.thread.cut(made.block.id, cut, made.slab, signal);
  }

  /**
   * The block of a set as a solid; as coarse as the memory left makes it. Errors as of `reformat`, and `viewer.notABlock` with
   * `sheared` for a tilted gantry. What is given has to be given back.
   */
  async solid(set: DisplaySet, options: ReformatOptions): Promise<Result<Solid, AppError>> {
    const stored = blockGridOf(set);
    const grid = stored.ok ? requireStraight(stored.value) : stored;
    if (!grid.ok) return grid;
    const known = this.#blocks.get(set.id);
    const half = blockBytes(halved(grid.value));
    // the block and the solid are there at once for a moment
    const isFullFit = blockBytes(grid.value) + half <= this.#free();
    const resolution = known?.resolution ?? (isFullFit ? 'full' : 'half');
    const block = await this.#block(set, { ...options, resolution });
    if (!block.ok) return block;
    try {
      const left = voxelsWithin(this.#free() - blockBytes(block.value.grid));
      if (left < FEWEST_VOXELS) return err(tooLarge(2 * half, this.#free()));
      const dumped = await this.#dump(block.value, left, options.signal);
      const solid = solidOf(dumped, block.value.resolution === 'half');
      this.#solidBytes += solid.values.byteLength;
      return ok(solid);
    } catch (cause) {
      return err(options.signal?.aborted ? aborted() : failureOf(cause));
    } finally {
      if (!known) this.release(set.id);
    }
  }

  releaseSolid({ values }: Solid): void {
    this.#solidBytes = Math.max(0, this.#solidBytes - values.byteLength);
  }

  async #dump(block: Block, mostVoxels: number, signal: AbortSignal | undefined) {
    const { columns, rows, slices } = block.grid;
    let step = 1;
    while ((columns * rows * slices) / step ** 3 > mostVoxels) step += 1;
    return { grid: block.grid, step, cut: await this.#ports.thread.dump(block.id, step, signal) };
  }

  #free(): number {
    return this.#ports.budgetBytes - this.#solidBytes;
  }

  /** The block of a set and all that was cut from it. */
  release(setId: string): void {
    const block = this.#blocks.get(setId);
    if (!block) return;
    this.#blocks.delete(setId);
    for (const [id, made] of this.#made) if (made.block === block) this.#made.delete(id);
    this.#ports.thread.close(block.id);
  }

  dispose(): void {
    this.#blocks.clear();
    this.#made.clear();
    this.#ports.thread.dispose();
  }

  async #cut(set: DisplaySet, block: Block, { axes, slab }: ReformatRequest): Promise<DisplaySet> {
    const cuts = cutsOf(block.grid, { axes, slab });
    const middle = cuts[Math.floor(cuts.length / 2)];
    if (!middle) throw new AppFailure(appError('unsupported', 'viewer.notABlock'));
    // what lies outside is known only by the block itself; the smallest of cuts asks it
    const probe = { ...middle, columns: 1, rows: 1 };
    const { outside } = await this.#ports.thread.cut(block.id, probe, null);
    const made = reformattedSet(set, cuts, { axes, slab }, outside);
    this.#made.set(made.id, { block, cuts, slab });
    return made;
  }

  async #block(set: DisplaySet, options: ReformatOptions): Promise<Result<Block, AppError>> {
    const known = this.#blocks.get(set.id);
    const { resolution = 'full' } = options;
    if (known?.resolution === resolution) return ok(known);
    const grid = blockGridOf(set);
    if (!grid.ok) return grid;
    const kept = resolution === 'half' ? halved(grid.value) : grid.value;
    const needed = blockBytes(kept);
    if (needed > this.#free()) return err(tooLarge(needed, this.#free()));
    this.release(set.id);
    const block: Block = { id: `block${(this.#opened += 1)}`, grid: kept, resolution };
    const halving = resolution === 'half' ? grid.value : null;
    this.#ports.thread.open(
      block.id,
      kept,
      halving && { columns: halving.columns, rows: halving.rows },
    );
    const failure = await this.#fill(set, block, options);
    if (failure) {
      this.#ports.thread.close(block.id);
      return err(failure);
    }
    this.#blocks.set(set.id, block);
    return ok(block);
  }

  async #fill(
    set: DisplaySet,
    block: Block,
    { signal = new AbortController().signal, onProgress }: ReformatOptions,
  ): Promise<AppError | null> {
    const total = set.frames.length;
    let next = 0;
    let loaded = 0;
    let failure: AppError | null = null;
    const lane = async (): Promise<void> => {
      while (next < total && !failure) {
        const index = next++;
        try {
          signal.throwIfAborted();
          const values = await this.#ports.valuesOf(set, index, signal);
          this.#ports.thread.put(block.id, index, values);
          loaded += 1;
          onProgress?.({ loaded, total });
        } catch (cause) {
          failure ??= signal.aborted ? aborted() : incomplete(cause, index);
        }
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    return failure;
  }
}

const MEGABYTE = 1024 ** 2;

function tooLarge(needed: number, budget: number): AppError {
  const params = {
    needed,
    budget,
    needMb: Math.ceil(needed / MEGABYTE),
    budgetMb: Math.floor(budget / MEGABYTE),
  };
  return appError('tooLarge', 'viewer.blockTooLarge', { params, retry: 'never' });
}

/** Says which picture, and what is wrong with it. */
function incomplete(cause: unknown, index: number): AppError {
  const { code, retry } = failureOf(cause);
  const params = { index: index + 1, cause: code };
  return appError('integrity', 'viewer.blockIncomplete', { params, retry });
}

const aborted = (): AppError => appError('timeout', 'viewer.loadTimeout', { message: 'cancelled' });
