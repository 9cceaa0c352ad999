// Where the media worker lies, and whether it runs here. No dependencies: read before `npm ci` too.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Newest mediasoup that runs on Node 20; `server/package.json` pins the same. */
export const WORKER_VERSION = '3.19.3';

/** A folder of the person, not of the clone: a second clone, or `npm ci`, finds the worker there. */
const cacheDir = () =>
  process.env.XDG_CACHE_HOME ||
  process.env.LOCALAPPDATA ||
  (process.platform === 'darwin'
    ? path.join(os.homedir(), 'Library/Caches')
    : path.join(os.homedir(), '.cache'));

/** The binary the server starts. A site that brings its own names it in mediasoup's own variable. */
export const workerBinary = () =>
  process.env.MEDIASOUP_WORKER_BIN ??
  path.join(
    cacheDir(),
    'huizhen',
    `mediasoup-worker-${WORKER_VERSION}-${process.platform}-${process.arch}` +
      (process.platform === 'win32' ? '.exe' : ''),
  );

/** Started without its parent's variable the worker ends with 41; anything else means that it cannot run here. */
export function runsHere(binary) {
  return existsSync(binary) && spawnSync(binary, [], { stdio: 'ignore', env: {} }).status === 41;
}

const lockOf = (binary) => `${binary}.lock`;

/** One build at a time for all clones of a person. Returns how to let go, or null when somebody else is at it. */
export function takeLock(binary) {
  const lock = lockOf(binary);
  mkdirSync(path.dirname(binary), { recursive: true });
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (isBeingPrepared(binary)) return null;
    writeFileSync(lock, String(process.pid));
  }
  return () => rmSync(lock, { force: true });
}

/** Whether a living process prepares it; the lock of a dead one counts for nothing. */
export function isBeingPrepared(binary) {
  try {
    process.kill(Number(readFileSync(lockOf(binary), 'utf8')), 0);
    return true;
  } catch {
    return false; // no lock, or nobody behind it
  }
}
