// Chinese sentences use Chinese punctuation. One rule, used by the check of texts and by whoever corrects them.

const HAN = /\p{Script=Han}/u;
const FULL = {
  ',': '，',
  ';': '；',
  ':': '：',
  '?': '？',
  '!': '！',
  '(': '（',
  ')': '）',
};
/** What is not prose: placeholders, addresses, figures such as `1:40`, `1,000` or `{{ratio}}:1`, units such as `mg/(kg·d)`, the key `?`. */
const NOT_PROSE =
  /\{\{[^}]*\}\}(?::\d)?|\w+:\/\/\S+|\d[,:](?=\d)|\/\([^()\p{Script=Han}]*\)|(?<=^| )[?!](?= |$)/gu;

/**
 * Positions of half-width `, ; : ? ! ( )` and straight double quotes in a text that contains Chinese characters.
 *
 * @param {string} text
 * @returns {number[]}
 */
export function halfWidthMarks(text) {
  if (!HAN.test(text)) return [];
  const prose = text.replace(NOT_PROSE, (match) => ' '.repeat(match.length));
  return [...prose.matchAll(/[,;:?!()"]/g)].map((match) => match.index);
}

/**
 * The text with those marks in full width, and without the space that followed them.
 *
 * @param {string} text
 * @returns {string}
 */
export function withFullWidth(text) {
  const marks = new Set(halfWidthMarks(text));
  let isOpen = false;
  let result = '';
  for (let index = 0; index < text.length; index++) {
    const mark = text[index];
    if (!marks.has(index)) {
      result += mark;
    } else if (mark === '"') {
      isOpen = !isOpen;
      result += isOpen ? '“' : '”';
    } else {
      if (mark === '(') result = result.replace(/ $/, '');
      result += FULL[mark];
      if (!'()'.includes(mark) && text[index + 1] === ' ' && text[index + 2] !== ' ') index++;
    }
  }
  return result;
}
