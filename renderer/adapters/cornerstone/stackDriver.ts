import type { Types } from '@cornerstonejs/core';
import type { AppError } from '../../../shared/domain/errors';
import type { FrameSource } from './frameSource';
import { failureOf } from './frameTransport';

export type StackDriverPorts = {
  readonly viewport: Types.IStackViewport;
  readonly source: FrameSource;
  readonly imageIds: readonly string[];
  /** The picture is in the viewport and not yet painted: time to set its window. */
  readonly onPlaced: (index: number, image: Types.IImage, first: boolean, ms: number) => void;
  readonly onFailed: (index: number, error: AppError) => void;
  readonly onTargetChanged: () => void;
};

/**
 * Brings pictures of one stack into the viewport one at a time; the last one asked for wins. The library's own change call
 * never settles when a second one overtakes it, so it is given only pictures in memory and never two at once.
 */
export class StackDriver {
  readonly #ports: StackDriverPorts;
  #target = 0;
  #placed: number | null = null;
  #failed: number | null = null;
  #askedAt = 0;
  #running: Promise<void> | null = null;
  #retarget: () => void = () => undefined;
  #stackSet = false;
  #stopped = false;

  constructor(ports: StackDriverPorts) {
    this.#ports = ports;
  }

  /** Index in the viewport; `null` before the first. */
  get placed(): number | null {
    return this.#placed;
  }

  /** The picture asked for could not be had. */
  get failed(): number | null {
    return this.#failed;
  }

  get target(): number {
    return this.#target;
  }

  get busy(): boolean {
    return this.#running !== null;
  }

  /** Resolves when the target is in the viewport or failed, whichever target that is by then. */
  goTo(index: number): Promise<void> {
    const last = this.#ports.imageIds.length - 1;
    const target = Math.min(last, Math.max(0, Math.round(index)));
    if (target !== this.#target || this.#failed !== null) this.#askedAt = performance.now();
    this.#target = target;
    this.#failed = null;
    this.#ports.onTargetChanged();
    this.#retarget();
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  stop(): void {
    this.#stopped = true;
    this.#retarget();
  }

  async #run(): Promise<void> {
    if (this.#askedAt === 0) this.#askedAt = performance.now();
    while (!this.#stopped && this.#placed !== this.#target && this.#failed !== this.#target) {
      const index = this.#target;
      const id = this.#ports.imageIds[index];
      if (id === undefined) return;
      try {
        const image = this.#ports.source.imageOf(id) ?? (await this.#whileWanted(id));
        if (image !== null && !this.#stopped) await this.#place(index, image);
      } catch (cause) {
        if (this.#stopped || this.#target !== index) continue;
        this.#failed = index;
        this.#placed = null;
        this.#ports.onFailed(index, failureOf(cause));
      }
    }
  }

  /** The picture, or `null` as soon as another one is asked for. */
  #whileWanted(id: string): Promise<Types.IImage | null> {
    const overtaken = new Promise<null>((resolve) => {
      this.#retarget = () => resolve(null);
    });
    const loading = this.#ports.source.load(id, 'now');
    loading.catch(() => undefined);
    return Promise.race([loading, overtaken]);
  }

  async #place(index: number, image: Types.IImage): Promise<void> {
    const first = !this.#stackSet;
    if (first) await this.#ports.viewport.setStack([...this.#ports.imageIds], index);
    else await this.#ports.viewport.setImageIdIndex(index);
    this.#stackSet = true;
    if (this.#stopped) return;
    this.#placed = index;
    this.#ports.onPlaced(index, image, first, performance.now() - this.#askedAt);
  }
}
