import { ok, err, type Result } from '../../../shared/lib/result';

/** Why a text could not be decoded. */
export type CharsetProblem = {
  readonly charset: string;
  readonly reason: 'unknownCharset' | 'badBytes';
};
export type TextDecoding = (bytes: Buffer) => Result<string, CharsetProblem>;

type Decode = (bytes: Buffer) => string;
/** A code element designated into G0 (bytes 21-7E) or G1 (A0-FF), PS3.5 6.1.2.5. */
type CodeElement = {
  readonly side: 'G0' | 'G1';
  readonly bytesPerCharacter: 1 | 2;
  readonly decode: Decode;
};

const strict = (label: string): Decode => {
  const decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
  return (bytes) => decoder.decode(bytes);
};
/** ISO 646 IRV; a byte above 7F has no meaning without a declared set. */
const ascii: Decode = (bytes) => {
  if (bytes.some((byte) => byte > 0x7f)) throw new TypeError('byte outside the default repertoire');
  return bytes.toString('latin1');
};
const latin1: Decode = (bytes) => bytes.toString('latin1');
/** Sets that travel in G0 with the eighth bit off are decoded as their EUC form, where it is on. */
const withHighBit = (label: string, prefix?: number): Decode => {
  const decode = strict(label);
  return (bytes) => {
    const out: number[] = [];
    for (let i = 0; i < bytes.length; i += 2) {
      if (prefix !== undefined) out.push(prefix);
      out.push((bytes[i] ?? 0) | 0x80, (bytes[i + 1] ?? 0) | 0x80);
    }
    return decode(Buffer.from(out));
  };
};

/** Single-byte sets with G1 in the right half, ISO_IR number → decoder (PS3.3 C.12.1.1.2, Table C.12-2). */
const SINGLE_BYTE: Readonly<Record<string, Decode>> = {
  '6': ascii,
  '100': latin1,
  '101': strict('iso-8859-2'),
  '109': strict('iso-8859-3'),
  '110': strict('iso-8859-4'),
  '144': strict('iso-8859-5'),
  '127': strict('iso-8859-6'),
  '126': strict('iso-8859-7'),
  '138': strict('iso-8859-8'),
  '148': strict('windows-1254'),
  '203': strict('iso-8859-15'),
  '166': strict('windows-874'),
  '13': strict('shift_jis'),
};

/** Multi-byte sets without code extensions (Table C.12-5): the whole value is one encoding. */
const WHOLE: Readonly<Record<string, Decode>> = {
  'ISO_IR 192': strict('utf-8'),
  GB18030: strict('gb18030'),
  GBK: strict('gbk'),
};

const single = (side: CodeElement['side'], decode: Decode): CodeElement => ({
  side,
  bytesPerCharacter: 1,
  decode,
});
const double = (side: CodeElement['side'], decode: Decode): CodeElement => ({
  side,
  bytesPerCharacter: 2,
  decode,
});
const rightHalf = (number: string): CodeElement => single('G1', SINGLE_BYTE[number] ?? latin1);

/** Escape sequences (Tables C.12-3 and C.12-4) by the characters that follow ESC. */
const ESCAPES: ReadonlyMap<string, CodeElement> = new Map([
  ['(B', single('G0', ascii)],
  ['(J', single('G0', ascii)],
  [')I', rightHalf('13')],
  ['-A', rightHalf('100')],
  ['-B', rightHalf('101')],
  ['-C', rightHalf('109')],
  ['-D', rightHalf('110')],
  ['-L', rightHalf('144')],
  ['-G', rightHalf('127')],
  ['-F', rightHalf('126')],
  ['-H', rightHalf('138')],
  ['-M', rightHalf('148')],
  ['-b', rightHalf('203')],
  ['-T', rightHalf('166')],
  ['$B', double('G0', withHighBit('euc-jp'))],
  ['$(D', double('G0', withHighBit('euc-jp', 0x8f))],
  ['$)C', double('G1', strict('euc-kr'))],
  ['$)A', double('G1', strict('gbk'))],
]);

const ESC = 0x1b;
/** After these the code elements of the first value are active again: control characters, `\`, and `^` `=` in names. */
const RESETS = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x5c]);
const NAME_RESETS = new Set([...RESETS, 0x5e, 0x3d]);

/**
 * Decoder for the texts of one data set or item.
 *
 * @param charset - Values of Specific Character Set (0008,0005); empty when absent.
 * @param isName - True for PN, where `^` and `=` also end the reach of an escape sequence (PS3.5 6.1.2.5.3).
 */
export function textDecoding(charset: readonly string[], isName: boolean): TextDecoding {
  const terms = charset.map((term) => term.trim());
  const first = terms[0] ?? '';
  const whole = Object.hasOwn(WHOLE, first) ? WHOLE[first] : undefined;
  if (whole) return attempt(first, whole);
  const number = first === '' ? '6' : /^ISO(?:_IR| 2022 IR) (\d+)$/.exec(first)?.[1];
  const multiByteFirst = number === '87' || number === '149' || number === '58' || number === '159';
  const initial =
    number && !multiByteFirst ? SINGLE_BYTE[number] : multiByteFirst ? ascii : undefined;
  if (!initial) return () => err({ charset: first, reason: 'unknownCharset' });
  const resets = isName ? NAME_RESETS : RESETS;
  return attempt(terms.join('\\'), (bytes) =>
    bytes.includes(ESC) ? decodeExtended(bytes, initial, resets) : initial(bytes),
  );
}

function attempt(charset: string, decode: Decode): TextDecoding {
  return (bytes) => {
    try {
      return ok(decode(bytes));
    } catch (error) {
      if (error instanceof TypeError) return err({ charset, reason: 'badBytes' });
      throw error;
    }
  };
}

/** ISO 2022 with code extensions: cuts the value into runs of one code element each and decodes run by run. */
function decodeExtended(bytes: Buffer, initial: Decode, resets: ReadonlySet<number>): string {
  let g0: CodeElement = single('G0', ascii);
  let g1: CodeElement = single('G1', initial);
  let text = '';
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    if (byte === ESC) {
      const { element, length } = escapeAt(bytes, at);
      if (element.side === 'G0') g0 = element;
      else g1 = element;
      at += length;
      continue;
    }
    if (g0.bytesPerCharacter === 1 && resets.has(byte)) {
      g0 = single('G0', ascii);
      g1 = single('G1', initial);
    }
    const active = byte >= 0x80 ? g1 : byte < 0x20 ? single('G0', ascii) : g0;
    const end = runEnd(bytes, at, active, resets);
    text += active.decode(bytes.subarray(at, end));
    at = end;
  }
  return text;
}

function escapeAt(bytes: Buffer, at: number): { element: CodeElement; length: number } {
  for (const length of [3, 4]) {
    const element = ESCAPES.get(bytes.toString('latin1', at + 1, at + length));
    if (element) return { element, length };
  }
  throw new TypeError('unknown escape sequence');
}

function runEnd(
  bytes: Buffer,
  start: number,
  active: CodeElement,
  resets: ReadonlySet<number>,
): number {
  let end = start + active.bytesPerCharacter;
  while (end < bytes.length) {
    const byte = bytes[end] ?? 0;
    const isHigh = byte >= 0x80;
    if (byte === ESC || byte < 0x20 || isHigh !== (active.side === 'G1')) break;
    if (active.bytesPerCharacter === 1 && resets.has(byte)) break;
    end += active.bytesPerCharacter;
  }
  return Math.min(end, bytes.length);
}
