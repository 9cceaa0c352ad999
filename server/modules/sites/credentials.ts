import { createHash, randomBytes, randomInt } from 'node:crypto';

/** Without characters that are taken for one another on paper or on the telephone. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 3;
const GROUP_LENGTH = 4;

/** `7KQM-2HXR-9TBC`: 59 bits, once, for seven days, thirty tries a minute from one address. */
export function newCode(): string {
  const character = () => ALPHABET[randomInt(ALPHABET.length)] ?? '';
  const group = () => Array.from({ length: GROUP_LENGTH }, character).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}

/** Hash of a code as a person types it: case, blanks and dashes do not matter. */
export const hashCode = (typed: string): string =>
  sha256(typed.toUpperCase().replace(/[^0-9A-Z]/g, ''));

const PREFIX = 'hzsite_';
export const newCredential = (): string => PREFIX + randomBytes(32).toString('base64url');
export const isCredential = (token: string): boolean => token.startsWith(PREFIX);
export const hashCredential = (credential: string): string => sha256(credential);

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
