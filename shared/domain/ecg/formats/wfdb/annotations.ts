import { DamagedEcg } from '../../bytes/byteReader';
import { guessText } from '../../bytes/text';
import type { AnnotationKind, EcgAnnotation } from '../../recording';

/** Mnemonics of annotation codes, ecgcodes.h. */
const MNEMONICS: Readonly<Record<number, string>> = {
  1: 'N',
  2: 'L',
  3: 'R',
  4: 'a',
  5: 'V',
  6: 'F',
  7: 'J',
  8: 'A',
  9: 'S',
  10: 'E',
  11: 'j',
  12: '/',
  13: 'Q',
  14: '~',
  16: '|',
  18: 's',
  19: 'T',
  20: '*',
  21: 'D',
  22: '"',
  23: '=',
  24: 'p',
  25: 'B',
  26: '^',
  27: 't',
  28: '+',
  29: 'u',
  30: '?',
  31: '!',
  32: '[',
  33: ']',
  34: 'e',
  35: 'n',
  36: '@',
  37: 'x',
  38: 'f',
  39: '(',
  40: ')',
  41: 'r',
};
const BEATS = new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 25, 30, 34, 35, 38, 41]);
const NOISE = new Set([14, 16]);
const FIDUCIALS = new Set([24, 26, 27, 29, 39, 40]);
const RHYTHM = 28;

const SKIP = 59;
const NUM = 60;
const SUB = 61;
const CHN = 62;
const AUX = 63;

/**
 * Reads an annotation file in MIT format: pairs of bytes, six bits of code and ten of time since the one before.
 *
 * @param rateHz - Of the record; a file that states a time resolution of its own is believed.
 * @throws {DamagedEcg} When it ends inside of an annotation, or times leave what a record can have.
 * @see WFDB Programmer's Guide, annot(5).
 */
export function readAnnotations(bytes: Uint8Array, rateHz: number): EcgAnnotation[] {
  const found: { kind: AnnotationKind; time: number; code: string; text: string }[] = [];
  let [time, rate] = [0, rateHz];
  for (let at = 0; at + 2 <= bytes.length;) {
    const word = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
    const [code, value] = [word >> 10, word & 0x3ff];
    at += 2;
    if (word === 0) break;
    if (code === SKIP) {
      time += interval(bytes, at);
      at += 4;
    } else if (code === AUX) {
      if (at + value > bytes.length) throw new DamagedEcg('annotation text is cut off');
      const text = guessText(bytes.subarray(at, at + value)).replace(/\0+$/u, '');
      at += value + (value % 2);
      const last = found.at(-1);
      const resolution = /^## time resolution: ([\d.]+)/u.exec(text)?.[1];
      if (resolution !== undefined && Number(resolution) > 0) {
        rate = Number(resolution);
        found.pop(); // the note that carries it is no mark in the recording
      } else if (last) last.text = text;
    } else if (code !== NUM && code !== SUB && code !== CHN) {
      time += value;
      found.push({ kind: kindOf(code), time, code: MNEMONICS[code] ?? String(code), text: '' });
    }
    if (!(time >= 0 && time < 2 ** 40)) throw new DamagedEcg('annotation out of time');
  }
  return found
    .map(({ kind, time: sample, code, text }) => ({
      kind,
      atS: sample / rate,
      durationS: 0,
      code,
      text,
    }))
    .sort((a, b) => a.atS - b.atS);
}

/** Four bytes, the more significant half first, each half with its low byte first (PDP-11). */
function interval(bytes: Uint8Array, at: number): number {
  if (at + 4 > bytes.length) throw new DamagedEcg('annotation time is cut off');
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(at, at + 4);
  return (b << 24) | (a << 16) | (d << 8) | c;
}

function kindOf(code: number): AnnotationKind {
  if (BEATS.has(code)) return 'beat';
  if (code === RHYTHM) return 'rhythm';
  if (NOISE.has(code)) return 'noise';
  return FIDUCIALS.has(code) ? 'fiducial' : 'note';
}
