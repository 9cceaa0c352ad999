// A thin line between the browser and the servers: two network namespaces, the shaper between them (rate, delay, queue), the
// browser in one, relays to our loopback in the other. Needs root, iproute2, Python and the shaper beside the repository.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { join } from './join.mjs';

const SHAPER = path.resolve(import.meta.dirname, '../../../shared/tools/netshape.py');
const RELAY = path.resolve(import.meta.dirname, 'relay.mjs');
const FAR_ADDRESS = '10.99.0.2';

export const canShape = () =>
  process.getuid?.() === 0 && existsSync(SHAPER) && existsSync('/dev/net/tun');

/**
 * @param options.megabits Rate of each direction in Mbit/s.
 * @param options.rttMs Round trip in milliseconds without a queue.
 */
export async function openLine({ megabits, rttMs }) {
  const near = `hzn${process.pid}`;
  const far = `hzf${process.pid}`;
  const dir = await mkdtemp(path.join(os.tmpdir(), 'huizhen-line-'));
  const children = [];
  const start = async (command, args) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    await once(createInterface({ input: child.stdout }), 'line');
  };
  const shape = ['--a', near, '--b', far, '--rate', String(megabits), '--delay', String(rttMs / 2)];
  await start('python3', [SHAPER, ...shape]);
  const browser = path.join(dir, 'chromium');
  const chromium = process.env.HUIZHEN_CHROMIUM ?? '/usr/bin/chromium';
  await writeFile(browser, `#!/bin/sh\nexec ip netns exec ${near} ${chromium} "$@"\n`);
  await chmod(browser, 0o755);
  const bridges = [];
  return {
    /** The browser at the near end. */
    browser,
    /** @returns the address at which the browser finds a server of our loopback. */
    async reach(url) {
      const { hostname, port } = new URL(url);
      const socket = path.join(dir, `${port}.sock`);
      const bridge = createServer((from) => join(from, Number(port), hostname)).listen(socket);
      bridges.push(bridge);
      await once(bridge, 'listening');
      const relay = [process.execPath, RELAY, FAR_ADDRESS, port, socket];
      await start('ip', ['netns', 'exec', far, ...relay]);
      return `http://${FAR_ADDRESS}:${port}`;
    },
    async close() {
      for (const bridge of bridges) bridge.close();
      for (const child of children.reverse()) {
        child.kill('SIGTERM');
        if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      }
      for (const name of [near, far]) spawnSync('ip', ['netns', 'delete', name]);
      await rm(dir, { recursive: true, force: true });
    },
  };
}
