import type { Readable } from 'node:stream';
import { appError, AppFailure } from '../../../shared/domain/errors';

export type Part = {
  /** Lower-case names. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: AsyncIterable<Buffer>;
  /** Settles when the body has been read to its end or its reading was given up; never if it was not begun. */
  readonly done: Promise<void>;
};

const MAX_HEADER_BYTES = 16 * 1024;
const HEADER_END = Buffer.from('\r\n\r\n');

/**
 * Parts of a multipart body (RFC 2046 5.1), one after the other, in constant memory. The consumer must be
 * finished with a body before it asks for the next part; what it leaves unread is skipped.
 *
 * @throws AppFailure `upload.incomplete` when the closing boundary never comes, `request.invalid` for part headers that
 *   are too long.
 */
export async function* readMultipart(source: Readable, boundary: string): AsyncGenerator<Part> {
  const input = createInput(source);
  const delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1');
  input.unread(Buffer.from('\r\n'));
  for await (const _ of input.until(delimiter)) continue;
  for (;;) {
    const tail = await input.take(2);
    if (tail.toString('latin1') === '--') return;
    const headers = parseHeaders(await headerBlock(input, tail));
    let finish: () => void = () => undefined;
    const done = new Promise<void>((resolve) => (finish = resolve));
    const chunks = input.until(delimiter);
    const body = drainInto(chunks, finish);
    yield { headers, body, done };
    for await (const _ of chunks) continue;
  }
}

async function* drainInto(
  chunks: AsyncGenerator<Buffer>,
  finish: () => void,
): AsyncGenerator<Buffer> {
  try {
    for (;;) {
      const next = await chunks.next();
      if (next.done) return;
      yield next.value;
    }
  } finally {
    finish();
  }
}

type Input = {
  unread(bytes: Buffer): void;
  take(length: number): Promise<Buffer>;
  /** Yields bytes up to the mark and consumes the mark. */
  until(mark: Buffer): AsyncGenerator<Buffer>;
};

const incomplete = () =>
  new AppFailure(appError('validation', 'upload.incomplete', { retry: 'safe' }));

function createInput(source: Readable): Input {
  const iterator = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let buffered: Buffer = Buffer.alloc(0);

  const nextChunk = async (): Promise<Buffer> => {
    const next = await iterator.next().catch((error: unknown) => {
      throw new AppFailure(incomplete().error, { cause: error });
    });
    if (next.done) throw incomplete();
    return next.value;
  };
  return {
    unread(bytes) {
      buffered = Buffer.concat([bytes, buffered]);
    },
    async take(length) {
      while (buffered.length < length) buffered = Buffer.concat([buffered, await nextChunk()]);
      const bytes = buffered.subarray(0, length);
      buffered = buffered.subarray(length);
      return bytes;
    },
    async *until(mark) {
      for (;;) {
        const at = buffered.indexOf(mark);
        if (at >= 0) {
          const last = buffered.subarray(0, at);
          buffered = buffered.subarray(at + mark.length);
          if (last.length > 0) yield last;
          return;
        }
        // The end of what is here may be the beginning of the mark; only that little is ever copied.
        const safe = Math.max(0, buffered.length - (mark.length - 1));
        if (safe > 0) yield buffered.subarray(0, safe);
        buffered = buffered.subarray(safe);
        const chunk = await nextChunk();
        const seam = Buffer.concat([buffered, chunk.subarray(0, mark.length - 1)]);
        if (chunk.length < mark.length || seam.includes(mark))
          buffered = Buffer.concat([buffered, chunk]);
        else {
          if (buffered.length > 0) yield buffered;
          buffered = chunk;
        }
      }
    },
  };
}

async function headerBlock(input: Input, first: Buffer): Promise<string> {
  let block = first;
  // The delimiter line may carry blanks; headers begin after its CRLF and may be absent.
  while (!block.subarray(-4).equals(HEADER_END)) {
    if (block.length > MAX_HEADER_BYTES)
      throw new AppFailure(appError('validation', 'request.invalid'));
    block = Buffer.concat([block, await input.take(1)]);
  }
  return block.toString('latin1');
}

function parseHeaders(block: string): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of block.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0)
      headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return headers;
}
