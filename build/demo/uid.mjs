// UIDs under 2.25 (PS3.5 B.2, ISO/IEC 9834-8): the decimal form of a UUID made from a name, so that a rebuilt
// bundle carries the same UIDs and report links to key images stay valid.
import { createHash } from 'node:crypto';

export function uidOf(name) {
  const bytes = createHash('sha256').update(`huizhen-demo/${name}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6] & 0x0f) | 0x80;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return `2.25.${BigInt(`0x${bytes.toString('hex')}`)}`;
}
