import { expect, it } from 'vitest';
import { chunkSource, createWindow } from './byteSource';

const BYTES = Buffer.from(Array.from({ length: 100 }, (_, i) => i));

it('reads across the chunks an object arrived in as if they were one', async () => {
  const source = chunkSource([
    BYTES.subarray(0, 1),
    BYTES.subarray(1, 1),
    BYTES.subarray(1, 40),
    BYTES.subarray(40),
  ]);
  expect(source.sizeBytes).toBe(100);
  for (let offset = 0; offset <= 101; offset++) {
    for (const length of [0, 1, 39, 60, 200]) {
      expect(await source.read(offset, length)).toEqual(BYTES.subarray(offset, offset + length));
    }
  }
});

it('answers from its window what was loaded, and nothing else', async () => {
  const window = createWindow(chunkSource([BYTES]));
  expect(window.peek(0, 1)).toBeNull();
  expect(await window.load(10, 5)).toEqual(BYTES.subarray(10, 15));
  expect(window.peek(20, 80)).toEqual(BYTES.subarray(20));
  expect([window.peek(9, 2), window.peek(20, 81)]).toEqual([null, null]);
});
