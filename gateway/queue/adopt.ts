import { createHash } from 'node:crypto';
import { readHead } from '../dicom/head';
import { readFileMeta } from '../dicom/part10';
import { orderKeyOf } from '../dicom/reception';
import type { Log } from '../log';
import { priorityOf } from './priority';
import type { Queue } from './queue';
import type { Spool } from './spool';

const HEAD_BYTES = 8 * 1024 * 1024;

/**
 * Files without an entry come from a crash between the two writes, or from a journal that was lost. They are complete
 * (nothing gets its name before it is); sending one twice does no harm, leaving one out may.
 */
export async function adoptOrphans(deps: {
  readonly queue: Queue;
  readonly spool: Spool;
  readonly now: () => Date;
  readonly log: Log;
}): Promise<void> {
  const { queue, spool, now, log } = deps;
  let adopted = 0;
  for (const file of queue.recovery.orphans) {
    if (!file.endsWith('.dcm')) continue;
    const facts = await describe(spool, file);
    if (!facts) continue;
    await queue.enqueue({ ...facts, receivedAt: now().toISOString() });
    adopted++;
  }
  if (adopted > 0) log.warn('queue', 'files without an entry were taken over', { count: adopted });
}

async function describe(spool: Spool, file: string) {
  const handle = await spool.read(file);
  try {
    const { size: sizeBytes } = await handle.stat();
    const buffer = Buffer.alloc(Math.min(HEAD_BYTES, sizeBytes));
    await handle.read(buffer, 0, buffer.length, 0);
    const meta = readFileMeta(buffer);
    const reading = meta && readHead(buffer.subarray(meta.length), meta.transferSyntax);
    if (!meta || reading?.kind !== 'read') return null;
    const { head } = reading;
    const { modality, studyDate, studyInstanceUid, seriesInstanceUid } = head;
    const hash = createHash('sha256');
    for await (const chunk of handle.createReadStream({ start: 0, autoClose: false }))
      hash.update(chunk as Buffer);
    return {
      id: file.slice(file.lastIndexOf('/') + 1, -'.dcm'.length),
      ...{ file, sizeBytes, sha256: hash.digest('hex') },
      orderKey: orderKeyOf(head),
      priority: priorityOf(head),
      ...{ sender: '', address: '' },
      subject: {
        kind: 'dicom' as const,
        ...{ sopClassUid: meta.sopClassUid, sopInstanceUid: meta.sopInstanceUid },
        ...{ studyInstanceUid, seriesInstanceUid, transferSyntax: meta.transferSyntax },
        ...{ modality, studyDate },
      },
    };
  } finally {
    await handle.close();
  }
}
