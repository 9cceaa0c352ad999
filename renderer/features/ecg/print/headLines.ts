/** Lines of 8 pt that the head of a printed page holds below its columns' titles. */
export const HEAD_LINES = 6;

const COLUMN_MM = 92;
/** At 8 pt, with room for words that do not break. */
const MM = { wide: 2.9, narrow: 1.65 } as const;
const FIRST_WIDE = 0x2e80;

/** Lines a text takes in a column of the head, rather too many than too few: what the page cuts off nobody misses. */
export function linesOf(text: string): number {
  let mm = 0;
  for (const char of text) mm += (char.codePointAt(0) ?? 0) >= FIRST_WIDE ? MM.wide : MM.narrow;
  return Math.max(1, Math.ceil(mm / COLUMN_MM));
}

/** Statements that fit below what already stands in the column; one line is kept for the count of those left out. */
export function statementsThatFit(above: string, statements: readonly string[]): readonly string[] {
  const room = HEAD_LINES - (above === '' ? 0 : linesOf(above));
  const ends: number[] = [];
  statements.forEach((text) => ends.push((ends.at(-1) ?? 0) + linesOf(text)));
  if ((ends.at(-1) ?? 0) <= room) return statements;
  return statements.filter((_, index) => (ends[index] ?? 0) <= room - 1);
}
