import { mountLanes } from '../../renderer/adapters/ecgLanes/index';
import {
  createScene,
  stripBands,
  type SceneGround,
} from '../../renderer/features/ecg/day/laneScene';
import { createTileStore, tilesAround } from '../../renderer/features/ecg/day/tileStore';
import type { DayView } from '../../renderer/features/ecg/day/dayView';
import type { LaneSize, LaneSurface } from '../../renderer/ports/ecgLanes';
import { createSyntheticDay, UV_PER_UNIT, type Spike } from './syntheticDay';

/**
 * One redraw of a window of a long recording, three ways: ours from tiles, uPlot over the whole array, every sample as a
 * line. Each waits until the pixels are made, so that nobody's work is left to the frame after.
 */
const RATE_HZ = 500;
const WIDTH = 1200;
const HEIGHT = 600;

type Uplot = {
  setScale(key: string, limits: { min: number; max: number }): void;
  readonly ctx: CanvasRenderingContext2D;
};
declare global {
  var uPlot: new (options: object, data: unknown[], target: Element | null) => Uplot;
}

const settle = (context: CanvasRenderingContext2D): void => void context.getImageData(0, 0, 1, 1);

async function ours(
  hours: number,
  leads: number,
  spikes: readonly Spike[] = [],
  kind?: LaneSurface['kind'],
) {
  const day = createSyntheticDay({ hours, leads, spikes, events: 0 });
  const head = day.manifest.groups[0];
  const host = document.getElementById('ours');
  if (!head || !host) throw new Error('no place to draw');
  const channels = head.channels.map((_, index) => index);
  let arrived: () => void = () => undefined;
  const store = createTileStore({
    long: day.long,
    group: 0,
    head,
    channels,
    budgetBytes: 256 * 1024 ** 2,
    onChange: () => arrived(),
  });
  const ground: SceneGround = {
    head,
    store,
    channels: channels.map((index) => ({ at: index, index })),
    startOfDayS: 29_700,
    shiftedText: '',
  };
  const scene = createScene(ground);
  const size = await new Promise<{ size: LaneSize; surface: LaneSurface }>((resolve) => {
    const surface = mountLanes(host, (next) => resolve({ size: next, surface }), kind);
  });
  const contexts = [...host.querySelectorAll('canvas')].map((canvas) => canvas.getContext('2d'));
  const draw = (view: DayView): void => {
    const lanes = scene.lanes(stripBands(ground, view, size.size), 1, size.size);
    size.surface.draw({
      lanes,
      times: scene.times(view, size.size),
      marks: [],
      beats: [],
      notes: [],
    });
    for (const context of contexts) if (context) settle(context);
  };
  return {
    get kind() {
      return size.surface.kind;
    },
    /** Fetches what a window needs; drawing is measured without the network. */
    async load(view: DayView): Promise<void> {
      const from = view.startS * RATE_HZ;
      const to = from + view.spanS * RATE_HZ;
      const width = store.widthFor((to - from) / size.size.width);
      const needed = tilesAround(store, width, { from, to }, head.sampleCount);
      const isHere = () =>
        store.find(store.widthFor(Infinity), 0) !== null &&
        needed.every(
          (one) => store.find(one.width, one.index * store.tileSamples(width))?.width === width,
        );
      store.want(needed);
      while (!isHere()) await new Promise<void>((resolve) => (arrived = resolve));
    },
    draw,
    pixels: (): ImageData => {
      const context = contexts[1];
      if (!context) throw new Error('drawn by the graphics card');
      return context.getImageData(0, 0, size.size.width, size.size.height);
    },
    end: () => size.surface.dispose(),
  };
}

function naive(millivolts: Float32Array) {
  const canvas = document.getElementById('naive') as HTMLCanvasElement;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2D canvas');
  return {
    draw({ startS, spanS }: DayView): void {
      context.clearRect(0, 0, WIDTH, HEIGHT);
      const first = Math.max(0, Math.floor(startS * RATE_HZ));
      const last = Math.min(millivolts.length - 1, Math.ceil((startS + spanS) * RATE_HZ));
      context.beginPath();
      for (let at = first; at <= last; at++)
        context.lineTo(
          ((at / RATE_HZ - startS) / spanS) * WIDTH,
          HEIGHT / 2 - (millivolts[at] ?? 0) * 120,
        );
      context.stroke();
      settle(context);
    },
  };
}

function uplot(millivolts: Float32Array) {
  const seconds = Float64Array.from({ length: millivolts.length }, (_, at) => at / RATE_HZ);
  const plot = new uPlot(
    {
      width: WIDTH,
      height: HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false }, y: { range: [-3, 3] } },
      series: [{}, { stroke: '#101418', width: 1, points: { show: false } }],
    },
    [seconds, millivolts],
    document.getElementById('uplot'),
  );
  return {
    async draw({ startS, spanS }: DayView): Promise<void> {
      plot.setScale('x', { min: startS, max: startS + spanS });
      // uPlot commits in a microtask
      await Promise.resolve();
      settle(plot.ctx);
    },
  };
}

const millivoltsOf = (hours: number): Float32Array =>
  Float32Array.from(
    createSyntheticDay({ hours, leads: 2, events: 0 }).samples(1, 0, hours * 3600 * RATE_HZ),
    (value) => (value * UV_PER_UNIT) / 1000,
  );

/** Whether a spike planted at a sample stands in the pixels above every beat. */
function hasSpike(image: ImageData, column: number, row: number): boolean {
  for (let x = Math.max(0, column - 1); x <= Math.min(image.width - 1, column + 1); x++)
    if ((image.data[(row * image.width + x) * 4 + 3] ?? 0) > 60) return true;
  return false;
}

Object.assign(window, { drawBench: { ours, naive, uplot, millivoltsOf, hasSpike } });
