// The product's server as its own process, on a database and folder of its own, for measurements and crash tests.
import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const root = path.resolve(import.meta.dirname, '../..');
/** As deep below the root as the shipped bundle, because the server finds its migrations from where it lies. */
const outdir = path.join(root, 'dist/bench');

export async function bundle() {
  await build({
    entryPoints: {
      main: path.join(root, 'server/main.ts'),
      codecWorker: path.join(root, 'server/dicom/codec/worker/codecWorker.ts'),
      ecgScanWorker: path.join(root, 'server/ecg/derived/scan/scanWorker.ts'),
      pdfWorker: path.join(root, 'server/pdf/read/pdfWorker.ts'),
      embedded: path.join(root, 'server/db/embedded.ts'),
      audit: path.join(root, 'server/audit/auditLog.ts'),
      database: path.join(root, 'server/db/database.ts'),
    },
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    outExtension: { '.js': '.mjs' },
    logLevel: 'warning',
  });
}

const load = (name) => import(path.join(outdir, `${name}.mjs`));

/** The product's own check of its audit chain. */
export async function verifyAuditChain(url) {
  const [{ verifyAudit }, { openDatabase }] = await Promise.all([load('audit'), load('database')]);
  const db = openDatabase(url, { max: 1 });
  const result = await verifyAudit(db);
  await db.destroy();
  return result;
}

/** A PostgreSQL with the settings of production (everything synced) in a temporary folder. */
export async function startDatabase() {
  const { startEmbeddedPostgres } = await load('embedded');
  const dir = await mkdtemp(path.join(os.tmpdir(), 'huizhen-bench-pg-'));
  const { url, stop } = await startEmbeddedPostgres({ dir });
  return {
    url,
    async stop() {
      await stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

export const makeDataDir = () => mkdtemp(path.join(os.tmpdir(), 'huizhen-bench-data-'));

/** Flags for the server's Node alone, e.g. `--cpu-prof --cpu-prof-dir=profile`, from BENCH_NODE_FLAGS. */
const nodeFlags = (process.env.BENCH_NODE_FLAGS ?? '').split(' ').filter(Boolean);

/** The built interface, for measurements in a browser: the server finds it beside its own bundle. */
export async function bundlePortal() {
  const { bundleRenderer } = await import('../../build/bundle.mjs');
  await bundleRenderer();
}

/**
 * Starts the server and resolves when it listens. `kill` is SIGKILL: nothing gets a chance to tidy up. Without a
 * `databaseUrl` it brings its own database.
 */
export async function startServer({ databaseUrl, dataDir, isDemo = false }) {
  const child = spawn(process.execPath, [...nodeFlags, path.join(outdir, 'main.mjs')], {
    cwd: root,
    env: {
      ...process.env,
      ...(databaseUrl && { DATABASE_URL: databaseUrl }),
      HUIZHEN_DEMO: isDemo ? '1' : '0',
      HUIZHEN_DATA: dataDir,
      HUIZHEN_PORT: '0',
      HUIZHEN_HOST: '127.0.0.1',
      HUIZHEN_LOG: 'error',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  let complaint = '';
  child.stderr.on('data', (chunk) => (complaint = (complaint + chunk).slice(-4000)));
  const url = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [, address] = /^ready: (http\S+)$/.exec(line) ?? [];
      if (address) resolve(address);
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${complaint}`)));
  });
  const end = (signal) => async () => {
    child.kill(signal);
    await exited;
  };
  return { url, stop: end('SIGTERM'), kill: end('SIGKILL') };
}
