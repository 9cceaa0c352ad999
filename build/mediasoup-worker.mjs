// Prepares the media worker, once per person and version: the published one where it can be downloaded, else built from the
// sources in its npm package. Says what it does; ends with 1 and the reason when neither is possible.
//
//   node build/mediasoup-worker.mjs            what can be done without asking for a password
//   node build/mediasoup-worker.mjs --install  also installs the compilers, with sudo where needed (npm test)
import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildWorker, missingPackages } from './media/build-worker.mjs';
import { downloadWorker } from './media/download-worker.mjs';
import { isBeingPrepared, runsHere, takeLock, workerBinary } from './media/worker-binary.mjs';
import { root, say } from './setup.mjs';

/** mediasoup hides its package.json behind `exports`; its main file lies in `node/lib`. */
function packageDir() {
  const main = createRequire(path.join(root, 'server/package.json')).resolve('mediasoup');
  return main.slice(0, main.lastIndexOf(`${path.sep}node${path.sep}lib${path.sep}`));
}

export async function prepareWorker({ mayAskForPassword }) {
  const binary = workerBinary();
  if (runsHere(binary)) return binary;
  const release = takeLock(binary);
  if (!release) return waitForOther(binary);
  try {
    await obtain(binary, mayAskForPassword);
    return binary;
  } finally {
    release();
  }
}

async function obtain(binary, mayAskForPassword) {
  say('媒体组件：尝试下载… media component: looking for a published one…');
  if (await downloadWorker(packageDir(), binary)) return;
  const missing = missingPackages();
  if (!missing)
    throw new Error('no published worker for this machine, and no Debian to build it on');
  if (missing.length > 0) installDebianPackages(missing, mayAskForPassword);
  const log = `${binary}.log`;
  say(
    `媒体组件：从源码构建，约 7 分钟，日志 building it from its sources, about 7 minutes; log: ${log}`,
  );
  const sink = openSync(log, 'w');
  try {
    buildWorker(packageDir(), binary, sink);
  } finally {
    closeSync(sink);
  }
  if (!runsHere(binary)) throw new Error(`the worker was built and does not run: ${binary}`);
}

function installDebianPackages(missing, mayAskForPassword) {
  const sudo = process.getuid?.() === 0 ? [] : mayAskForPassword ? ['sudo'] : ['sudo', '-n'];
  const apt = (...args) => {
    const [command, ...rest] = [...sudo, 'apt-get', ...args];
    const { status } = spawnSync(command, rest, {
      stdio: ['inherit', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (status !== 0)
      throw new Error(`to build it: sudo apt-get install ${missing.join(' ')}, then start again`);
  };
  say(`媒体组件：安装 installing ${missing.join(' ')}`);
  apt('update', '-qq');
  apt('install', '-y', '-qq', '--no-install-recommends', ...missing);
}

async function waitForOther(binary) {
  say('媒体组件：另一个进程正在准备，等待中… another process prepares it, waiting…');
  while (isBeingPrepared(binary)) await new Promise((resolve) => setTimeout(resolve, 2_000));
  if (!runsHere(binary)) throw new Error('the other process did not succeed');
  return binary;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    const began = Date.now();
    const binary = await prepareWorker({ mayAskForPassword: process.argv.includes('--install') });
    const seconds = Math.round((Date.now() - began) / 1000);
    say(`媒体组件已就绪 media component ready (${seconds} s): ${binary}`);
  } catch (error) {
    say(`媒体组件不可用 media component unavailable: ${error.message}`);
    process.exitCode = 1;
  }
}
