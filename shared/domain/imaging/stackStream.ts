import { z } from 'zod';

/**
 * How pictures of a series travel as one stream: many parts, each some bytes of one frame, in the order asked for.
 * Frames with a progressive rendition (HTJ2K, resolution levels one after the other) are asked for up to a level and
 * later from there on, so no byte travels twice; others come whole, as they are stored.
 */

/** Level of a want that asks for everything. */
export const LOSSLESS = -1;

const count = z.number().int().nonnegative();

/** `[instance, frame, level, have]`: index into `instances`, 1-based frame, resolution level, bytes already held. */
const wantSchema = z.tuple([
  count,
  z.number().int().positive(),
  z.number().int().min(LOSSLESS),
  count,
]);

export const MAX_WANTS = 20_000;

export const stackRequestSchema = z.object({
  /** What all SOP Instance UIDs of the request begin with; keeps a request over a thin line small. */
  prefix: z.string().max(64),
  instances: z.array(z.string().max(64)).min(1).max(MAX_WANTS),
  wants: z.array(wantSchema).min(1).max(MAX_WANTS),
});
export type StackRequest = z.infer<typeof stackRequestSchema>;
export type StackWant = z.infer<typeof wantSchema>;

export const STACK_MEDIA_TYPE = 'application/vnd.huizhen.stack';

/**
 * - `rendition`: bytes of an HTJ2K codestream, from `offset`; the frame is complete when `offset` and length reach `total`;
 * - `stored`: the whole frame as stored, its transfer syntax named in `transferSyntaxUid`;
 * - `failed`: the frame cannot be had this way; its ordinary address says why.
 */
export type StackPart = {
  readonly kind: 'rendition' | 'stored' | 'failed';
  /** Position in `wants`. */
  readonly want: number;
  /** `partMark` of the frame, so that a picture can never be taken for another. */
  readonly mark: number;
  readonly offset: number;
  readonly total: number;
  readonly transferSyntaxUid: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
};

/** want, kind, length of the syntax, reserved, mark, offset, total, length of the bytes: 4+1+1+2+4+4+4+4. */
const HEADER_BYTES = 24;
const KINDS = ['rendition', 'stored', 'failed'] as const;
/** No frame is larger; a header that says so is not one. */
const MAX_PART_BYTES = 512 * 1024 * 1024;

/** FNV-1a over UID and frame number, 32 bits. */
export function partMark(sopInstanceUid: string, frame: number): number {
  const text = `${sopInstanceUid}/${frame}`;
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

/** Header of a part; its bytes follow it. */
export function writePartHeader(
  part: Omit<StackPart, 'bytes'> & { readonly length: number },
): Uint8Array {
  const syntax = part.transferSyntaxUid;
  const out = new Uint8Array(HEADER_BYTES + syntax.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, part.want);
  view.setUint8(4, KINDS.indexOf(part.kind));
  view.setUint8(5, syntax.length);
  view.setUint32(8, part.mark);
  view.setUint32(12, part.offset);
  view.setUint32(16, part.total);
  view.setUint32(20, part.length);
  for (let i = 0; i < syntax.length; i++) out[HEADER_BYTES + i] = syntax.charCodeAt(i);
  return out;
}

/** Cuts a stream into parts as chunks arrive. Throws a RangeError when the stream is not one of ours. */
export class StackReader {
  #chunks: Uint8Array[] = [];
  #held = 0;

  /** @returns The parts that are complete with this chunk. */
  push(chunk: Uint8Array): StackPart[] {
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    const parts: StackPart[] = [];
    for (let part = this.#next(); part; part = this.#next()) parts.push(part);
    return parts;
  }

  /** Whether the stream ended between two parts. */
  get isAtEnd(): boolean {
    return this.#held === 0;
  }

  #next(): StackPart | null {
    if (this.#held < HEADER_BYTES) return null;
    const header = this.#peek(HEADER_BYTES);
    const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
    const kind = KINDS[view.getUint8(4)];
    const length = view.getUint32(20);
    if (!kind || length > MAX_PART_BYTES) throw new RangeError('not a stack stream');
    const syntaxLength = view.getUint8(5);
    if (this.#held < HEADER_BYTES + syntaxLength + length) return null;
    const numbers = {
      want: view.getUint32(0),
      mark: view.getUint32(8),
      offset: view.getUint32(12),
      total: view.getUint32(16),
    };
    const head = this.#take(HEADER_BYTES + syntaxLength);
    const transferSyntaxUid = String.fromCharCode(...head.subarray(HEADER_BYTES));
    return { kind, ...numbers, transferSyntaxUid, bytes: this.#take(length) };
  }

  /** The first bytes, in one piece; joins chunks only where a header straddles two. */
  #peek(length: number): Uint8Array {
    const [first] = this.#chunks;
    if (first && first.length >= length) return first.subarray(0, length);
    this.#join();
    return (this.#chunks[0] ?? new Uint8Array(0)).subarray(0, length);
  }

  #take(length: number): Uint8Array<ArrayBuffer> {
    const out = new Uint8Array(length);
    let done = 0;
    while (done < length) {
      const chunk = this.#chunks[0];
      if (!chunk) break;
      const piece = chunk.subarray(0, length - done);
      out.set(piece, done);
      done += piece.length;
      if (piece.length === chunk.length) this.#chunks.shift();
      else this.#chunks[0] = chunk.subarray(piece.length);
    }
    this.#held -= length;
    return out;
  }

  #join(): void {
    const whole = new Uint8Array(this.#held);
    let at = 0;
    for (const chunk of this.#chunks) {
      whole.set(chunk, at);
      at += chunk.length;
    }
    this.#chunks = [whole];
  }
}
