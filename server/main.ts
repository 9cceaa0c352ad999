import os from 'node:os';
import path from 'node:path';
import { readConfig, type Config } from './config';
import { createServer } from './composition';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './db/embedded';
import { createCodecPool } from './dicom/codec/worker/codecPool';
import { createThreadScanner } from './ecg/derived/scan/threadScanner';
import { createPdfReader } from './pdf/read/pdfReader';
import { createForkedMedia } from './media/forkedMedia';
import { absentMedia } from './media/absentMedia';
import { ownAddresses } from './media/ownAddresses';
import { createWorkerPresence } from './media/workerPresence';
import { demoAccounts, seedDemo } from './demo/seed';

/** Root of the installation: the bundle lies in `dist/server`. */
const ROOT = path.resolve(import.meta.dirname, '../..');

const CODEC_TIMEOUT_MS = 15_000;
const SCAN_STEP_TIMEOUT_MS = 60_000;
const PDF_TIMEOUT_MS = 30_000;

const say = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const embedded = config.databaseUrl
    ? null
    : await startEmbeddedPostgres({
        dir: path.join(config.dataDir, 'postgres'),
        onProgress: (step) => say(`database: ${step}`),
      });
  try {
    await serve(config, embedded);
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

async function serve(config: Config, embedded: EmbeddedPostgres | null): Promise<void> {
  const server = await createServer({
    config,
    databaseUrl: config.databaseUrl ?? embedded?.url ?? '',
    migrationsDir: path.join(ROOT, 'server/db/migrations'),
    portalDir: path.join(ROOT, 'dist/renderer'),
    demoAccounts: config.demo ? demoAccounts() : null,
    codecs: createCodecPool({
      script: new URL('./codecWorker.mjs', import.meta.url),
      threads: Math.max(1, os.availableParallelism() - 1),
      timeoutMs: CODEC_TIMEOUT_MS,
    }),
    scanner: createThreadScanner({
      script: new URL('./ecgScanWorker.mjs', import.meta.url),
      stepTimeoutMs: SCAN_STEP_TIMEOUT_MS,
    }),
    pdf: createPdfReader({
      script: new URL('./pdfWorker.mjs', import.meta.url),
      timeoutMs: PDF_TIMEOUT_MS,
    }),
    media: startMedia(config),
  });
  if (config.demo)
    await seedDemo(server, { demoDir: path.join(ROOT, 'resources/demo'), config, say });
  server.startJobs();
  const address = await server.app.listen({ host: config.host, port: config.port });
  say(`ready: ${address}`);

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await server.close();
    await embedded?.stop();
    process.exit(0);
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
}

function startMedia({ media }: Config) {
  if (!media.workerBinary) return absentMedia;
  return createForkedMedia({
    script: new URL('./media.mjs', import.meta.url),
    presence: createWorkerPresence(media.workerBinary),
    settings: {
      port: media.port,
      addresses: media.addresses ?? ownAddresses(),
      workers: media.workers ?? os.availableParallelism(),
    },
    log: { warn: (context, message) => say(`${message} ${JSON.stringify(context)}`) },
  });
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(1);
});
