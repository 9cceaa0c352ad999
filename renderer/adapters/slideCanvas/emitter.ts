type Listener<T> = (value: T) => void;

/** Typed listeners of one object. */
export class Emitter<Events> {
  readonly #listeners: { [E in keyof Events]?: Set<Listener<Events[E]>> } = {};

  on<E extends keyof Events>(event: E, listener: Listener<Events[E]>): () => void {
    const set = (this.#listeners[event] ??= new Set());
    set.add(listener);
    return () => set.delete(listener);
  }

  emit<E extends keyof Events>(event: E, value: Events[E]): void {
    for (const listener of [...(this.#listeners[event] ?? [])]) listener(value);
  }
}
