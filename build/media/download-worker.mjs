// The worker as its makers publish it, where the internet can be reached.
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runsHere } from './worker-binary.mjs';

const ANSWER_WITHIN_MS = 15_000;
const WHOLE_WITHIN_MS = 120_000;

/** Names of the published archives for this machine, most particular first. */
function archiveNames(version) {
  const base = `mediasoup-worker-${version}-${process.platform}-${process.arch}`;
  // on Linux there is one for each generation of the kernel
  const kernel = process.platform === 'linux' ? `-kernel${os.release().split('.')[0]}` : '';
  return [...new Set([`${base}${kernel}.tgz`, `${base}.tgz`])];
}

/** Whether a worker that runs on this machine was fetched to `binary`. */
export async function downloadWorker(packageDir, binary) {
  const { version, repository } = JSON.parse(
    readFileSync(path.join(packageDir, 'package.json'), 'utf8'),
  );
  const releases =
    process.env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL ??
    `${repository.url.replace(/^git\+/, '').replace(/\.git$/, '')}/releases/download`;
  for (const name of archiveNames(version)) {
    const archive = await fetchArchive(`${releases}/${version}/${name}`);
    if (archive && unpack(archive, binary)) return true;
  }
  return false;
}

async function fetchArchive(address) {
  const aborter = new AbortController();
  const timers = [setTimeout(() => aborter.abort(), ANSWER_WITHIN_MS)];
  try {
    const response = await fetch(address, { signal: aborter.signal });
    if (!response.ok) return null;
    clearTimeout(timers[0]);
    timers.push(setTimeout(() => aborter.abort(), WHOLE_WITHIN_MS));
    return Buffer.from(await response.arrayBuffer());
  } catch {
    return null; // no internet, or not from here: the caller builds
  } finally {
    timers.forEach(clearTimeout);
  }
}

function unpack(archive, binary) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'huizhen-worker-'));
  try {
    writeFileSync(path.join(folder, 'worker.tgz'), archive);
    const { status } = spawnSync('tar', ['-xzf', 'worker.tgz'], { cwd: folder, stdio: 'ignore' });
    const name = process.platform === 'win32' ? 'mediasoup-worker.exe' : 'mediasoup-worker';
    const fetched = path.join(folder, name);
    if (status !== 0) return false;
    chmodSync(fetched, 0o755);
    if (!runsHere(fetched)) return false;
    copyFileSync(fetched, binary);
    return true;
  } catch {
    return false; // an archive of another make
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
