import * as mediasoup from 'mediasoup';
import type { types } from 'mediasoup';
import type { MediaSettings } from './wire';

export type PooledWorker = {
  readonly index: number;
  readonly worker: types.Worker;
  readonly server: types.WebRtcServer;
};

export type WorkerPool = {
  /** The least busy one. */
  take(): PooledWorker;
  all(): readonly PooledWorker[];
  close(): void;
};

const RESTART_AFTER_MS = 500;

/**
 * One worker per core, each with one port for UDP and TCP. A worker that dies takes its rooms with it and is replaced; the
 * others do not notice.
 *
 * @param load - Consumers on a worker, to choose the next room's.
 */
export async function createWorkerPool(
  settings: MediaSettings,
  load: (worker: PooledWorker) => number,
  onDeath: (worker: PooledWorker) => void,
): Promise<WorkerPool> {
  const workers = new Map<number, PooledWorker>();
  let isClosed = false;

  async function start(index: number): Promise<void> {
    const worker = await mediasoup.createWorker({ logLevel: 'warn', logTags: ['ice', 'dtls'] });
    const server = await worker.createWebRtcServer({ listenInfos: listenInfos(settings, index) });
    const pooled = { index, worker, server };
    if (isClosed) return worker.close();
    workers.set(index, pooled);
    worker.once('died', () => {
      workers.delete(index);
      onDeath(pooled);
      if (!isClosed) restart(index);
    });
  }

  function restart(index: number): void {
    setTimeout(() => {
      if (isClosed) return;
      start(index).catch(() => restart(index)); // the port may still be held by the dead one
    }, RESTART_AFTER_MS);
  }

  await Promise.all(Array.from({ length: settings.workers }, (_, index) => start(index)));
  return {
    take() {
      const [best] = [...workers.values()].sort((a, b) => load(a) - load(b));
      if (!best) throw new Error('no worker is up');
      return best;
    },
    all: () => [...workers.values()],
    close() {
      isClosed = true;
      for (const { worker } of workers.values()) worker.close();
    },
  };
}

function listenInfos({ port, addresses }: MediaSettings, index: number) {
  return addresses.flatMap(({ announced, local }) =>
    (['udp', 'tcp'] as const).map((protocol) => ({
      protocol,
      ip: local,
      announcedAddress: announced,
      ...(port === 0 ? {} : { port: port + index }),
    })),
  );
}
