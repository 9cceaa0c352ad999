import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createDicomReceiver } from '../dicom/receiver';
import { createLog } from '../log';
import { openQueue, type Queue } from '../queue/queue';
import { createQuarantine, type Quarantine } from '../queue/quarantine';
import { createSpool, type Spool } from '../queue/spool';
import type { StoreScpOptions } from '../dicom/storeScp';
import type { Entry } from '../queue/types';

export type TestReceiver = {
  readonly dir: string;
  readonly port: number;
  readonly queue: Queue;
  readonly quarantine: Quarantine;
  readonly logLines: string[];
  entries(): Entry[];
  bytesOf(entry: { readonly file: string }): Promise<Buffer>;
  close(): Promise<void>;
};

export type ReceiverOptions = Partial<
  Pick<StoreScpOptions, 'policy' | 'maxAssociations' | 'maxPerAddress' | 'idleTimeoutMs' | 'tls'>
> & {
  readonly dir?: string;
  readonly reserveBytes?: number;
  readonly spool?: (real: Spool) => Spool;
};

/** The receiving half of a gateway over a folder of its own. */
export async function startReceiver(options: ReceiverOptions = {}): Promise<TestReceiver> {
  const dir = options.dir ?? (await mkdtemp(path.join(os.tmpdir(), 'huizhen-gateway-')));
  const now = () => new Date();
  const logLines: string[] = [];
  const log = createLog('debug', (line) => void logLines.push(line));
  const real = await createSpool({ dir, reserveBytes: options.reserveBytes ?? 1024 * 1024, now });
  const spool = options.spool?.(real) ?? real;
  const queue = await openQueue({ spool, now });
  const quarantine = await createQuarantine(dir);
  const receiver = createDicomReceiver({
    ...{ spool, queue, quarantine, now, log },
    policy: options.policy ?? { aeTitle: 'HUIZHEN', peers: [] },
    maxPduBytes: 128 * 1024,
    idleTimeoutMs: options.idleTimeoutMs ?? 30_000,
    maxAssociations: options.maxAssociations ?? 128,
    maxPerAddress: options.maxPerAddress ?? 128,
    tls: options.tls ?? null,
  });
  const port = await receiver.listen('127.0.0.1', 0);
  return {
    ...{ dir, port, queue, quarantine, logLines },
    entries: () => [...queue.entries()],
    bytesOf: ({ file }) => readFile(path.join(dir, file)),
    async close() {
      await receiver.close();
      await queue.close();
      if (!options.dir) await rm(dir, { recursive: true, force: true });
    },
  };
}
