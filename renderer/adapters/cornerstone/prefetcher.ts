export type PrefetchPorts = {
  readonly count: number;
  readonly concurrency: number;
  /** Loads one picture into memory; rejects when it cannot. */
  readonly load: (index: number) => Promise<unknown>;
  readonly isInMemory: (index: number) => boolean;
  /** Pictures that fit in memory at once; those further away than half of it are not fetched. */
  readonly capacity: () => number;
  readonly onProgress: (progress: { loaded: number; failed: number; total: number }) => void;
};

/**
 * Fetches the pictures of one stack, nearest to the one looked at first and those ahead before those behind. It never
 * repeats a failed one: the person asking for it does.
 */
export class Prefetcher {
  readonly #ports: PrefetchPorts;
  readonly #running = new Set<number>();
  readonly #failed = new Set<number>();
  readonly #loaded = new Set<number>();
  #focus = 0;
  #forward = true;
  #stopped = false;

  constructor(ports: PrefetchPorts) {
    this.#ports = ports;
  }

  focus(index: number): void {
    if (index !== this.#focus) this.#forward = index > this.#focus;
    this.#focus = index;
    this.#fill();
  }

  /** A picture that was loaded outside, on demand. */
  note(index: number, outcome: 'loaded' | 'failed'): void {
    if (outcome === 'loaded') this.#failed.delete(index);
    const target = outcome === 'loaded' ? this.#loaded : this.#failed;
    if (target.has(index)) return;
    target.add(index);
    this.#report();
  }

  stop(): void {
    this.#stopped = true;
  }

  #fill(): void {
    const known = this.#loaded.size;
    this.#start();
    if (!this.#stopped && this.#loaded.size !== known) this.#report();
  }

  #start(): void {
    while (!this.#stopped && this.#running.size < this.#ports.concurrency) {
      const next = this.#next();
      if (next === null) return;
      this.#running.add(next);
      this.#ports.load(next).then(
        () => this.#settle(next, 'loaded'),
        () => this.#settle(next, 'failed'),
      );
    }
  }

  #settle(index: number, outcome: 'loaded' | 'failed'): void {
    this.#running.delete(index);
    if (this.#stopped) return;
    this.note(index, outcome);
    this.#fill();
  }

  #next(): number | null {
    const reach = Math.min(this.#ports.count, Math.floor(this.#ports.capacity() / 2));
    for (let distance = 0; distance <= reach; distance += 1) {
      const ahead = this.#focus + (this.#forward ? distance : -distance);
      const behind = this.#focus - (this.#forward ? distance : -distance);
      if (this.#wants(ahead)) return ahead;
      if (this.#wants(behind)) return behind;
    }
    return null;
  }

  #wants(index: number): boolean {
    const exists = index >= 0 && index < this.#ports.count;
    if (!exists || this.#running.has(index) || this.#failed.has(index)) return false;
    if (!this.#ports.isInMemory(index)) return true;
    // there from an earlier time: it counts as read
    this.#loaded.add(index);
    return false;
  }

  #report(): void {
    this.#ports.onProgress({
      loaded: this.#loaded.size,
      failed: this.#failed.size,
      total: this.#ports.count,
    });
  }
}
