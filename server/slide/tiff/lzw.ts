const CLEAR = 256;
const END = 257;
const FIRST = 258;
const MAX_CODES = 4096;

/**
 * TIFF's LZW: most significant bit first, codes widen one code early (TIFF 6.0, section 13).
 *
 * @param size - Bytes the block holds; what comes after them is not read.
 * @returns The bytes; fewer than `size` when the stream ends before.
 */
export function decodeLzw(encoded: Buffer, size: number): Buffer {
  const out = Buffer.alloc(size);
  /** Per code: where its string lies in `out`, and how long it is; literals are their own. */
  const starts = new Int32Array(MAX_CODES);
  const lengths = new Int32Array(MAX_CODES);
  let [next, width, done] = [FIRST, 9, 0];
  let [bits, held, at] = [0, 0, 0];
  let before: { start: number; length: number } | null = null;
  const read = (): number => {
    while (held < width && at < encoded.length) {
      bits = ((bits << 8) | (encoded[at++] ?? 0)) & 0xffffff;
      held += 8;
    }
    if (held < width) return END;
    held -= width;
    return (bits >> held) & ((1 << width) - 1);
  };
  for (;;) {
    const code = read();
    if (code === END) break;
    if (code === CLEAR) {
      [next, width, before] = [FIRST, 9, null];
      continue;
    }
    const start = done;
    if (code < CLEAR) {
      if (done >= size) break;
      out[done++] = code;
    } else if (code < next) {
      done = copy(out, starts[code] ?? 0, lengths[code] ?? 0, done);
    } else {
      if (!before || code > next) break; // not a code this stream can hold
      done = copy(out, before.start, before.length, done);
      if (done < size) out[done++] = out[start] ?? 0;
    }
    if (before && next < MAX_CODES) {
      starts[next] = before.start;
      lengths[next] = before.length + 1;
      next++;
    }
    before = { start, length: done - start };
    if (next + 1 >= 1 << width && width < 12) width++;
    if (done >= size) break;
  }
  return out.subarray(0, done);
}

/** Byte by byte: a string may overlap what it is copied to. */
function copy(out: Buffer, from: number, length: number, to: number): number {
  const end = Math.min(to + length, out.length);
  for (let at = to; at < end; at++) out[at] = out[from + at - to] ?? 0;
  return end;
}
