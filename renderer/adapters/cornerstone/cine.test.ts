import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Cine } from './cine';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function played(count: number, start = 0) {
  const shown: number[] = [];
  const state = { index: start, busy: false, ended: 0 };
  const cine = new Cine({
    count: () => count,
    index: () => state.index,
    goTo: (index) => {
      state.index = index;
      shown.push(index);
    },
    isBusy: () => state.busy,
    onEnd: () => (state.ended += 1),
  });
  return { cine, shown, state };
}

describe('playing a stack', () => {
  it('begins again at its end', () => {
    const { cine, shown } = played(3);
    cine.set(10, 'loop');
    vi.advanceTimersByTime(500);
    expect(shown).toEqual([1, 2, 0, 1, 2]);
    cine.set(null);
    vi.advanceTimersByTime(500);
    expect(shown).toHaveLength(5);
  });

  it('swings to and fro', () => {
    const { cine, shown } = played(3);
    cine.set(10, 'swing');
    vi.advanceTimersByTime(600);
    expect(shown).toEqual([1, 2, 1, 0, 1, 2]);
  });

  it('stops at its end when it is to be played once', () => {
    const { cine, shown, state } = played(3);
    cine.set(10, 'once');
    vi.advanceTimersByTime(1000);
    expect([shown, state.ended, cine.rate]).toEqual([[1, 2], 1, null]);
  });

  it('waits for a picture rather than skip to a wrong one, and keeps its mode when only the rate changes', () => {
    const { cine, shown, state } = played(5);
    cine.set(10, 'swing');
    state.busy = true;
    vi.advanceTimersByTime(300);
    expect(shown).toEqual([]);
    state.busy = false;
    cine.set(200);
    expect([cine.rate, cine.mode]).toEqual([60, 'swing']);
    vi.advanceTimersByTime(40);
    expect(shown).toEqual([1, 2]);
  });
});
