/**
 * Terms for substring search through an inverted index: every character and every pair of neighbours, lower case,
 * without white space. Works for two-character Chinese names, where trigrams find nothing.
 */
export function searchTerms(...texts: readonly string[]): string[] {
  const terms = new Set<string>();
  for (const text of texts) {
    const characters = [...normalise(text)];
    characters.forEach((character, index) => {
      terms.add(character);
      const next = characters[index + 1];
      if (next !== undefined) terms.add(character + next);
    });
  }
  return [...terms];
}

/** The terms a match of `query` must contain: its pairs, or its only character. */
export function queryTerms(query: string): string[] {
  const characters = [...normalise(query)];
  if (characters.length <= 1) return characters;
  return [
    ...new Set(characters.slice(1).map((character, index) => `${characters[index]}${character}`)),
  ];
}

const normalise = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');
