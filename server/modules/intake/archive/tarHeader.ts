export const BLOCK = 512;

export type TarHeader = {
  readonly name: string;
  readonly sizeBytes: number;
  /** Type flag of POSIX.1-2017 pax, `ustar` interchange format; NUL is an old name for `0`. */
  readonly type: string;
};

/**
 * One 512-byte header block.
 *
 * @returns `null` when the block is not a header: the checksum decides, as it must.
 */
export function readTarHeader(block: Buffer): TarHeader | null {
  if (parseNumber(block.subarray(148, 156)) !== checksumOf(block)) return null;
  const sizeBytes = parseNumber(block.subarray(124, 136));
  if (sizeBytes === null) return null;
  const isUstar = block.toString('latin1', 257, 262) === 'ustar';
  // GNU tar writes other things where ustar has the prefix
  const hasPrefix = isUstar && block[263] === 0x30;
  const prefix = hasPrefix ? textOf(block.subarray(345, 500)) : '';
  const name = textOf(block.subarray(0, 100));
  const type = String.fromCharCode(block[156] || 0x30);
  return { name: prefix ? `${prefix}/${name}` : name, sizeBytes, type };
}

function checksumOf(block: Buffer): number {
  let sum = 8 * 0x20; // the checksum field itself counts as spaces
  for (let at = 0; at < BLOCK; at++) if (at < 148 || at >= 156) sum += block[at] ?? 0;
  return sum;
}

/** Octal text, or base 256 when the first bit is set (GNU, for sizes from 8 GiB). */
function parseNumber(field: Buffer): number | null {
  if ((field[0] ?? 0) & 0x80) {
    let value = (field[0] ?? 0) & 0x7f;
    for (const byte of field.subarray(1)) value = value * 256 + byte;
    return Number.isSafeInteger(value) ? value : null;
  }
  const text = field
    .toString('latin1')
    .replace(/[\0 ]+/g, ' ')
    .trim();
  if (text === '') return 0;
  const value = /^[0-7]+$/.test(text) ? parseInt(text, 8) : NaN;
  return Number.isSafeInteger(value) ? value : null;
}

/** Names of old archives may be GB18030; pax names are always UTF-8. */
export function textOf(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  const name = end === -1 ? bytes : bytes.subarray(0, end);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(name);
  } catch {
    return new TextDecoder('gb18030').decode(name);
  }
}

/**
 * Records of a pax extended header, `LENGTH key=value\n` with the length in bytes of the whole record.
 *
 * @returns `null` when a record does not end where it says.
 */
export function readPaxRecords(bytes: Buffer): ReadonlyMap<string, string> | null {
  const records = new Map<string, string>();
  let at = 0;
  while (at < bytes.length) {
    const space = bytes.indexOf(0x20, at);
    const length = space === -1 ? NaN : Number(bytes.toString('latin1', at, space));
    const end = at + length;
    if (
      !Number.isInteger(length) ||
      end > bytes.length ||
      end <= space ||
      bytes[end - 1] !== 0x0a
    ) {
      return null;
    }
    const record = bytes.toString('utf8', space + 1, end - 1);
    const equals = record.indexOf('=');
    if (equals === -1) return null;
    records.set(record.slice(0, equals), record.slice(equals + 1));
    at = end;
  }
  return records;
}
