/** Resident identity number of 18 characters, GB 11643-1999. */

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

/** True when length, date and ISO 7064 MOD 11-2 check character are right. */
export function checkIdNumber(idNumber: string): boolean {
  const text = idNumber.toUpperCase();
  if (!/^\d{17}[\dX]$/.test(text)) return false;
  const date = birthDateOfIdNumber(text);
  const parsed = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== date) return false;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return CHECK_CHARACTERS[sum % 11] === text[17];
}

/** `YYYY-MM-DD` from digits 7-14. */
export function birthDateOfIdNumber(idNumber: string): string {
  return `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;
}

/** Digit 17 is odd for men, even for women. */
export function sexOfIdNumber(idNumber: string): 'male' | 'female' {
  return Number(idNumber[16]) % 2 === 1 ? 'male' : 'female';
}
