import { sha256Hex } from './sha256';

/**
 * UIDs under 2.25 (PS3.5 B.2, ISO/IEC 9834-8): the decimal form of a UUID.
 *
 * @param uuid - 8-4-4-4-12 hexadecimal digits.
 */
export const uidOfUuid = (uuid: string): string =>
  `2.25.${BigInt(`0x${uuid.replaceAll('-', '')}`).toString()}`;

/** The UUID (lower case) such a UID was made of; `null` for every other UID. */
export function uuidOfUid(uid: string): string | null {
  const digits = /^2\.25\.(0|[1-9]\d{0,38})$/.exec(uid)?.[1];
  if (digits === undefined) return null;
  const hex = BigInt(digits).toString(16).padStart(32, '0');
  return hex.length > 32
    ? null
    : hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/**
 * A UID made of a name of ASCII characters: the same name gives the same UID, so that an object written again after a crash is the same object.
 * Version 8 of RFC 9562: the bits of a hash with the version and variant bits set.
 */
export function uidOfName(name: string): string {
  const hex = sha256Hex(Uint8Array.from(name, (char) => char.charCodeAt(0))).slice(0, 32);
  const variant = ((parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return uidOfUuid(`${hex.slice(0, 12)}8${hex.slice(13, 16)}${variant}${hex.slice(17)}`);
}
