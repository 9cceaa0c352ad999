import { describe, expect, it } from 'vitest';
import { forgetScale, screenKey, storedScale, storeScale } from './screenScale';

function memory() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

const left = { width: 1920, height: 1080, colorDepth: 24, availLeft: 0, availTop: 0 };
const right = { ...left, availLeft: 1920 };

describe('the size of a screen', () => {
  it('is unknown until somebody measured it, and belongs to that screen alone', () => {
    const store = memory();
    expect(storedScale(store, screenKey(left))).toBeNull();
    storeScale(store, screenKey(left), 3.62);
    expect(storedScale(store, screenKey(left))).toBe(3.62);
    expect(storedScale(store, screenKey(right))).toBeNull();
    forgetScale(store, screenKey(left));
    expect(storedScale(store, screenKey(left))).toBeNull();
  });

  it.each(['0', '-4', '400', 'NaN', '', 'abc'])('is not believed when %j is stored', (text) => {
    const store = memory();
    store.setItem(`huizhen.screenScale.${screenKey(left)}`, text);
    expect(storedScale(store, screenKey(left))).toBeNull();
  });
});
