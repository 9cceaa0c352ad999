// Entry of the thread that goes through one long recording. It is given bytes and gives pairs; it opens no file itself.
import { parentPort, workerData } from 'node:worker_threads';
import type { EcgFile } from '../../../../shared/domain/ecg/formats/opening';
import { scanJob } from './scanJob';
import { whole } from './transfer';

const job = scanJob(workerData as EcgFile[]);

parentPort?.on('message', (answer: Uint8Array) => {
  const step = job.next(answer);
  const sent = !step.done && step.value.kind === 'pairs' ? whole(step.value.bytes) : [];
  parentPort?.postMessage(step, sent);
});
