import { DamagedEcg, latin1, UnsupportedEcg } from './byteReader';

function decode(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Text whose character set nobody guarantees: strict UTF-8, else GB18030 (Chinese recorders), else Latin-1. */
export function guessText(bytes: Uint8Array): string {
  const utf8 = decode(bytes, 'utf-8');
  if (utf8 !== null) return utf8;
  return (looksLikeGb(bytes) ? decode(bytes, 'gb18030') : null) ?? latin1(bytes);
}

/**
 * GB18030 takes almost any bytes: an accented letter and the plain one behind it would become a character. In Chinese
 * text both bytes of almost every character are high ones.
 */
function looksLikeGb(bytes: Uint8Array): boolean {
  let [pairs, mixed] = [0, 0];
  for (let at = 0; at < bytes.length; at++) {
    if ((bytes[at] ?? 0) < 0x81) continue;
    at += 1;
    if ((bytes[at] ?? 0) >= 0xa1) pairs += 1;
    else mixed += 1;
  }
  return pairs > mixed;
}

const DECLARED = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/u;
/** Declarations that are true by the first bytes or that name what `guessText` tries anyway. */
const GUESSED = /^(utf-?8|gb.?18030|gbk|gb.?2312|us-ascii)$/iu;

/**
 * Text of an XML file by its byte order mark, its declaration, or else its bytes (XML 1.0, appendix F).
 *
 * @throws {UnsupportedEcg} For an encoding no runtime of ours knows. @throws {DamagedEcg} When the bytes are not in it.
 */
export function xmlText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return strictly(bytes, 'utf-16le');
  if (first === 0xfe && second === 0xff) return strictly(bytes, 'utf-16be');
  if (first === 0x3c && second === 0) return strictly(bytes, 'utf-16le');
  if (first === 0 && second === 0x3c) return strictly(bytes, 'utf-16be');
  const label = DECLARED.exec(latin1(bytes.subarray(0, 200)))?.[1];
  if (label === undefined || GUESSED.test(label)) return withoutMark(guessText(bytes));
  return strictly(bytes, label);
}

function strictly(bytes: Uint8Array, label: string): string {
  const decoder = decoderOf(label);
  if (!decoder) throw new UnsupportedEcg(`text encoding ${label}`);
  try {
    return withoutMark(decoder.decode(bytes));
  } catch {
    throw new DamagedEcg(`text is not ${label}`);
  }
}

function decoderOf(label: string): TextDecoder | null {
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    return null;
  }
}

const withoutMark = (text: string): string => text.replace(/^\ufeff/u, '');

/** Whether a file begins like XML in any encoding `xmlText` reads. */
export function looksLikeXml(head: Uint8Array): boolean {
  const plain = latin1(head.subarray(0, 64)).replace(
    /^\u00ef\u00bb\u00bf|^\u00ff\u00fe|^\u00fe\u00ff/u,
    '',
  );
  return /^[\s\0]*</u.test(plain);
}
