import { appError, AppFailure, type AppError } from '../../../../shared/domain/errors';
import {
  planStack,
  type HeldFrame,
  type PlannedFrame,
} from '../../../../shared/domain/imaging/stackPlan';
import {
  LOSSLESS,
  partMark,
  StackReader,
  type StackPart,
  type StackRequest,
  type StackWant,
} from '../../../../shared/domain/imaging/stackStream';

export type FeedFrame = { readonly sopInstanceUid: string; readonly frame: number };

/** What has arrived of a frame: a codestream so far, or a frame as stored. */
export type FedFrame =
  | {
      readonly kind: 'rendition';
      readonly bytes: Uint8Array<ArrayBuffer>;
      readonly isWhole: boolean;
    }
  | {
      readonly kind: 'stored';
      readonly bytes: Uint8Array<ArrayBuffer>;
      readonly transferSyntaxUid: string;
    };

export type StackFeedPorts = {
  readonly frames: readonly FeedFrame[];
  readonly levels: { readonly first: number; readonly coarse: number };
  /** Rejects with AppFailure; aborting rejects too. */
  readonly open: (
    request: StackRequest,
    signal: AbortSignal,
  ) => Promise<ReadableStream<Uint8Array>>;
  /** Frames further from the reader than this are not fetched whole. */
  readonly reach: () => number;
  /** Compressed bytes to keep; the frames furthest from the reader go first. */
  readonly maxBytes: number;
  /** Something new is held of the frame. */
  readonly onArrival: (index: number) => void;
};

/** A reader who moves within this many places of what is coming anyway does not make the stream begin anew. */
const COMING = 4;
/** How long the reader must rest on a picture before the stream is turned towards it, ms. */
const REST_MS = 120;
const RETRY_MS = 2000;
/** Share of the room that is left filled when some must be forgotten. */
const ROOM = 0.9;

/** `at`: how many parts of the plan have come. */
type Stream = {
  readonly abort: AbortController;
  readonly plan: readonly PlannedFrame[];
  at: number;
};

type Slot = {
  chunks: Uint8Array<ArrayBuffer>[];
  bytes: number;
  total: number;
  stored: string | null;
  failed: boolean;
  /** Has no levels: comes whole or not at all. */
  plain: boolean;
  /** Forgotten for want of room: what is still under way of it is of no use. */
  forgotten: boolean;
};

/**
 * Fetches the frames of one stack as few long streams in the order the reader needs them. One stream runs at a time;
 * when the reader goes elsewhere it is ended and begun again from there, and what has arrived is kept.
 */
export class StackFeed {
  readonly #ports: StackFeedPorts;
  readonly #slots: Slot[];
  #focus = 0;
  #isForward = true;
  #stream: Stream | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #error: AppError | null = null;
  #isStopped = false;
  #held = 0;

  constructor(ports: StackFeedPorts) {
    this.#ports = ports;
    this.#slots = ports.frames.map(() => ({
      chunks: [],
      bytes: 0,
      total: 0,
      stored: null,
      failed: false,
      plain: false,
      forgotten: false,
    }));
  }

  /** Why nothing comes at the moment; the feed goes on trying by itself. */
  get error(): AppError | null {
    return this.#error;
  }

  /** Whether the frame cannot come through the feed; its own address says why. */
  hasFailed(index: number): boolean {
    return this.#slots[index]?.failed ?? true;
  }

  isWhole(index: number): boolean {
    const slot = this.#slots[index];
    return slot !== undefined && slot.total > 0 && slot.bytes === slot.total;
  }

  held(index: number): FedFrame | null {
    const slot = this.#slots[index];
    if (!slot || slot.bytes === 0) return null;
    const bytes = join(slot);
    return slot.stored === null
      ? { kind: 'rendition', bytes, isWhole: slot.bytes === slot.total }
      : { kind: 'stored', bytes, transferSyntaxUid: slot.stored };
  }

  /** The reader looks at this picture now. */
  focus(index: number): void {
    if (this.#isStopped) return;
    if (index !== this.#focus) this.#isForward = index > this.#focus;
    this.#focus = index;
    if (this.#stream === null && this.#timer === null) return this.#begin();
    if (this.#stream === null || this.isWhole(index) || this.#comesSoon(index)) return;
    // nothing of it is there: at once; otherwise when the reader rests, so that scrolling does not restart at every step
    this.#schedule(this.#slots[index]?.bytes === 0 ? 0 : REST_MS);
  }

  /** Nobody looks at the stack: what is under way is ended, what has come is kept; the next focus goes on. */
  pause(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#stream?.abort.abort();
    this.#stream = null;
  }

  dispose(): void {
    this.#isStopped = true;
    this.pause();
  }

  #comesSoon(index: number): boolean {
    const { plan, at } = this.#stream ?? { plan: [], at: 0 };
    return plan.slice(at, at + COMING).some((planned) => planned.index === index);
  }

  #schedule(delayMs: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      if (this.isWhole(this.#focus) || this.#comesSoon(this.#focus)) return;
      this.#begin();
    }, delayMs);
  }

  #begin(): void {
    this.#stream?.abort.abort();
    this.#stream = null;
    if (this.#isStopped) return;
    const plan = planStack({
      count: this.#slots.length,
      focus: this.#focus,
      isForward: this.#isForward,
      held: (index) => this.#heldState(index),
      reach: this.#reach(),
      levels: this.#ports.levels,
    });
    if (plan.length === 0) return;
    for (const { index } of plan) {
      const slot = this.#slots[index];
      if (slot) slot.forgotten = false;
    }
    const stream = { abort: new AbortController(), plan, at: 0 };
    this.#stream = stream;
    void this.#run(stream);
  }

  /** What is fetched whole must also fit: otherwise it would be fetched and forgotten in turns. */
  #reach(): number {
    const largest = this.#slots.reduce((most, { total }) => Math.max(most, total), 1);
    const fitting = Math.floor((this.#ports.maxBytes * ROOM) / 2 / largest);
    return Math.min(this.#ports.reach(), fitting);
  }

  #heldState(index: number): HeldFrame {
    const slot = this.#slots[index];
    // one that was forgotten far away would be forgotten again
    const isOutOfRoom = slot?.forgotten && Math.abs(index - this.#focus) > this.#ports.reach();
    if (!slot || slot.failed || isOutOfRoom) return { state: 'failed', bytes: 0 };
    if (this.isWhole(index)) return { state: 'whole', bytes: slot.bytes };
    return { state: slot.bytes > 0 || slot.plain ? 'coarse' : 'none', bytes: slot.bytes };
  }

  async #run(stream: Stream): Promise<void> {
    try {
      const body = await this.#ports.open(this.#requestFor(stream.plan), stream.abort.signal);
      await this.#readAll(stream, body.getReader());
      this.#error = null;
    } catch (cause) {
      if (this.#stream !== stream) return;
      this.#error = failureOf(cause);
    }
    if (this.#stream !== stream) return;
    this.#stream = null;
    if (this.#error === null) return this.#next(stream);
    if (this.#error.retry === 'never') return this.#giveUp(this.#slots.keys());
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#begin();
    }, RETRY_MS);
  }

  async #readAll(stream: Stream, from: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
    const reader = new StackReader();
    for (;;) {
      const { done, value } = await from.read();
      if (done) break;
      for (const part of reader.push(value)) this.#take(stream, part);
    }
    if (!reader.isAtEnd) throw new AppFailure(appError('unavailable', 'net.offline'));
  }

  /** A stream that ended without what it was asked for would be asked again for ever. */
  #next({ plan }: Stream): void {
    const missing = plan.filter(
      ({ index, level }) =>
        level === null && !this.isWhole(index) && !this.#slots[index]?.forgotten,
    );
    this.#giveUp(missing.map(({ index }) => index));
    this.#begin();
  }

  /** These frames are left to their own address, which knows what is wrong with them. */
  #giveUp(indices: Iterable<number>): void {
    for (const index of indices) {
      const slot = this.#slots[index];
      if (!slot || slot.failed || this.isWhole(index)) continue;
      slot.failed = true;
      this.#ports.onArrival(index);
    }
  }

  #requestFor(plan: readonly PlannedFrame[]): StackRequest {
    const { frames } = this.#ports;
    const uids = [...new Set(plan.map(({ index }) => frames[index]?.sopInstanceUid ?? ''))];
    const prefix = commonPrefix(uids);
    const positions = new Map(uids.map((uid, at) => [uid, at]));
    const wants = plan.map(({ index, level }): StackWant => {
      const { sopInstanceUid = '', frame = 1 } = frames[index] ?? {};
      const held = this.#slots[index]?.bytes ?? 0;
      return [positions.get(sopInstanceUid) ?? 0, frame, level ?? LOSSLESS, held];
    });
    return { prefix, instances: uids.map((uid) => uid.slice(prefix.length)), wants };
  }

  #take(stream: Stream, part: StackPart): void {
    if (this.#stream !== stream) return;
    const planned = stream.plan[part.want];
    const frame = planned && this.#ports.frames[planned.index];
    const slot = planned && this.#slots[planned.index];
    if (!planned || !frame || !slot) return;
    if (part.mark !== partMark(frame.sopInstanceUid, frame.frame))
      throw new RangeError('a part of another picture');
    stream.at = part.want + 1;
    keep(slot, part);
    this.#held += part.bytes.length;
    if (this.#held > this.#ports.maxBytes) this.#trim();
    this.#ports.onArrival(planned.index);
  }

  /** Forgets the frames furthest from the reader until some of the room is free again. */
  #trim(): void {
    const distance = (index: number) => Math.abs(index - this.#focus);
    const order = [...this.#slots.keys()].sort((a, b) => distance(b) - distance(a));
    this.#held = this.#slots.reduce((sum, slot) => sum + slot.bytes, 0);
    for (const index of order) {
      const slot = this.#slots[index];
      if (!slot || this.#held <= this.#ports.maxBytes * ROOM) return;
      this.#held -= slot.bytes;
      slot.chunks = [];
      slot.bytes = 0;
      slot.forgotten = true;
    }
  }
}

function failureOf(cause: unknown): AppError {
  if (cause instanceof AppFailure) return cause.error;
  return cause instanceof RangeError
    ? appError('internal', 'net.badResponse', { message: cause.message, retry: 'never' })
    : appError('unavailable', 'net.offline');
}

function keep(slot: Slot, part: StackPart): void {
  if (part.kind === 'failed') {
    slot.failed = true;
    return;
  }
  if (part.kind === 'stored') {
    slot.plain = true;
    slot.stored = part.transferSyntaxUid;
    if (part.bytes.length === 0) return;
    slot.chunks = [part.bytes];
    slot.bytes = part.bytes.length;
    slot.total = part.total;
    return;
  }
  slot.total = part.total;
  if (slot.forgotten && part.offset > slot.bytes) return;
  if (part.offset > slot.bytes) throw new RangeError('bytes are missing before this part');
  const fresh = part.bytes.subarray(slot.bytes - part.offset);
  if (fresh.length === 0) return;
  slot.chunks.push(fresh);
  slot.bytes += fresh.length;
}

function join(slot: Slot): Uint8Array<ArrayBuffer> {
  const [only] = slot.chunks;
  if (only && slot.chunks.length === 1) return only;
  const whole = new Uint8Array(slot.bytes);
  let at = 0;
  for (const chunk of slot.chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  slot.chunks = [whole];
  return whole;
}

function commonPrefix(texts: readonly string[]): string {
  const [first = ''] = texts;
  let length = first.length;
  for (const text of texts) {
    while (!text.startsWith(first.slice(0, length))) length--;
  }
  return first.slice(0, length);
}
