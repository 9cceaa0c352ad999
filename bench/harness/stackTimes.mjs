// When did which picture of a series arrive, coarse and without loss? From the browser's own log of the stack requests, and
// the same answers read again at leisure to know which byte ends which part.
import { build } from 'esbuild';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const outfile = path.join(root, 'dist/bench/stackStream.mjs');
await build({
  entryPoints: [path.join(root, 'shared/domain/imaging/stackStream.ts')],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
});
const { StackReader } = await import(outfile);

/** Watches a page. Times are milliseconds since the first request of the page. */
export async function watchStacks(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable', { maxPostDataSize: 4_000_000 });
  const stacks = new Map();
  let zero = null;
  session.on('Network.requestWillBeSent', ({ requestId, request, timestamp }) => {
    zero ??= timestamp;
    if (!new URL(request.url).pathname.endsWith('/stack')) return;
    stacks.set(requestId, { url: request.url, body: request.postData, arrivals: [], bytes: 0 });
  });
  session.on('Network.dataReceived', ({ requestId, dataLength, timestamp }) => {
    const stack = stacks.get(requestId);
    if (!stack) return;
    stack.bytes += dataLength;
    stack.arrivals.push([stack.bytes, (timestamp - zero) * 1000]);
  });
  return {
    /** @returns per frame, `coarseMs` and `losslessMs`. */
    async frames(origin, headers) {
      const frames = new Map();
      for (const stack of stacks.values()) await readAgain(stack, { origin, headers, frames });
      return [...frames.values()];
    },
    bytes: () => [...stacks.values()].reduce((sum, { bytes }) => sum + bytes, 0),
    requests: () => stacks.size,
  };
}

async function readAgain(stack, { origin, headers, frames }) {
  const asked = JSON.parse(stack.body);
  const response = await fetch(origin + new URL(stack.url).pathname, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: stack.body,
  });
  if (!response.ok) throw new Error(`${stack.url}: ${response.status}`);
  const reader = new StackReader();
  let end = 0;
  for (const part of reader.push(new Uint8Array(await response.arrayBuffer()))) {
    end += 24 + part.transferSyntaxUid.length + part.bytes.length;
    const arrival = stack.arrivals.find(([bytes]) => bytes >= end);
    // given up by the reader before it came
    if (!arrival) return;
    if (part.kind === 'failed') throw new Error(`a frame of ${stack.url} cannot be had`);
    const [instance, number] = asked.wants[part.want];
    const key = `${asked.instances[instance]}/${number}`;
    const frame = frames.get(key) ?? { coarseMs: arrival[1], losslessMs: null };
    if (part.kind === 'stored' || part.offset + part.bytes.length >= part.total)
      frame.losslessMs ??= arrival[1];
    frames.set(key, frame);
  }
}
