import { describe, expect, it } from 'vitest';
import { bufferSource } from '../parse/byteSource';
import { readFrame } from './frames';
import type { PixelLayout } from './layout';

const layoutOf = (vr: string, frames: number): PixelLayout => ({
  tag: '7FE00010',
  vr,
  image: {
    rows: 1,
    columns: 3,
    samplesPerPixel: 1,
    bitsAllocated: 8,
    bitsStored: 8,
    isSigned: false,
    photometric: 'MONOCHROME2',
    planarConfiguration: 0,
    frames,
  },
  data: { kind: 'native', offset: 2, length: 3 * frames },
});

describe('readFrame', () => {
  it('gives every byte of odd frames stored as big-endian words', async () => {
    // samples 1 2 3 | 4 5 6 in words 0x0201 0x0403 0x0605, most significant byte first, after two other bytes
    const source = bufferSource(Buffer.from([9, 9, 2, 1, 4, 3, 6, 5]));
    const frames = await Promise.all(
      [1, 2].map((frame) => readFrame(source, layoutOf('OW', 2), frame, true)),
    );
    expect(frames.map((frame) => [...(frame ?? [])])).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
  });

  it('has no frame beyond the last', async () => {
    const source = bufferSource(Buffer.from([9, 9, 1, 2, 3, 0]));
    expect(await readFrame(source, layoutOf('OB', 1), 2, false)).toBeNull();
  });
});
