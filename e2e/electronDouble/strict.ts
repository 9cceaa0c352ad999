/**
 * Wraps a part of the double so that touching anything it does not have throws. A double that answers `undefined` would let
 * a test pass over a feature nobody simulated.
 */
export function strict<T extends object>(name: string, part: T): T {
  return new Proxy(part, {
    get(target, key, receiver): unknown {
      // `then` is asked by `await`, symbols by the runtime and by vitest.
      if (key in target || typeof key === 'symbol' || key === 'then') {
        return Reflect.get(target, key, receiver);
      }
      throw new Error(`electron double: ${name}.${key} is not implemented`);
    },
  });
}
