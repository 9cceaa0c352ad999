import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBeatBlock, writeBeatBlock } from './beatBlock';
import { bucketFor, bucketSource, levelWidths, FINEST_BUCKET, LEVEL_FACTOR } from './buckets';
import { mergeMinMax, minMaxOf } from './minMax';
import { readSampleBlock, writeSampleBlock, type SampleBlock } from './sampleBlock';

const int16 = fc.integer({ min: -32768, max: 32767 });

describe('min and max of buckets', () => {
  it('hold every planted spike of one sample, at every level and every width in between', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6000 }),
        fc.nat(),
        fc.constantFrom(-9000, 9000),
        (length, place, spike) => {
          const samples = Int16Array.from({ length }, (_, at) => Math.round(50 * Math.sin(at)));
          const at = place % length;
          samples[at] = spike;
          let pairs = minMaxOf(samples, FINEST_BUCKET, null);
          for (let width = FINEST_BUCKET; width < length * LEVEL_FACTOR; width *= LEVEL_FACTOR) {
            for (let merge = 1; merge <= LEVEL_FACTOR; merge++) {
              const wide = mergeMinMax(pairs, merge);
              const bucket = Math.floor(at / (width * merge));
              expect(spike > 0 ? wide[2 * bucket + 1] : wide[2 * bucket]).toBe(spike);
            }
            pairs = mergeMinMax(pairs, LEVEL_FACTOR);
          }
        },
      ),
    );
  });

  it('merged are what they would be from the samples', () => {
    fc.assert(
      fc.property(
        fc.int16Array({ minLength: 1, maxLength: 700 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 8 }),
        fc.option(int16),
        (samples, bucket, merge, padding) => {
          const once = minMaxOf(samples, bucket * merge, padding);
          expect(mergeMinMax(minMaxOf(samples, bucket, padding), merge)).toEqual(once);
        },
      ),
    );
  });

  it('say of a bucket of nothing that its min is above its max', () => {
    expect([...minMaxOf(Int16Array.of(7, 7, 1, 7), 2, 7)]).toEqual([32767, -32768, 1, 1]);
  });
});

describe('bucket widths', () => {
  it('of a day of 500 Hz begin at 16 and end in a handful of buckets', () => {
    expect(levelWidths(43_200_000)).toEqual([16, 128, 1024, 8192, 65_536, 524_288, 4_194_304]);
  });

  it('chosen for a screen give no more buckets than pixels and at least half as many', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 500_000_000 }),
        fc.integer({ min: 200, max: 4000 }),
        (shown, pixels) => {
          const levels = levelWidths(shown);
          const width = bucketFor(shown / pixels, levels);
          const buckets = Math.ceil(shown / width);
          expect(buckets).toBeLessThanOrEqual(pixels);
          if (shown > pixels) expect(buckets).toBeGreaterThanOrEqual(pixels / 2 - 1);
          expect(bucketSource(width, levels)).not.toBeNull();
        },
      ),
    );
  });

  it('that no level is a factor of cannot be asked for', () => {
    const levels = levelWidths(43_200_000);
    for (const width of [0, -16, 1.5, 17, 144, 16 * 9 + 1])
      expect(bucketSource(width, levels)).toBeNull();
    expect(bucketSource(48, levels)).toEqual({ level: 0, merge: 3 });
    expect(bucketSource(128, levels)).toEqual({ level: 1, merge: 1 });
    expect(bucketSource(7, levels)).toEqual({ level: -1, merge: 7 });
  });
});

describe('blocks on the wire', () => {
  it('come back as they went, of any shape', () => {
    const shape = fc.record({
      content: fc.constantFrom('samples' as const, 'minMax' as const),
      channels: fc.uniqueArray(fc.nat(300), { maxLength: 5 }),
      count: fc.nat(20),
      isWide: fc.boolean(),
      from: fc.nat(4_000_000_000),
    });
    fc.assert(
      fc.property(shape, ({ content, channels, count, isWide, from }) => {
        const length = content === 'minMax' ? 2 * count : count;
        const make = (channel: number) => {
          const values = Array.from({ length }, (_, at) => (channel * 31 + at * 7919) % 30_000);
          return isWide ? Int32Array.from(values) : Int16Array.from(values);
        };
        const block: SampleBlock = {
          content,
          group: 3,
          bucketSamples: content === 'minMax' ? 1024 : 1,
          from,
          count,
          channels,
          values: channels.map(make),
        };
        const read = readSampleBlock(writeSampleBlock(block).buffer);
        expect(read).toEqual(block);
      }),
    );
  });

  it('that are cut, longer or of another kind are none', () => {
    const bytes = writeSampleBlock({
      content: 'samples',
      group: 0,
      bucketSamples: 1,
      from: 0,
      count: 2,
      channels: [0],
      values: [Int16Array.of(1, 2)],
    });
    const changed = (at: number, value: number) => {
      const copy = bytes.slice();
      copy[at] = value;
      return copy.buffer;
    };
    expect(readSampleBlock(bytes.slice(0, -1).buffer)).toBeNull();
    expect(readSampleBlock(Uint8Array.of(...bytes, 0).buffer)).toBeNull();
    expect(readSampleBlock(new ArrayBuffer(5))).toBeNull();
    for (const [at, value] of [
      [0, 0],
      [4, 2],
      [5, 7],
      [6, 3],
      [16, 9],
    ] as const) {
      expect(readSampleBlock(changed(at, value))).toBeNull();
    }
  });

  it('of beats come back as they went', () => {
    const beats = { samples: Int32Array.of(5, 400, 43_000_000), kinds: Uint8Array.of(0, 1, 0) };
    const bytes = writeBeatBlock(beats);
    expect(readBeatBlock(bytes.buffer)).toEqual(beats);
    expect(readBeatBlock(bytes.slice(0, -1).buffer)).toBeNull();
  });
});
