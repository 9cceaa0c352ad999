/**
 * The code printed on a published report. A person types it from paper, so it has no letters that look like a digit
 * (I, L, O and the digits 0, 1 are absent), comes in groups, and carries a check character.
 * Fifteen random characters of 31 hold 74 bits: nobody finds one by trying.
 */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const RANDOM_LENGTH = 15;
const GROUP = 4;
/** 31 is prime, so weights 1…15 make every single mistyped or swapped neighbouring character show. */
const BASE = ALPHABET.length;

const checkCharacter = (body: string): string => {
  const sum = [...body].reduce(
    (total, character, index) => total + ALPHABET.indexOf(character) * (index + 1),
    0,
  );
  return ALPHABET.charAt(sum % BASE);
};

/**
 * Makes a code.
 *
 * @param random - Gives that many bytes from a cryptographic source; asked again for bytes that would favour some
 *   characters.
 * @returns 16 characters without separators, as stored.
 */
export function newVerificationCode(random: (length: number) => Uint8Array): string {
  const fair = Math.floor(256 / BASE) * BASE;
  let body = '';
  while (body.length < RANDOM_LENGTH) {
    for (const byte of random(RANDOM_LENGTH)) {
      if (byte < fair && body.length < RANDOM_LENGTH) body += ALPHABET.charAt(byte % BASE);
    }
  }
  return body + checkCharacter(body);
}

/**
 * Reads a code as people write it: any case, full-width letters, spaces and dashes anywhere.
 *
 * @returns The stored form, or null when it cannot be a code (length, letters, check character).
 */
export function parseVerificationCode(text: string): string | null {
  const code = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '');
  if (code.length !== RANDOM_LENGTH + 1) return null;
  if (![...code].every((character) => ALPHABET.includes(character))) return null;
  return checkCharacter(code.slice(0, -1)) === code.at(-1) ? code : null;
}

/** `K7QF-3MRT-9XWA-HD2E`. */
export const formatVerificationCode = (code: string): string =>
  code.match(new RegExp(`.{1,${GROUP}}`, 'gu'))?.join('-') ?? '';

/** Where a code is entered; the fragment never reaches a server or its logs. */
export const VERIFY_PATH = '/verify';

/** The address in the QR code of a report. */
export const verificationUrl = (publicUrl: string, code: string): string =>
  `${publicUrl.replace(/\/+$/u, '')}${VERIFY_PATH}#${code}`;
