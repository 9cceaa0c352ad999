import { describe, expect, it } from 'vitest';
import { Prefetcher } from './prefetcher';

function stack(
  count: number,
  options: { concurrency?: number; capacity?: number; broken?: number[] } = {},
) {
  const { concurrency = 1, capacity = count * 2 + 2, broken = [] } = options;
  const memory = new Set<number>();
  const asked: number[] = [];
  const progress: unknown[] = [];
  const waiting = new Map<number, () => void>();
  const prefetcher = new Prefetcher({
    count,
    concurrency,
    isInMemory: (index) => memory.has(index),
    capacity: () => capacity,
    onProgress: (value) => progress.push(value),
    load: (index) => {
      asked.push(index);
      return new Promise<void>((resolve, reject) => {
        waiting.set(index, () => {
          if (broken.includes(index)) return reject(new Error('broken'));
          memory.add(index);
          resolve();
        });
      });
    },
  });
  const finishOne = async (): Promise<void> => {
    const [index, finish] = [...waiting][0] ?? [];
    if (index === undefined) return;
    waiting.delete(index);
    finish?.();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { prefetcher, asked, progress, finishOne, waiting, memory };
}

describe('prefetching', () => {
  it('takes the nearest first and ahead before behind', async () => {
    const { prefetcher, asked, finishOne } = stack(7);
    prefetcher.focus(3);
    for (let i = 0; i < 7; i += 1) await finishOne();
    expect(asked).toEqual([3, 4, 2, 5, 1, 6, 0]);
  });

  it('looks ahead in the direction of scrolling', async () => {
    const { prefetcher, asked, finishOne } = stack(7);
    prefetcher.focus(5);
    prefetcher.focus(3);
    for (let i = 0; i < 3; i += 1) await finishOne();
    expect(asked).toEqual([5, 3, 2, 4]);
  });

  it('never has more under way than allowed', () => {
    const { prefetcher, waiting } = stack(20, { concurrency: 4 });
    prefetcher.focus(0);
    expect(waiting.size).toBe(4);
  });

  it('reports what is loaded and what failed, and does not repeat a failure', async () => {
    const { prefetcher, asked, progress, finishOne } = stack(3, { broken: [1] });
    prefetcher.focus(0);
    for (let i = 0; i < 5; i += 1) await finishOne();
    prefetcher.focus(1);
    expect(asked).toEqual([0, 1, 2]);
    expect(progress.at(-1)).toEqual({ loaded: 2, failed: 1, total: 3 });
  });

  it('does not fetch further than memory reaches', async () => {
    const { prefetcher, asked, finishOne } = stack(100, { capacity: 4 });
    prefetcher.focus(50);
    for (let i = 0; i < 20; i += 1) await finishOne();
    expect([...asked].sort((a, b) => a - b)).toEqual([48, 49, 50, 51, 52]);
  });

  it('starts nothing after it is stopped', async () => {
    const { prefetcher, asked, finishOne } = stack(5);
    prefetcher.focus(0);
    prefetcher.stop();
    await finishOne();
    expect(asked).toEqual([0]);
  });
});
