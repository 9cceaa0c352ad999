// The worker from the sources in its npm package, against Debian's libraries. About seven minutes on two cores.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DEBIAN_PACKAGES, standInForSubprojects } from './debian-libraries.mjs';

/** Packages that are still to be installed, or null where there is no apt at all. */
export function missingPackages() {
  const known = spawnSync('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n'], {
    encoding: 'utf8',
  });
  if (known.status !== 0) return null;
  const have = new Set(
    known.stdout
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return DEBIAN_PACKAGES.filter((name) => !have.has(name));
}

/** Builds into `binary`. `log` receives what the compilers say. Throws with the step that failed. */
export function buildWorker(packageDir, binary, log) {
  const sources = mkdtempSync(path.join(os.tmpdir(), 'huizhen-worker-'));
  try {
    cpSync(path.join(packageDir, 'worker'), sources, { recursive: true });
    standInForSubprojects(sources);
    adapt(sources);
    compile(sources, log);
    install(path.join(sources, 'out/mediasoup-worker'), binary);
  } finally {
    rmSync(sources, { recursive: true, force: true });
  }
}

function adapt(sources) {
  // Debian 12 has 1.0; nothing of 1.1 is used
  replaceIn(path.join(sources, 'meson.build'), "'>= 1.1.0'", "'>= 1.0.0'");
  // Debian's OpenSSL knows kernel TLS. The callback answers 1 to every control call, which OpenSSL then takes for a kernel
  // socket, and dies in the first handshake. The operation is a set of bits: with & the call's own result is handed back.
  replaceIn(
    path.join(sources, 'src/RTC/DtlsTransport.cpp'),
    '(operationType == BIO_CB_RETURN)',
    '(operationType & BIO_CB_RETURN)',
  );
}

function replaceIn(file, text, by) {
  const before = readFileSync(file, 'utf8');
  if (!before.includes(text))
    throw new Error(`${path.basename(file)} has changed: look at ${text}`);
  writeFileSync(file, before.replace(text, by));
}

function compile(sources, log) {
  const run = (command, ...args) => {
    const { status, error } = spawnSync(command, args, {
      cwd: sources,
      stdio: ['ignore', log, log],
    });
    if (error) throw error;
    if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
  };
  run(
    'meson',
    ...['setup', '--wrap-mode=nodownload', '--buildtype=release', '-Db_ndebug=true'],
    ...['-Dms_disable_liburing=true', 'out', '.'],
  );
  run('ninja', '-C', 'out', 'fbs/FBS'); // generated headers first: the compilation does not wait for them by itself
  run('ninja', '-C', 'out', 'mediasoup-worker');
  run('strip', 'out/mediasoup-worker');
}

/** By renaming: a server that watches for the file never sees half of it. */
function install(built, binary) {
  const beside = `${binary}.new`;
  copyFileSync(built, beside);
  chmodSync(beside, 0o755);
  renameSync(beside, binary);
}
