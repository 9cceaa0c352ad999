import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import {
  joinSite,
  reportSiteHealth,
  reportSiteStudies,
  type SiteHealth,
} from '../../shared/api/sites';
import type { Spool } from '../queue/spool';
import type { Outcome } from '../queue/queue';
import type { Entry, Failure, FailureClass } from '../queue/types';
import { NoAnswer, type HttpAnswer, type HttpClient } from './httpClient';
import { throttled, type Throttle } from './throttle';

/** What one exchange with the centre led to. `link`: not about these objects; everything waits. */
export type Sent =
  | { readonly kind: 'answered'; readonly outcomes: ReadonlyMap<string, Outcome> }
  | { readonly kind: 'link'; readonly code: string; readonly isAmbiguous: boolean }
  /** The credential is not good; nothing can leave until a person acts. */
  | { readonly kind: 'locked'; readonly code: string };

export type Centre = {
  /** Objects of one order key that fit into one request. Never throws for network or centre. */
  store(batch: readonly Entry[]): Promise<Sent>;
  join(code: string, version: string): Promise<z.infer<typeof joinSite.success.schema>>;
  heartbeat(health: SiteHealth): Promise<z.infer<typeof reportSiteHealth.success.schema>>;
  reportStudies(
    items: z.input<typeof reportSiteStudies.body>['items'],
  ): Promise<z.infer<typeof reportSiteStudies.success.schema>>;
};

export type CentreDeps = {
  readonly http: HttpClient;
  readonly spool: Spool;
  readonly throttle: Throttle;
  readonly now: () => Date;
};

/** From here on an object travels alone and is resumed where it broke off; below, repeating is cheaper than asking. */
export const RESUMABLE_BYTES = 8 * 1024 * 1024;

/** The centre said no; the code is its own. */
export class CentreRefused extends Error {
  override readonly name = 'CentreRefused';
  readonly code: string;
  readonly status: number;
  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

export function createCentre(deps: CentreDeps): Centre {
  const { http } = deps;
  async function call<T extends z.ZodType>(
    path: string,
    body: object,
    schema: T,
  ): Promise<z.output<T>> {
    const answer = await http.send({
      method: 'POST',
      path,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify(body), 'utf8'),
    });
    if (answer.status >= 300) throw new CentreRefused(answer.status, codeOf(answer));
    return schema.parse(JSON.parse(answer.text));
  }
  return {
    async store(batch) {
      const [first] = batch;
      if (!first) return { kind: 'answered', outcomes: new Map() };
      try {
        if (first.subject.kind === 'hl7') return unsupported(deps, batch);
        const isAlone = batch.length === 1 && first.sizeBytes >= RESUMABLE_BYTES;
        return await (isAlone ? storeLarge(deps, first) : storeBatch(deps, batch));
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        if (error.code === 'ENOENT') return missingFiles(deps, batch);
        return { kind: 'link', code: error.code, isAmbiguous: error.isAmbiguous };
      }
    },
    join: (code, version) => call(joinSite.path, { code, version }, joinSite.success.schema),
    heartbeat: (health) => call(reportSiteHealth.path, health, reportSiteHealth.success.schema),
    reportStudies: (items) =>
      call(reportSiteStudies.path, { items }, reportSiteStudies.success.schema),
  };
}

const problemSchema = z.object({ error: z.object({ code: z.string() }) });

/** Error code of a problem document; of anything else (a proxy's page) its status. */
function codeOf({ status, text }: HttpAnswer): string {
  try {
    return problemSchema.parse(JSON.parse(text)).error.code;
  } catch {
    return `http.${status}`; // not our centre's words: something between us answered
  }
}

const failed = (deps: CentreDeps, cls: FailureClass, code: string): Outcome => ({
  kind: 'failed',
  failure: { class: cls, code, at: deps.now().toISOString() } satisfies Failure,
});

/** The centre has no door for messages yet; set aside, not lost, and to be seen. */
function unsupported(deps: CentreDeps, batch: readonly Entry[]): Sent {
  const outcome = failed(deps, 'permanent', 'gateway.unsupported');
  return { kind: 'answered', outcomes: new Map(batch.map(({ id }) => [id, outcome])) };
}

/** A file of the queue is gone: that object is lost here, the others are not. */
async function missingFiles(deps: CentreDeps, batch: readonly Entry[]): Promise<Sent> {
  const outcomes = new Map<string, Outcome>();
  for (const { id, file } of batch) {
    const handle = await deps.spool.read(file).catch(() => null);
    await handle?.close();
    const outcome = handle
      ? failed(deps, 'transient', 'gateway.retried')
      : failed(deps, 'permanent', 'gateway.fileMissing');
    outcomes.set(id, outcome);
  }
  return { kind: 'answered', outcomes };
}

/** Answers that are about us or the line, not about the objects. */
function judgeWhole(answer: HttpAnswer): Sent | null {
  if (answer.status === 401 || answer.status === 403)
    return { kind: 'locked', code: codeOf(answer) };
  if (answer.status >= 500 || answer.status === 408 || answer.status === 429)
    return { kind: 'link', code: codeOf(answer), isAmbiguous: answer.status >= 500 };
  return null;
}

async function* multipartOf(
  spool: Spool,
  batch: readonly Entry[],
  boundary: string,
): AsyncGenerator<Buffer> {
  for (const entry of batch) {
    yield partHead(boundary);
    yield* readFileChunks(spool, entry.file, 0);
  }
  yield partsEnd(boundary);
}

const partHead = (boundary: string) =>
  Buffer.from(`\r\n--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`, 'latin1');
const partsEnd = (boundary: string) => Buffer.from(`\r\n--${boundary}--\r\n`, 'latin1');

async function* readFileChunks(spool: Spool, file: string, from: number): AsyncGenerator<Buffer> {
  const handle = await spool.read(file);
  try {
    for (let at = from; ;) {
      const { bytesRead, buffer } = await handle.read(
        Buffer.allocUnsafe(256 * 1024),
        0,
        256 * 1024,
        at,
      );
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
      at += bytesRead;
    }
  } finally {
    await handle.close();
  }
}

async function storeBatch(deps: CentreDeps, batch: readonly Entry[]): Promise<Sent> {
  const boundary = `hz${randomBytes(16).toString('hex')}`;
  const overhead = batch.length * partHead(boundary).length + partsEnd(boundary).length;
  const answer = await deps.http.send({
    method: 'POST',
    path: '/dicom-web/studies',
    headers: {
      'content-type': `multipart/related; type="application/dicom"; boundary=${boundary}`,
      accept: 'application/dicom+json',
    },
    contentLength: batch.reduce((sum, { sizeBytes }) => sum + sizeBytes, overhead),
    body: throttled(multipartOf(deps.spool, batch, boundary), deps.throttle),
  });
  const whole = judgeWhole(answer);
  if (whole) return whole;
  if (![200, 202, 409].includes(answer.status)) {
    // the request as such was refused: of several objects nobody knows which one is meant
    const cls = batch.length === 1 ? 'permanent' : 'transient';
    const outcome = failed(deps, cls, codeOf(answer));
    return { kind: 'answered', outcomes: new Map(batch.map(({ id }) => [id, outcome])) };
  }
  return { kind: 'answered', outcomes: outcomesOf(deps, batch, answer.text) };
}

const element = z.object({ Value: z.array(z.unknown()).optional() }).optional();
const sequence = z.object({ Value: z.array(z.record(z.string(), element)).optional() }).optional();
/** Store Instances Response Module, PS3.18 annex I.2. */
const storeResponseSchema = z.object({
  '00081199': sequence,
  '00081198': sequence,
  '0008119A': sequence,
});
type Item = Record<string, z.infer<typeof element>>;

const textAt = (item: Item, tag: string): string => {
  const value = item[tag]?.Value?.[0];
  return typeof value === 'string' ? value : '';
};

/** Reasons that pass: no room at the centre. PS3.4 table GG.4-1. */
const OUT_OF_RESOURCES = 0xa700;

function outcomesOf(
  deps: CentreDeps,
  batch: readonly Entry[],
  text: string,
): ReadonlyMap<string, Outcome> {
  const response = storeResponseSchema.parse(JSON.parse(text));
  const stored = new Set(
    (response['00081199']?.Value ?? []).map((item) => textAt(item, '00081155')),
  );
  const refused = new Map(
    (response['00081198']?.Value ?? []).map((item) => [textAt(item, '00081155'), item]),
  );
  // objects the centre could not even name; by elimination they are those that are in neither list
  const nameless = response['0008119A']?.Value?.[0];
  return new Map(
    batch.map((entry): [string, Outcome] => {
      const uid = entry.subject.kind === 'dicom' ? entry.subject.sopInstanceUid : '';
      if (stored.has(uid)) return [entry.id, { kind: 'delivered' }];
      const item = refused.get(uid) ?? nameless;
      if (!item) return [entry.id, failed(deps, 'ambiguous', 'gateway.noVerdict')];
      const isFull = item['00081197']?.Value?.[0] === OUT_OF_RESOURCES;
      const code = textAt(item, '00080203') || 'dicom.damaged';
      return [entry.id, failed(deps, isFull ? 'transient' : 'permanent', code)];
    }),
  );
}

const largeSchema = z.object({ code: z.string().nullable() });

async function storeLarge(deps: CentreDeps, entry: Entry): Promise<Sent> {
  const path = `/v1/site/objects/${entry.sha256}`;
  const length = { 'upload-length': String(entry.sizeBytes) };
  const asked = await deps.http.send({ method: 'HEAD', path, headers: length });
  const refused = judgeWhole(asked);
  if (refused) return refused;
  const offset = Number(asked.headers['upload-offset'] ?? 0);
  const answer = await deps.http.send({
    method: 'PATCH',
    path,
    headers: {
      ...length,
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
    },
    contentLength: Math.max(0, entry.sizeBytes - offset),
    body: throttled(readFileChunks(deps.spool, entry.file, offset), deps.throttle),
  });
  const whole = judgeWhole(answer);
  if (whole) return whole;
  return { kind: 'answered', outcomes: new Map([[entry.id, largeOutcome(deps, answer)]]) };
}

function largeOutcome(deps: CentreDeps, answer: HttpAnswer): Outcome {
  if (answer.status === 200) {
    const { code } = largeSchema.parse(JSON.parse(answer.text));
    return code === null ? { kind: 'delivered' } : failed(deps, 'permanent', code);
  }
  // not where we thought, or not what it was: the next try asks first
  if (answer.status === 202 || answer.status === 409 || answer.status === 422)
    return failed(deps, 'transient', codeOf(answer));
  return failed(deps, 'permanent', codeOf(answer));
}
