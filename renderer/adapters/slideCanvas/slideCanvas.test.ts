import { describe, expect, it } from 'vitest';
import type { SlideManifest } from '../../../shared/domain/slide/manifest';
import { tilePartHeader } from '../../../shared/domain/slide/tileStream';
import { tileKey, type TileAddress } from '../../../shared/domain/slide/tiles';
import type { TileFetcher } from '../../ports/slideViewer';
import { colourTable, transferValues } from './colour';
import { glide } from './glide';
import { TileLoader } from './tileLoader';
import { overviewTiles, tilePlan } from './tilePlan';
import { TileStore } from './tileStore';

const level = (width: number, height: number) => ({
  width,
  height,
  tileWidth: 256,
  tileHeight: 256,
  made: 'file' as const,
});
const slide: SlideManifest = {
  recordId: '00000000-0000-4000-8000-000000000001',
  slideId: 'file',
  title: '',
  revision: 'r',
  format: 'TIFF',
  width: 40_000,
  height: 30_000,
  micronsPerPixel: { x: 0.25, y: 0.25 },
  objectivePower: 40,
  levels: [level(40_000, 30_000), level(10_000, 7500), level(2500, 1875), level(400, 300)],
  preparing: null,
  transcoded: false,
  associated: [],
  focalPlanes: 1,
  opticalPaths: 1,
};
const box = { width: 1000, height: 600 };
const view = { centre: { x: 20_000, y: 15_000 }, zoom: 1, rotation: 0 };
const still = { pixelRatio: 1, isFast: false };

describe('what a view fetches', () => {
  it('begins with the overview, which stands in for everything', () => {
    const { wanted } = tilePlan(slide, view, box, still);
    expect(wanted.slice(0, 4)).toEqual(overviewTiles(slide));
    expect(overviewTiles(slide)).toHaveLength(4);
  });

  it('is what the screen can show and no finer, the middle first', () => {
    const { level: index, target } = tilePlan(slide, { ...view, zoom: 0.25 }, box, still);
    expect(index).toBe(1);
    expect(target.every((tile) => tile.level === 1)).toBe(true);
    expect(target[0]).toEqual({ level: 1, x: 19, y: 14 });
    expect(tilePlan(slide, { ...view, zoom: 0.25 }, box, { ...still, pixelRatio: 4 }).level).toBe(
      0,
    );
  });

  it('is only coarse while the slide flies past', () => {
    const { target, wanted } = tilePlan(slide, view, box, { ...still, isFast: true });
    expect(target[0]?.level).toBe(0);
    expect(new Set(wanted.map((tile) => tile.level))).toEqual(new Set([3, 1]));
  });
});

describe('gliding', () => {
  it('arrives, and keeps the place under the pointer on the way', () => {
    const to = { centre: { x: 22_000, y: 15_000 }, zoom: 4, rotation: 0 };
    // the place whose distance from the centre goes with 1/zoom stays where it is
    const fixedAt = (at: typeof view) => (22_666.666 - at.centre.x) * at.zoom;
    let now = view;
    for (let n = 0; n < 200 && now !== to; n++) {
      now = glide(now, to, 16);
      expect(Math.abs(fixedAt(now) - fixedAt(view))).toBeLessThan(2);
    }
    expect(now).toBe(to);
  });

  it('turns the short way round', () => {
    const step = glide({ ...view, rotation: 350 }, { ...view, rotation: 10 }, 16);
    expect(step.rotation > 350 || step.rotation < 10).toBe(true);
  });
});

describe('colours', () => {
  it('are as scanned without an adjustment', () => {
    const table = colourTable({ brightness: 1, contrast: 1, gamma: 1 });
    expect([...table]).toEqual(Array.from({ length: 256 }, (_, n) => n));
    expect(transferValues({ brightness: 1, contrast: 1, gamma: 1 })).toMatch(
      /^0\.0000 .* 1\.0000$/,
    );
  });

  it('brighten by gamma without burning out', () => {
    const table = colourTable({ brightness: 1, contrast: 1, gamma: 2 });
    expect([table[0], (table[64] ?? 0) > 100, table[255]]).toEqual([0, true, 255]);
  });
});

const bitmap = (): ImageBitmap => {
  const made = {
    width: 256,
    height: 256,
    isClosed: false,
    close: () => void (made.isClosed = true),
  };
  return made;
};
const isClosed = (picture: ImageBitmap) => (picture as unknown as { isClosed: boolean }).isClosed;

describe('decoded tiles', () => {
  const at = (x: number): TileAddress => ({ level: 0, x, y: 0 });

  it('go when the budget is spent, the longest unused first, never the overview', () => {
    const store = new TileStore(256 * 256 * 4 * 3);
    store.pin([at(0)]);
    const pictures = [0, 1, 2].map(() => bitmap());
    for (const [x, picture] of pictures.entries()) store.put(at(x), picture);
    store.picture(at(1));
    store.put(at(3), bitmap());
    expect([0, 1, 2, 3].map((x) => store.has(at(x)))).toEqual([true, true, false, true]);
    expect(pictures.map(isClosed)).toEqual([false, false, true]);
  });

  it('that failed are asked for again later, a few times', () => {
    const store = new TileStore(1e9);
    const asked: number[] = [];
    for (let now = 0; now < 500_000; now += 500) {
      if (!store.isMissing(at(0), now)) continue;
      asked.push(now);
      store.fail(at(0), now);
    }
    expect(asked).toEqual([0, 2000, 12_000, 72_000]);
  });
});

type Sent = {
  readonly tiles: readonly TileAddress[];
  readonly signal: AbortSignal;
  send(count: number): void;
  end(): void;
  fail(): void;
};

/** A server that sends tiles when told to. */
function fakeServer() {
  const requests: Sent[] = [];
  const fetchTiles: TileFetcher = (_slide, tiles, signal) =>
    new Promise((resolve, reject) => {
      let sent = 0;
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          signal.addEventListener('abort', () => {
            controller.error(new Error('aborted'));
            reject(new Error('aborted'));
          });
          requests.push({
            tiles,
            signal,
            send(count) {
              for (const tile of tiles.slice(sent, sent + count)) {
                controller.enqueue(tilePartHeader(tile, sent, { mime: 'image/jpeg', length: 1 }));
                controller.enqueue(new Uint8Array([sent]));
                sent += 1;
              }
            },
            end: () => controller.close(),
            fail: () => controller.error(new Error('line')),
          });
        },
      });
      resolve(new Response(body));
    });
  return { requests, fetchTiles };
}

const tiles = (from: number, count: number): TileAddress[] =>
  Array.from({ length: count }, (_, n) => ({ level: 0, x: from + n, y: 0 }));
const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('requests', () => {
  function start() {
    const server = fakeServer();
    const came: string[] = [];
    const stalled: boolean[] = [];
    const loader = new TileLoader(slide, server.fetchTiles, {
      onTile: (tile, { kind }) => came.push(`${tileKey(tile)} ${kind}`),
      onStale: () => came.push('stale'),
      onStalled: (isStalled) => stalled.push(isStalled),
    });
    return { ...server, came, stalled, loader };
  }

  it('are two at a time, each of a few tiles, in the order wanted', async () => {
    const { requests, loader, came } = start();
    loader.want(tiles(0, 20));
    expect(requests.map((request) => request.tiles.map(({ x }) => x))).toEqual([
      [0, 1, 2, 3, 4, 5, 6, 7],
      [8, 9, 10, 11, 12, 13, 14, 15],
    ]);
    requests[0]?.send(8);
    requests[0]?.end();
    await turn();
    expect(came).toHaveLength(8);
    expect(requests[2]?.tiles.map(({ x }) => x)).toEqual([16, 17, 18, 19]);
    loader.dispose();
  });

  it('end when nothing of what they would bring is wanted any more', async () => {
    const { requests, loader } = start();
    loader.want(tiles(0, 16));
    loader.want([...tiles(4, 2), ...tiles(100, 8)]);
    await turn();
    expect(requests.slice(0, 2).map(({ signal }) => signal.aborted)).toEqual([false, true]);
    expect(requests[2]?.tiles.map(({ x }) => x)).toEqual([100, 101, 102, 103, 104, 105, 106, 107]);
    loader.dispose();
  });

  it('never take one tile for another', async () => {
    const wrong: TileFetcher = async () =>
      new Response(
        new Uint8Array([
          ...tilePartHeader({ level: 0, x: 5, y: 5 }, 0, { mime: 'image/jpeg', length: 0 }),
        ]),
      );
    const came: string[] = [];
    const stalled: boolean[] = [];
    const loader = new TileLoader(slide, wrong, {
      onTile: (tile) => came.push(tileKey(tile)),
      onStale: () => undefined,
      onStalled: (now) => stalled.push(now),
    });
    loader.want(tiles(0, 1));
    await turn();
    expect([came, stalled]).toEqual([[], [true]]);
    loader.dispose();
  });

  it('pause when the line is lost, and say so', async () => {
    const { requests, loader, stalled } = start();
    loader.want(tiles(0, 4));
    requests[0]?.fail();
    await turn();
    expect([stalled, requests.length]).toEqual([[true], 1]);
    loader.dispose();
  });

  it('ask for the slide anew when its address is no longer good', async () => {
    const came: string[] = [];
    const loader = new TileLoader(slide, async () => new Response(null, { status: 409 }), {
      onTile: () => undefined,
      onStale: () => came.push('stale'),
      onStalled: () => undefined,
    });
    loader.want(tiles(0, 1));
    await turn();
    expect(came[0]).toBe('stale');
    loader.dispose();
  });
});
