import { readFileSync, readdirSync } from 'node:fs';

/**
 * Memory of a Chromium in MB: proportional set size of all its processes (pages shared between them count once), and what
 * scripts of `page` hold after a collection.
 */
export async function browserMemory(browserPid, page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session
    .send('Performance.enable')
    .then(() => session.send('Performance.getMetrics'));
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  await session.detach();
  const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize').value;
  return { allMB: processesMB(browserPid), heapMB: inMB(heap), nodes, listeners: jsEventListeners };
}

/** Keeps the largest value of `processesMB`, looked at four times a second. */
export function watchPeak(browserPid) {
  let peak = 0;
  const timer = setInterval(() => (peak = Math.max(peak, processesMB(browserPid))), 250);
  return { stop: () => (clearInterval(timer), peak) };
}

export function processesMB(root) {
  const children = new Map();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const parent = read(`/proc/${name}/stat`)
      ?.replace(/^.*\) \S+ /, '')
      .split(' ')[0];
    if (parent) children.set(parent, [...(children.get(parent) ?? []), name]);
  }
  const sum = (pid) =>
    pssOf(pid) + (children.get(pid) ?? []).reduce((total, child) => total + sum(child), 0);
  return inMB(sum(String(root)));
}

const pssOf = (pid) =>
  1024 * Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? '')?.[1] ?? 0);
const inMB = (bytes) => Math.round(bytes / 1e5) / 10;

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // ended while we looked
    return null;
  }
}
