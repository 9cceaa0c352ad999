import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const READY_WITHIN_MS = 120_000;

export type DemoServer = {
  readonly url: string;
  readonly dataDir: string;
  /** SIGTERM, then a new process on the same data and the same port. */
  restart(whileDown?: () => Promise<void>): Promise<void>;
  /** Stops it, proves that its database went with it, and removes the data. */
  stop(): Promise<void>;
};

type Environment = Readonly<Record<string, string>>;

/**
 * The built server in demo mode, as `npm start` runs it, on a port of its own and with data of its own.
 *
 * @param env Further settings, `HUIZHEN_…`.
 */
export async function startDemoServer(env: Environment = {}): Promise<DemoServer> {
  for (const built of ['dist/server/main.mjs', 'dist/renderer/index.html']) {
    if (!existsSync(path.join(ROOT, built))) throw new Error(`${built} is missing: npm run build`);
  }
  const dataDir = await mkdtemp(path.join(tmpdir(), 'huizhen-e2e-'));
  let running = await launch(dataDir, 0, env).catch(async (error: unknown) => {
    await rm(dataDir, { recursive: true, force: true });
    throw error;
  });
  return {
    url: running.url,
    dataDir,
    async restart(whileDown) {
      await end(running.child, dataDir);
      await whileDown?.();
      running = await launch(dataDir, Number(new URL(running.url).port), env);
    },
    async stop() {
      await end(running.child, dataDir);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function launch(
  dataDir: string,
  port: number,
  env: Environment,
): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['--enable-source-maps', 'dist/server/main.mjs'], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      HUIZHEN_DEMO: '1',
      HUIZHEN_LOG: 'warn',
      HUIZHEN_PORT: String(port),
      HUIZHEN_DATA: dataDir,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`server: ${why}\n${output.slice(-4000)}`));
    const timer = setTimeout(() => {
      child.kill('SIGTERM');
      fail('not ready in time');
    }, READY_WITHIN_MS);
    const take = (chunk: string) => {
      output += chunk;
      const url = /^ready: (\S+)$/m.exec(output)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve({ child, url });
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with ${String(code)}`);
    });
  });
}

async function end(child: ChildProcess, dataDir: string): Promise<void> {
  if (child.exitCode !== null) throw new Error(`server had already ended with ${child.exitCode}`);
  const database = await databasePid(dataDir);
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const code = await exited;
  if (code !== 0) throw new Error(`server ended with ${String(code)} on SIGTERM`);
  if (isAlive(database)) throw new Error(`the server's database (${database}) survived it`);
}

/** First line of PostgreSQL's lock file is the process that owns the cluster. */
async function databasePid(dataDir: string): Promise<number> {
  const lock = await readFile(path.join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8');
  return Number(lock.split('\n')[0]);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
