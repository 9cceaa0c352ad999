import { describe, expect, it, vi } from 'vitest';
import { levelWidths } from '../../../../shared/domain/ecg/buckets';
import { makeColumns } from '../../../../shared/domain/ecg/columns';
import { appError, type AppError } from '../../../../shared/domain/errors';
import { err, ok, type Result } from '../../../../shared/lib/result';
import type { SampleBlock } from '../../../../shared/domain/ecg/sampleBlock';
import type { BlockRequest } from '../../../ports/ecgSource';
import { fillLane, NOT_HERE } from './laneColumns';
import { createTileStore, tilesAround } from './tileStore';

const SAMPLES = 4_000_000;
const head = { sampleCount: SAMPLES, levels: levelWidths(SAMPLES) };

type Pending = {
  readonly request: BlockRequest;
  readonly signal: AbortSignal;
  readonly answer: (result?: Result<SampleBlock, AppError>) => void;
};

/** Sample n has the value n modulo 1000; answers come when the test says so. */
function server(budgetBytes = 10_000_000, channels: readonly number[] = [0, 1]) {
  const pending: Pending[] = [];
  const onChange = vi.fn();
  const store = createTileStore({
    long: {
      block: (request, signal) =>
        new Promise((resolve) => {
          pending.push({
            request,
            signal,
            answer: (result) => resolve(result ?? ok(blockOf(request))),
          });
        }),
    },
    group: 0,
    head,
    channels,
    budgetBytes,
    onChange,
  });
  const settle = async (): Promise<void> => {
    while (pending.length > 0) {
      pending.shift()?.answer();
      await new Promise((resolve) => setTimeout(resolve));
    }
  };
  return { store, pending, onChange, settle };
}

function blockOf({ from, count, bucketSamples, channels, group }: BlockRequest): SampleBlock {
  const values = channels.map(() =>
    bucketSamples === 1
      ? Int16Array.from({ length: count }, (_, at) => (from + at) % 1000)
      : Int16Array.from({ length: 2 * count }, (_, at) => (at % 2 === 0 ? 0 : 999)),
  );
  return {
    content: bucketSamples === 1 ? 'samples' : 'minMax',
    group,
    bucketSamples,
    from,
    count,
    channels,
    values,
  };
}

const lane = (
  store: ReturnType<typeof server>['store'],
  from: number,
  spc: number,
  width = 100,
) => {
  const columns = makeColumns(width);
  fillLane(
    columns,
    store,
    head,
    { at: 0, padding: null },
    {
      firstSample: from,
      samplesPerColumn: spc,
      width,
    },
  );
  return columns;
};

describe('tiles of a long recording', () => {
  it('begin with the whole recording in few buckets', async () => {
    const { store, pending } = server();
    store.want([]);
    expect(pending).toHaveLength(1);
    const { count, bucketSamples } = pending[0]?.request ?? { count: 0, bucketSamples: 0 };
    expect(count * bucketSamples).toBeGreaterThanOrEqual(SAMPLES);
    expect(count).toBeLessThanOrEqual(2048);
  });

  it('are asked for by powers of two that the server keeps or can merge', () => {
    const { store } = server();
    expect([0.3, 1, 3.9, 17, 5000].map((spc) => store.widthFor(spc))).toEqual([1, 1, 2, 16, 2048]);
    expect(store.widthFor(1e9)).toBe(2048);
  });

  it('show the coarser ones, marked, until the finer are there', async () => {
    const { store, settle, pending } = server();
    expect([...lane(store, 1000, 1).coarse]).toContain(NOT_HERE);
    store.want([]);
    await settle();
    const coarse = lane(store, 1000, 1);
    expect([coarse.max[50], coarse.coarse[50]]).toEqual([999, 1]);
    store.want(tilesAround(store, 1, { from: 1000, to: 1100 }, SAMPLES));
    expect(pending.length).toBeGreaterThan(0);
    await settle();
    const fine = lane(store, 1000, 1);
    expect([fine.coarse.includes(1), fine.max[50]]).toEqual([false, 51]);
  });

  it('are given up when nobody looks any more, and fetched when somebody does again', async () => {
    const { store, pending, settle } = server();
    store.want([]);
    await settle();
    const far = tilesAround(store, 1, { from: 3_000_000, to: 3_000_100 }, SAMPLES);
    store.want(far);
    const asked = [...pending];
    store.want([]);
    expect(asked.every(({ signal }) => signal.aborted)).toBe(true);
    store.want(far);
    expect(pending.length).toBeGreaterThan(asked.length);
  });

  it('never run more than a few requests at once', () => {
    const { store, pending } = server();
    store.want(tilesAround(store, 1, { from: 0, to: 200_000 }, SAMPLES));
    expect(pending).toHaveLength(4);
  });

  it('keep to their budget, lose the ones not used for longest, and keep the overview', async () => {
    const { store, settle } = server(200_000);
    for (let from = 0; from < 1_000_000; from += 50_000) {
      store.want(tilesAround(store, 1, { from, to: from + 100 }, SAMPLES));
      await settle();
    }
    expect(store.bytes()).toBeLessThanOrEqual(200_000);
    expect(store.find(1, 950_000)?.width).toBe(1);
    expect(store.find(1, 0)?.width).toBe(2048);
  });

  it('say why something did not come, and ask again when told to', async () => {
    const { store, pending, settle, onChange } = server();
    store.want([]);
    pending.shift()?.answer(err(appError('unavailable', 'net.offline')));
    await new Promise((resolve) => setTimeout(resolve));
    expect(store.error()?.code).toBe('net.offline');
    expect(onChange).toHaveBeenCalled();
    expect(pending).toHaveLength(0);
    store.retry();
    await settle();
    expect(store.error()).toBeNull();
    expect(store.find(1, 0)).not.toBeNull();
  });

  it('meet without a gap where one ends and the next begins', async () => {
    const { store, settle } = server();
    const edge = store.tileSamples(1);
    store.want(tilesAround(store, 1, { from: edge - 50, to: edge + 50 }, SAMPLES));
    await settle();
    const { min, max } = lane(store, edge - 10, 0.2);
    expect([...min].every((low, column) => low <= (max[column] ?? -1))).toBe(true);
    expect(max[50]).toBeGreaterThanOrEqual(edge % 1000);
  });

  it('answer nothing after they were let go', async () => {
    const { store, pending, onChange } = server();
    store.want([]);
    const [asked] = pending;
    store.dispose();
    expect(asked?.signal.aborted).toBe(true);
    asked?.answer();
    await new Promise((resolve) => setTimeout(resolve));
    expect(onChange).not.toHaveBeenCalled();
    expect(store.bytes()).toBe(0);
  });
});
