import type { RenderPath } from '../../ports/imageViewer';
import { choosePath } from './renderPath';

/** A graphics process that hangs must not keep the pictures away. */
const PATIENCE_MS = 4_000;
/** When the page has time to ask again. */
const LATER_MS = 10_000;
const STORAGE_KEY = 'huizhen.graphics';
/** What is kept where there is no WebGL 2. */
const NONE = 'none';

let known: Promise<RenderPath> | null = null;

/**
 * Which path draws fastest on this machine. The answer of the last visit counts, for asking takes as long as drawing a
 * picture; it is asked again later, so a new card or driver is noticed one visit late.
 */
export function fastestPath(): Promise<RenderPath> {
  known ??= ask().then(choosePath, () => 'cpu' as const);
  return known;
}

async function ask(): Promise<string | null> {
  const kept = localStorage.getItem(STORAGE_KEY);
  if (kept === null) return askNow();
  setTimeout(() => void askNow().catch(() => localStorage.removeItem(STORAGE_KEY)), LATER_MS);
  return kept === NONE ? null : kept;
}

async function askNow(): Promise<string | null> {
  const name = await rendererName();
  localStorage.setItem(STORAGE_KEY, name ?? NONE);
  return name;
}

/** What WebGL says it runs on, asked away from the page; `null` when there is no WebGL 2. */
function rendererName(): Promise<string | null> {
  const worker = new Worker(new URL('./graphicsProbe.worker.ts', import.meta.url), {
    type: 'module',
  });
  const answer = new Promise<string | null>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<string | null>) => resolve(data);
    worker.onerror = () => reject(new Error('the graphics card cannot be asked'));
    setTimeout(() => reject(new Error('the graphics card does not answer')), PATIENCE_MS);
  });
  return answer.finally(() => worker.terminate());
}
