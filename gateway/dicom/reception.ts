import { createHash } from 'node:crypto';
import { isNoSpace } from '../disk/diskSpace';
import type { Log } from '../log';
import type { Quarantine } from '../queue/quarantine';
import type { Queue } from '../queue/queue';
import type { Spool, SpoolDraft } from '../queue/spool';
import { priorityOf } from '../queue/priority';
import { readHead, type ObjectHead } from './head';
import { fileHeader } from './part10';
import { isStorageClass, UID } from './associationPolicy';
import { STATUS } from './wire/command';

export type Announced = {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  /** Abstract syntax of the presentation context it came in. */
  readonly contextClassUid: string;
  readonly transferSyntax: string;
  readonly callingAe: string;
  readonly address: string;
};

/** What the sender is told. `entryId` when the object is ours from now on. */
export type Answer = {
  readonly status: number;
  readonly comment?: string;
  readonly entryId?: string;
};

/** One object on its way in. Never throws for what is in the object, nor for a full disk: `finish` says so. */
export type Reception = {
  write(bytes: Buffer): Promise<void>;
  finish(): Promise<Answer>;
  abort(): Promise<void>;
};

export type ReceptionDeps = {
  readonly spool: Spool;
  readonly queue: Queue;
  readonly quarantine: Quarantine;
  readonly now: () => Date;
  readonly log: Log;
};

/** Most heads end within the first few kB; private blocks and long sequences can push them further. */
const HEAD_BYTES = 64 * 1024;
const LONG_HEAD_BYTES = 8 * 1024 * 1024;

/** Why an announced object is refused before its bytes are looked at, or null. */
function refuseAnnounced(announced: Announced): Answer | null {
  const { sopClassUid, sopInstanceUid, contextClassUid } = announced;
  if (!UID.test(sopInstanceUid) || sopInstanceUid.length > 64)
    return { status: STATUS.invalidInstance, comment: 'invalid SOP Instance UID' };
  if (sopClassUid !== contextClassUid || !isStorageClass(sopClassUid))
    return { status: STATUS.classNotSupported, comment: 'SOP Class is not that of the context' };
  return null;
}

const NO_SPACE: Answer = { status: STATUS.outOfResources, comment: 'gateway disk is full' };

export async function beginReception(
  deps: ReceptionDeps,
  announced: Announced,
): Promise<Reception> {
  const refusal = refuseAnnounced(announced);
  let draft: SpoolDraft | null = null;
  let failure: Answer | null = null;
  const collected = createHeadCollector();

  /** A failing disk must not end the association: the rest of the object is read and thrown away. */
  const guard = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!isNoSpace(error)) deps.log.error('spool', 'writing an object failed', { error });
      failure = isNoSpace(error)
        ? NO_SPACE
        : { status: STATUS.outOfResources, comment: 'gateway cannot write' };
      await draft?.discard();
      draft = null;
    }
  };

  await guard(async () => {
    draft = await deps.spool.begin();
    await draft.write(fileHeader(announced));
  });

  return {
    async write(bytes) {
      collected.add(bytes);
      const open = draft;
      if (open) await guard(() => open.write(bytes));
    },
    async finish() {
      const open = draft;
      if (!open || failure) return failure ?? NO_SPACE;
      let answer: Answer = NO_SPACE;
      await guard(async () => {
        answer = await file(deps, { announced, draft: open, head: collected.bytes(), refusal });
      });
      return failure ?? answer;
    },
    async abort() {
      await draft?.discard();
      draft = null;
    },
  };
}

function createHeadCollector() {
  let chunks: Buffer[] = [];
  let size = 0;
  return {
    add(bytes: Buffer) {
      if (size >= HEAD_BYTES) return;
      chunks.push(bytes);
      size += bytes.length;
    },
    bytes(): Buffer {
      const all = Buffer.concat(chunks);
      chunks = [];
      return all;
    },
  };
}

type Filing = {
  readonly announced: Announced;
  readonly draft: SpoolDraft;
  readonly head: Buffer;
  readonly refusal: Answer | null;
};

async function file(deps: ReceptionDeps, filing: Filing): Promise<Answer> {
  const { announced, draft, refusal } = filing;
  const stored = await draft.commit('dcm');
  const judged = refusal ?? (await judge(deps, filing, stored.file));
  if ('status' in judged) {
    await deps.quarantine.put({
      ...stored,
      at: deps.now().toISOString(),
      sender: announced.callingAe,
      address: announced.address,
      reason: judged.comment ?? '',
    });
    deps.log.warn('dicom', 'object put into quarantine', { reason: judged.comment ?? '' });
    return judged;
  }
  const same = deps.queue.findSame(announced.sopInstanceUid, stored.sha256);
  if (same) {
    await deps.spool.remove(stored.file);
    return { status: STATUS.success, entryId: same.id };
  }
  await deps.queue.enqueue({
    ...stored,
    receivedAt: deps.now().toISOString(),
    orderKey: orderKeyOf(judged),
    priority: priorityOf(judged),
    sender: announced.callingAe,
    address: announced.address,
    subject: {
      kind: 'dicom',
      sopClassUid: announced.sopClassUid,
      sopInstanceUid: announced.sopInstanceUid,
      studyInstanceUid: judged.studyInstanceUid,
      seriesInstanceUid: judged.seriesInstanceUid,
      transferSyntax: announced.transferSyntax,
      modality: judged.modality.slice(0, 16),
      studyDate: judged.studyDate.slice(0, 8),
    },
  });
  return { status: STATUS.success, entryId: stored.id };
}

/** Whether the data set is what was announced. What lies behind the identifying elements is the centre's to judge. */
async function judge(
  deps: Pick<ReceptionDeps, 'spool'>,
  { announced, head }: Filing,
  file: string,
): Promise<ObjectHead | Answer> {
  let reading = readHead(head, announced.transferSyntax);
  if (reading.kind === 'short' && head.length >= HEAD_BYTES) {
    const longer = await readBeginning(deps.spool, file, announced);
    reading = readHead(longer, announced.transferSyntax);
  }
  if (reading.kind !== 'read') {
    const what = reading.kind === 'damaged' ? reading.what : 'data set is cut';
    return { status: STATUS.cannotUnderstand, comment: `cannot read: ${what}` };
  }
  const found = reading.head;
  if (!isUid(found.studyInstanceUid) || !isUid(found.seriesInstanceUid))
    return { status: STATUS.cannotUnderstand, comment: 'no Study or Series Instance UID' };
  if (found.sopClassUid !== announced.sopClassUid)
    return { status: STATUS.dataSetMismatch, comment: 'SOP Class differs from the data set' };
  if (found.sopInstanceUid !== announced.sopInstanceUid)
    return { status: STATUS.dataSetMismatch, comment: 'SOP Instance differs from the data set' };
  return found;
}

const isUid = (text: string): boolean => UID.test(text) && text.length <= 64;

async function readBeginning(spool: Spool, file: string, announced: Announced): Promise<Buffer> {
  const handle = await spool.read(file);
  try {
    const buffer = Buffer.alloc(LONG_HEAD_BYTES);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, fileHeader(announced).length);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** One patient of this hospital; where the object names none, one study. */
export function orderKeyOf({
  patientId,
  studyInstanceUid,
}: Pick<ObjectHead, 'patientId' | 'studyInstanceUid'>): string {
  const named = patientId === '' ? `study ${studyInstanceUid}` : `patient ${patientId}`;
  return createHash('sha256').update(named, 'latin1').digest('hex').slice(0, 24);
}
