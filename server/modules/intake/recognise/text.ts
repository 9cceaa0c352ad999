const UTF8 = new TextDecoder('utf-8', { fatal: true });
const GB18030 = new TextDecoder('gb18030', { fatal: true });

/** HL7 table 0211, what Chinese senders put into MSH-18; everything else is decided by the bytes. */
const DECLARED: readonly (readonly [RegExp, string])[] = [
  [/UTF-?8/i, 'utf-8'],
  [/GB.?18030|GBK|GB.?2312/i, 'gb18030'],
];

/**
 * Text of bytes whose character set nobody guarantees: strict UTF-8, else GB18030, else `null`.
 * GB18030 takes almost any bytes, so that what looks binary is refused first.
 */
export function decodeText(bytes: Buffer): string | null {
  if (bytes.includes(0)) return decodeUtf16(bytes);
  for (const decoder of [UTF8, GB18030]) {
    try {
      return decoder.decode(bytes);
    } catch {
      continue;
    }
  }
  return null;
}

function decodeUtf16(bytes: Buffer): string | null {
  const label =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : null;
  return label === null ? null : new TextDecoder(label).decode(bytes);
}

/**
 * Text of an HL7 v2 file: as MSH-18 declares when that works, else as `decodeText` finds it. It is decoded as a
 * whole, before it is split: 116 Chinese characters have `|` as their second byte.
 */
export function decodeHl7(bytes: Buffer): string | null {
  const guessed = decodeText(bytes);
  if (guessed === null) return null;
  const header = /MSH[^\r\n]*/.exec(guessed)?.[0] ?? '';
  const declared = header.split(header[3] ?? '|')[17] ?? '';
  const label = DECLARED.find(([pattern]) => pattern.test(declared))?.[1];
  if (!label) return guessed;
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return guessed;
  }
}

/** Text of the first bytes of a file, whose last character may be cut in half; '' when it is not text. */
export function peekText(head: Buffer): string {
  const whole = head.subarray(0, 2048);
  const isBinary = whole
    .subarray(0, 512)
    .some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27));
  if (isBinary) return decodeUtf16(whole) ?? '';
  return new TextDecoder('utf-8').decode(whole).replace(/^\ufeff/, '');
}
