/** Limits a laboratory printed beside a result, in the result's unit; only to draw them, never to judge by. */
export type ReferenceLimits = { readonly low: number | null; readonly high: number | null };

const NUMBER = String.raw`[+-]?\d+(?:\.\d+)?`;
const BETWEEN = new RegExp(String.raw`^(${NUMBER})\s*(?:-|–|—|~|～|至|--)\s*(${NUMBER})$`);
const BELOW = new RegExp(String.raw`^(?:<|≤|<=|＜|小于)\s*(${NUMBER})$`);
const ABOVE = new RegExp(String.raw`^(?:>|≥|>=|＞|大于)\s*(${NUMBER})$`);

/**
 * Reads `3.5-9.5`, `<8.0`, `≥1.04` and the like.
 *
 * @returns `null` for words (`阴性`), for ranges by age or sex, and for limits in the wrong order.
 */
export function referenceLimits(text: string): ReferenceLimits | null {
  const plain = text
    .trim()
    .replace(/^\((.*)\)$/, '$1')
    .trim();
  const between = BETWEEN.exec(plain);
  if (between) {
    const [low, high] = [Number(between[1]), Number(between[2])];
    return low <= high ? { low, high } : null;
  }
  const below = BELOW.exec(plain);
  if (below) return { low: null, high: Number(below[1]) };
  const above = ABOVE.exec(plain);
  return above ? { low: Number(above[1]), high: null } : null;
}
