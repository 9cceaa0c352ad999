import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clearColumns, joinColumns, makeColumns, widenColumns, type SampleRun } from './columns';

function columnsOf(
  run: SampleRun,
  width: number,
  scale: { firstSample?: number; samplesPerColumn: number; padding?: number | null },
) {
  const columns = makeColumns(width);
  clearColumns(columns);
  widenColumns(columns, run, { firstSample: 0, padding: null, ...scale }, 0, width);
  return columns;
}

const samples = (values: number[], from = 0): SampleRun => ({
  from,
  bucketSamples: 1,
  values: Int16Array.from(values),
});

const buckets = (values: number[], bucketSamples: number, from = 0): SampleRun => ({
  from,
  bucketSamples,
  values: Int16Array.from(
    Array.from({ length: Math.ceil(values.length / bucketSamples) }, (_, index) => {
      const part = values.slice(index * bucketSamples, (index + 1) * bucketSamples);
      return [Math.min(...part), Math.max(...part)];
    }).flat(),
  ),
});

describe('pixel columns', () => {
  it('hold the lowest and highest sample under them', () => {
    const { min, max } = columnsOf(samples([0, 5, -3, 2, 9, 1]), 2, { samplesPerColumn: 3 });
    expect([...max]).toEqual([5, 9]);
    expect(min[0]).toBe(-3);
  });

  it('follow the line between samples that are further apart than a pixel', () => {
    const { min, max } = columnsOf(samples([0, 10]), 10, { samplesPerColumn: 0.1 });
    expect([min[0], max[0]]).toEqual([0, expect.closeTo(1, 5)]);
    expect([min[9], max[9]]).toEqual([expect.closeTo(9, 5), expect.closeTo(10, 5)]);
  });

  it('stay empty where nothing was recorded', () => {
    const { min, max } = columnsOf(samples([1, -9, -9, 4]), 4, {
      samplesPerColumn: 1,
      padding: -9,
    });
    expect([1, 2].map((column) => (min[column] ?? 0) > (max[column] ?? 0))).toEqual([true, true]);
    expect([max[0], max[3]]).toEqual([1, 4]);
    const empty = columnsOf({ from: 0, bucketSamples: 2, values: Int16Array.from([1, -1]) }, 1, {
      samplesPerColumn: 2,
    });
    expect(empty.min[0]).toBe(Infinity);
  });

  it('say where they were filled from coarser data', () => {
    const run = buckets([1, 2, 3, 4], 4);
    expect([...columnsOf(run, 4, { samplesPerColumn: 1 }).coarse]).toEqual([1, 1, 1, 1]);
    expect([...columnsOf(run, 1, { samplesPerColumn: 4 }).coarse]).toEqual([0]);
  });

  it('touch their neighbours, so that a step is a line', () => {
    const columns = columnsOf(buckets([0, 0, 7, 7], 2), 2, { samplesPerColumn: 2 });
    joinColumns(columns);
    expect([columns.min[1], columns.max[1]]).toEqual([0, 7]);
  });

  it('show a spike of one sample wherever it lies and whatever the zoom', () => {
    fc.assert(
      fc.property(
        fc.nat(9999),
        fc.double({ min: 0.02, max: 400, noNaN: true }),
        fc.double({ min: -50, max: 50, noNaN: true }),
        fc.integer({ min: 0, max: 6 }),
        (at, samplesPerColumn, offset, power) => {
          const values = Array.from({ length: 10_000 }, (_, index) => (index === at ? 100 : 0));
          const bucketSamples = 2 ** power;
          const run = bucketSamples === 1 ? samples(values) : buckets(values, bucketSamples);
          const width = 1000;
          // the window has the spike in it, anywhere
          const firstSample = at - (width / 2 + offset) * samplesPerColumn;
          const { max } = columnsOf(run, width, { firstSample, samplesPerColumn });
          // on the very border of two columns, rounding may choose either
          const place = (at - firstSample) / samplesPerColumn;
          return [place - 1e-6, place + 1e-6].some((one) => max[Math.floor(one)] === 100);
        },
      ),
      { numRuns: 300 },
    );
  });
});
