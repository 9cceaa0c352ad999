import { loadCornerstoneViewer } from '../../renderer/adapters/cornerstone/index';
import type {
  DicomWebFetcher,
  ImageViewer,
  RenderPath,
  ViewportHandle,
} from '../../renderer/ports/imageViewer';
import { dicomJsonSchema } from '../../shared/domain/imaging/dicomJson';
import { displaySetsOf, type DisplaySet } from '../../shared/domain/imaging/displaySet';

const fetcher: DicomWebFetcher = (path, { accept, signal }) =>
  fetch(`/dicom-web${path}`, { headers: { accept }, ...(signal && { signal }) });

type Bench = {
  start: (path?: RenderPath, loadTimeoutMs?: number) => Promise<{ path: RenderPath; ms: number }>;
  sets: (study: string) => Promise<readonly DisplaySet[]>;
  open: (
    study: string,
    setIndex: number,
    startIndex?: number,
  ) => Promise<{ ms: number; errors: unknown[] }>;
  /** Gives everything back and starts with an empty memory. */
  restart: () => Promise<void>;
  handle: ViewportHandle;
  events: { name: string; value: unknown }[];
  scrollFps: (count: number) => Promise<{ fps: number; p95: number; wrong: number }>;
};

const events: Bench['events'] = [];
let viewer: ImageViewer | null = null;

const bench: Partial<Bench> = { events };
let started: Parameters<Bench['start']> = [];
bench.start = async (renderPath, loadTimeoutMs) => {
  started = [...(renderPath ? [renderPath, loadTimeoutMs] : [])] as typeof started;
  const root = document.getElementById('root') as HTMLDivElement;
  root.style.cssText = 'position:absolute;inset:0';
  const from = performance.now();
  viewer = await loadCornerstoneViewer({
    fetcher,
    measurementText: (value) => [JSON.stringify(value)],
    ...(renderPath && { renderPath }),
    ...(loadTimeoutMs && { loadTimeoutMs }),
  });
  const handle = viewer.mount(root, 'a');
  for (const name of ['change', 'measurement', 'error', 'imageLoaded', 'progress'] as const) {
    handle.on(name, (value: unknown) => events.push({ name, value }));
  }
  bench.handle = handle;
  return { path: viewer.renderPath, ms: performance.now() - from };
};
bench.restart = async () => {
  viewer?.dispose();
  await bench.start?.(...started);
};
bench.sets = async (study) => {
  const answer: unknown = await (
    await fetcher(`/studies/${study}/series`, { accept: 'application/dicom+json' })
  ).json();
  const series = dicomJsonSchema
    .array()
    .parse(answer)
    .map((s) => String(s['0020000E']?.Value?.[0]));
  const lists = await Promise.all(
    series.map(async (uid) => {
      const path = `/studies/${study}/series/${uid}/metadata`;
      const json: unknown = await (
        await fetcher(path, { accept: 'application/dicom+json' })
      ).json();
      return displaySetsOf(study, uid, dicomJsonSchema.array().parse(json));
    }),
  );
  return lists.flat();
};
bench.open = async (study, setIndex, startIndex = 0) => {
  const set = (await bench.sets?.(study))?.[setIndex];
  if (!set || !bench.handle) throw new Error('no such set');
  events.length = 0;
  const from = performance.now();
  await bench.handle.show(set, startIndex);
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const errors = events
    .filter(({ name, value }) => name === 'error' && value !== null)
    .map(({ value }) => value);
  return { ms: performance.now() - from, errors };
};
/** Steps through the stack as fast as pictures are painted; `wrong` counts states whose index is not the one painted. */
bench.scrollFps = async (count) => {
  const handle = bench.handle as ViewportHandle;
  const total = handle.getState()?.count ?? 1;
  const times: number[] = [];
  let wrong = 0;
  for (let i = 0; i < count; i += 1) {
    const from = performance.now();
    const target = (i + 1) % total;
    handle.setIndex(target);
    await new Promise<void>((resolve) => {
      const off = handle.on('change', (state) => {
        if (state?.index !== target || state.pendingIndex !== null) return;
        off();
        resolve();
      });
    });
    const state = handle.getState();
    if (state?.index !== target) wrong += 1;
    times.push(performance.now() - from);
  }
  const sorted = [...times].sort((a, b) => a - b);
  const sum = times.reduce((a, b) => a + b, 0);
  return { fps: (1000 * count) / sum, p95: sorted[Math.floor(count * 0.95)] ?? 0, wrong };
};
Object.assign(window, { bench });
