type Listener<T> = (value: T) => void;

/** Typed listeners of one object; a listener added twice is called twice. */
export class Emitter<Events> {
  readonly #listeners: { [E in keyof Events]?: Listener<Events[E]>[] } = {};

  on<E extends keyof Events>(event: E, listener: Listener<Events[E]>): () => void {
    const list = (this.#listeners[event] ??= []);
    list.push(listener);
    return () => {
      const at = list.indexOf(listener);
      if (at >= 0) list.splice(at, 1);
    };
  }

  emit<E extends keyof Events>(event: E, value: Events[E]): void {
    for (const listener of [...(this.#listeners[event] ?? [])]) listener(value);
  }

  clear(): void {
    for (const event of Object.keys(this.#listeners)) delete this.#listeners[event as keyof Events];
  }
}
