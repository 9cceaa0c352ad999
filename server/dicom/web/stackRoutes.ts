import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { appError, AppFailure } from '../../../shared/domain/errors';
import {
  LOSSLESS,
  partMark,
  STACK_MEDIA_TYPE,
  stackRequestSchema,
  writePartHeader,
  type StackRequest,
  type StackWant,
} from '../../../shared/domain/imaging/stackStream';
import type { BlobReader } from '../../blobs/blobStore';
import { readFrame } from '../pixel/frames';
import { withObject } from '../pixel/openObject';
import type { Rendition } from '../rendition/renditions';
import { EXPLICIT_LE, transferSyntaxOf } from '../transferSyntax';
import { instancesOf, targetOf, type WebContext } from './context';
import { actorOf } from './problem';
import type { StoredInstance } from './repository';

/** Renditions that are not there yet are begun this many parts before their turn. */
const LOOKAHEAD = 3;
const BUFFER_BYTES = 256 * 1024;
const BODY_LIMIT = 4 * 1024 * 1024;

/** Many frames of one series as one stream, see `shared/domain/imaging/stackStream.ts`. Not part of DICOMweb. */
export function stackRoutes(app: FastifyInstance, context: WebContext): void {
  app.post('/studies/:study/series/:series/stack', { bodyLimit: BODY_LIMIT }, (request, reply) =>
    answer(context, request, reply),
  );
}

async function answer(context: WebContext, request: FastifyRequest, reply: FastifyReply) {
  const parsed = stackRequestSchema.safeParse(request.body);
  if (!parsed.success) throw new AppFailure(appError('validation', 'request.invalid'));
  const stored = new Map(
    (await instancesOf(context, request)).map((instance) => [instance.sopInstanceUid, instance]),
  );
  const { study, series } = targetOf(request);
  await context.auditView(actorOf(request), study, series ?? '');
  const source = new StackSource(context, stored, parsed.data);
  return reply
    .header('cache-control', 'no-store')
    .type(STACK_MEDIA_TYPE)
    .send(Readable.from(source.parts(), { objectMode: false, highWaterMark: BUFFER_BYTES }));
}

class StackSource {
  readonly #context: WebContext;
  readonly #stored: ReadonlyMap<string, StoredInstance>;
  readonly #request: StackRequest;
  readonly #renditions = new Map<string, Promise<Rendition>>();
  /** How far each frame has been sent: its later part goes on there. */
  readonly #sent = new Map<string, number>();
  /** Frames of one object often follow each other. */
  #open: { readonly sha256: string; readonly reader: BlobReader } | null = null;

  constructor(
    context: WebContext,
    stored: ReadonlyMap<string, StoredInstance>,
    request: StackRequest,
  ) {
    this.#context = context;
    this.#stored = stored;
    this.#request = request;
  }

  async *parts(): AsyncGenerator<Buffer> {
    const { wants } = this.#request;
    try {
      const known = await this.#context.renditions.known(this.#askedUids());
      for (const [uid, rendition] of known) this.#renditions.set(uid, Promise.resolve(rendition));
      for (const [at, want] of wants.entries()) {
        for (const next of wants.slice(at, at + LOOKAHEAD + 1)) void this.#renditionOf(next);
        yield* await this.#part(at, want);
      }
    } finally {
      await this.#open?.reader.close();
    }
  }

  #askedUids(): string[] {
    const { prefix, instances } = this.#request;
    return instances.map((rest) => prefix + rest).filter((uid) => this.#stored.has(uid));
  }

  #uidOf([instance]: StackWant): string {
    return this.#request.prefix + (this.#request.instances[instance] ?? '');
  }

  #renditionOf(want: StackWant): Promise<Rendition> {
    const uid = this.#uidOf(want);
    const known = this.#renditions.get(uid);
    if (known) return known;
    const wanted: Promise<Rendition> = this.#stored.has(uid)
      ? this.#context.renditions.ensure(uid)
      : Promise.resolve({ state: 'none' });
    wanted.catch(() => undefined); // waited for when its turn comes
    this.#renditions.set(uid, wanted);
    return wanted;
  }

  async #part(at: number, want: StackWant): Promise<Buffer[]> {
    const uid = this.#uidOf(want);
    const base = { want: at, mark: partMark(uid, want[1]) };
    const failed = () => [
      head({ ...base, kind: 'failed', offset: 0, total: 0, transferSyntaxUid: '', length: 0 }),
    ];
    const instance = this.#stored.get(uid);
    if (!instance) return failed();
    try {
      const rendition = await this.#renditionOf(want);
      return rendition.state === 'made'
        ? await this.#progressive(base, want, rendition)
        : await this.#asStored(base, want, instance);
    } catch {
      // one frame's trouble is not the others': its ordinary address says what it is
      return failed();
    }
  }

  async #progressive(
    base: { want: number; mark: number },
    [, frame, level, have]: StackWant,
    { sha256, frames }: Extract<Rendition, { state: 'made' }>,
  ): Promise<Buffer[]> {
    const [start, ...ends] = frames[frame - 1] ?? [];
    const total = ends.at(-1);
    if (start === undefined || total === undefined) throw new Error('no such frame');
    const end = level === LOSSLESS ? total : (ends[Math.min(level, ends.length - 1)] ?? total);
    const key = `${base.mark} ${frame}`;
    const offset = Math.min(Math.max(have, this.#sent.get(key) ?? 0), end);
    this.#sent.set(key, end);
    const reader = await this.#readerOf(sha256);
    const bytes = await reader.read(start + offset, end - offset);
    if (bytes.length !== end - offset) throw new Error('a rendition is shorter than its index');
    return [
      head({
        ...base,
        kind: 'rendition',
        offset,
        total,
        transferSyntaxUid: '',
        length: bytes.length,
      }),
      bytes,
    ];
  }

  /** Whole, when everything of it is asked for; else only its announcement: it has no levels. */
  async #asStored(
    base: { want: number; mark: number },
    [, frame, level]: StackWant,
    instance: StoredInstance,
  ): Promise<Buffer[]> {
    const pixels = await this.#context.pixelsOf(instance);
    if (!pixels || frame > pixels.image.frames) throw new Error('no such frame');
    const syntax = transferSyntaxOf(instance.transferSyntaxUid);
    const transferSyntaxUid = syntax.isEncapsulated ? syntax.uid : EXPLICIT_LE;
    const bytes =
      level === LOSSLESS
        ? await withObject(this.#context.blobs, instance, (object) =>
            readFrame(object.dataSet, pixels, frame, object.syntax.isBigEndian),
          )
        : Buffer.alloc(0);
    if (!bytes) throw new Error('frame boundaries are unknown');
    const length = bytes.length;
    const part = { ...base, kind: 'stored' as const, offset: 0, total: length };
    return [head({ ...part, transferSyntaxUid, length }), bytes];
  }

  async #readerOf(sha256: string): Promise<BlobReader> {
    if (this.#open?.sha256 === sha256) return this.#open.reader;
    await this.#open?.reader.close();
    this.#open = null;
    const reader = await this.#context.blobs.reader(sha256);
    if (!reader) throw new Error('a rendition is not there');
    this.#open = { sha256, reader };
    return reader;
  }
}

const head = (part: Parameters<typeof writePartHeader>[0]): Buffer =>
  Buffer.from(writePartHeader(part));
