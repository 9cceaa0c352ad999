import { DamagedEcg } from './byteReader';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PAD = 0x3d;
const SKIP = 255;
const BAD = 254;

const VALUES = Uint8Array.from({ length: 256 }, (_, code) => {
  const value = ALPHABET.indexOf(String.fromCharCode(code));
  if (value >= 0) return value;
  return code <= 0x20 ? SKIP : BAD;
});

/**
 * Bytes of a base64 text (RFC 4648 section 4); white space is skipped.
 *
 * @throws {DamagedEcg} At any other character, behind the padding, or when bits are missing.
 */
export function decodeBase64(text: string): Uint8Array {
  const out = new Uint8Array(Math.floor((text.length * 3) / 4));
  let [bits, held, size] = [0, 0, 0];
  let padding = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === PAD) {
      padding += 1;
      continue;
    }
    const value = code > 255 ? BAD : (VALUES[code] ?? BAD);
    if (value === SKIP) continue;
    if (value === BAD || padding > 0) throw new DamagedEcg('not base64');
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      out[size++] = (bits >> held) & 0xff;
    }
  }
  if (padding > 2 || held >= 6) throw new DamagedEcg('base64 ends too early');
  return out.subarray(0, size);
}
