import { snapped } from '../../../../shared/domain/imaging/annotations/annotationSet';
import type { Measurement } from '../../../../shared/domain/imaging/measurement';

export type FrameKey = { readonly sopInstanceUid: string; readonly frame: number };

const keyOf = ({ sopInstanceUid, frame }: FrameKey): string => `${sopInstanceUid}#${frame}`;
const frameOf = ({ sopInstanceUid, frameNumber }: Measurement): string =>
  keyOf({ sopInstanceUid, frame: frameNumber });

/** The measurements of one viewer by the frame they are on; viewports that show the same frame show the same ones. */
export class MeasurementShelf {
  readonly #frames = new Map<string, readonly Measurement[]>();
  readonly #listeners = new Set<() => void>();
  #selected: string | null = null;

  on(frame: FrameKey): readonly Measurement[] {
    return this.#frames.get(keyOf(frame)) ?? [];
  }

  get selected(): string | null {
    return this.#selected;
  }

  find(id: string): Measurement | null {
    for (const list of this.#frames.values()) {
      const found = list.find((one) => one.id === id);
      if (found) return found;
    }
    return null;
  }

  select(id: string | null): void {
    if (id === this.#selected) return;
    this.#selected = id;
    this.#tell();
  }

  /** Adds it, or puts it in the place of the one with its id; its points on the grid on which they are kept. */
  put(drawn: Measurement): void {
    const measurement = snapped(drawn);
    const key = frameOf(measurement);
    const list = this.#frames.get(key) ?? [];
    const known = list.some(({ id }) => id === measurement.id);
    const next = known
      ? list.map((one) => (one.id === measurement.id ? measurement : one))
      : [...list, measurement];
    this.#frames.set(key, next);
    this.#tell();
  }

  remove(id: string): void {
    const found = this.find(id);
    if (!found) return;
    const key = frameOf(found);
    const rest = (this.#frames.get(key) ?? []).filter((one) => one.id !== id);
    if (rest.length === 0) this.#frames.delete(key);
    else this.#frames.set(key, rest);
    if (this.#selected === id) this.#selected = null;
    this.#tell();
  }

  /** Puts `list` in the place of all that is on these frames. */
  replace(frames: readonly FrameKey[], list: readonly Measurement[]): void {
    const keys = new Set(frames.map(keyOf));
    for (const key of keys) this.#frames.delete(key);
    for (const measurement of list) {
      const key = frameOf(measurement);
      if (keys.has(key)) this.#frames.set(key, [...(this.#frames.get(key) ?? []), measurement]);
    }
    if (this.#selected !== null && !this.find(this.#selected)) this.#selected = null;
    this.#tell();
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
