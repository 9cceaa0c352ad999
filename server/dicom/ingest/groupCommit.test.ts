import { expect, it } from 'vitest';
import { createGroupCommit } from './groupCommit';

it('runs what arrives meanwhile as one batch', async () => {
  const batches: number[][] = [];
  const submit = createGroupCommit<number, number>(
    async (items) => {
      batches.push([...items]);
      await new Promise((resolve) => setImmediate(resolve));
      return items.map((item) => item * 10);
    },
    { maxBatch: 4, lanes: 1 },
  );
  expect(await Promise.all([1, 2, 3, 4, 5, 6].map(submit))).toEqual([10, 20, 30, 40, 50, 60]);
  expect(batches).toEqual([[1], [2, 3, 4, 5], [6]]);
});

it('repeats a failing batch one by one, so that only the bad item fails', async () => {
  const submit = createGroupCommit<number, number>(
    async (items) => {
      if (items.includes(3)) throw new Error('three');
      return items;
    },
    { maxBatch: 10, lanes: 1 },
  );
  const results = await Promise.allSettled([1, 2, 3, 4].map(submit));
  expect(results.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
});
