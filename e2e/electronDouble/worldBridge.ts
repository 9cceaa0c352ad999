export type WorldBridge = { expose: (key: string, value: unknown) => void };

/**
 * Electron's `contextBridge` between the isolated world of the preload and the world of the page, one end in each. The
 * worlds share the document only, so messages are events on it; Chromium itself clones `detail` between worlds.
 * Functions and promises cross as numbers. Runs as source text: nothing from outside its own body.
 */
export function createWorldBridge(me: string, other: string): WorldBridge {
  type Message =
    | { type: 'expose'; key: string; value: unknown }
    | { type: 'call'; fn: number; call: number; args: unknown }
    | { type: 'return'; call: number; ok: boolean; value: unknown }
    | { type: 'settle'; promise: number; ok: boolean; value: unknown };
  type Return = Extract<Message, { type: 'return' }>;
  type Settlers = { resolve: (value: unknown) => void; reject: (reason: Error) => void };

  const functions = new Map<number, (...args: unknown[]) => unknown>();
  const returned = new Map<number, Return>();
  const awaited = new Map<number, Settlers>();
  let lastId = 0;

  const post = (message: Message): void => {
    document.dispatchEvent(new CustomEvent(`electron-double:${other}`, { detail: message }));
  };
  const textOf = (cause: unknown): string =>
    cause instanceof Error ? cause.message : String(cause);
  const isPlain = (value: object): boolean => Object.getPrototypeOf(value) === Object.prototype;
  const mapValues = (value: object, change: (item: unknown) => unknown): object =>
    Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item)]));

  function wirePromise(promise: Promise<unknown>): unknown {
    const id = ++lastId;
    promise.then(
      (value) => post({ type: 'settle', promise: id, ok: true, value: wire(value) }),
      (cause: unknown) => post({ type: 'settle', promise: id, ok: false, value: textOf(cause) }),
    );
    return { $promise: id };
  }

  function wire(value: unknown): unknown {
    if (typeof value === 'function') {
      functions.set(++lastId, value as (...args: unknown[]) => unknown);
      return { $function: lastId };
    }
    if (value === null || typeof value !== 'object') return value;
    if (value instanceof Promise) return wirePromise(value);
    if (Array.isArray(value)) return value.map(wire);
    return isPlain(value) ? mapValues(value, wire) : structuredClone(value);
  }

  function unwire(value: unknown): unknown {
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map(unwire);
    const { $function: fn, $promise: promise } = value as Record<string, number | undefined>;
    if (fn !== undefined) return (...args: unknown[]) => callOther(fn, args);
    if (promise !== undefined) {
      return new Promise((resolve, reject) => awaited.set(promise, { resolve, reject }));
    }
    return isPlain(value) ? mapValues(value, unwire) : value;
  }

  /** Dispatching an event is synchronous, so the answer is there when `post` returns. */
  function callOther(fn: number, args: unknown[]): unknown {
    const call = ++lastId;
    post({ type: 'call', fn, call, args: wire(args) });
    const answer = returned.get(call);
    returned.delete(call);
    if (answer === undefined) throw new Error('An object could not be cloned.');
    if (!answer.ok) throw new Error(String(answer.value));
    return unwire(answer.value);
  }

  function runFor({ fn, call, args }: Extract<Message, { type: 'call' }>): void {
    try {
      const value = functions.get(fn)?.(...(unwire(args) as unknown[]));
      post({ type: 'return', call, ok: true, value: wire(value) });
    } catch (cause) {
      post({ type: 'return', call, ok: false, value: textOf(cause) });
    }
  }

  function settle({ promise, ok, value }: Extract<Message, { type: 'settle' }>): void {
    const settlers = awaited.get(promise);
    awaited.delete(promise);
    if (ok) settlers?.resolve(unwire(value));
    else settlers?.reject(new Error(String(value)));
  }

  function deepFreeze(value: unknown): unknown {
    if (value !== null && typeof value === 'object') Object.values(value).forEach(deepFreeze);
    return Object.freeze(value);
  }

  document.addEventListener(`electron-double:${me}`, (event) => {
    const message = (event as CustomEvent<Message | null>).detail;
    if (message?.type === 'call') runFor(message);
    else if (message?.type === 'return') returned.set(message.call, message);
    else if (message?.type === 'settle') settle(message);
    else if (message?.type === 'expose') {
      const value = deepFreeze(unwire(message.value));
      Object.defineProperty(window, message.key, { value, enumerable: true });
    }
  });

  return { expose: (key, value) => post({ type: 'expose', key, value: wire(value) }) };
}
