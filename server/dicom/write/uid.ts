import { createHash, randomUUID } from 'node:crypto';

/** UIDs under 2.25 are a UUID written as a decimal number (PS3.5 B.2). */
const fromHex = (hex: string): string => `2.25.${BigInt(`0x${hex}`).toString(10)}`;

export const newUid = (): string => fromHex(randomUUID().replaceAll('-', ''));

/** The same UID for the same words, for objects that must be the same however often they are made. */
export const uidOf = (...words: readonly string[]): string =>
  fromHex(createHash('sha256').update(words.join('\u0000')).digest('hex').slice(0, 32));
