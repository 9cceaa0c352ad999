const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

/**
 * Identity number nobody can own: area 999999, right check character (GB 11643-1999, ISO 7064 MOD 11-2).
 *
 * @param birthDate - `YYYY-MM-DD`
 * @param sequence - 0-999, odd for men, even for women.
 */
export function demoIdNumber(birthDate: string, sequence: number): string {
  const body = `999999${birthDate.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return `${body}${CHECK_CHARACTERS[sum % 11] ?? ''}`;
}
