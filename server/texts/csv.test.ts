import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCsv } from './csv';

describe('CSV', () => {
  it.each([
    ['a comma', 'a,b', '"a,b"'],
    ['a quotation mark', 'a"b', '"a""b"'],
    ['a line break', 'a\nb', '"a\nb"'],
    ['a formula', '=1+1', "'=1+1"],
    ['a plus', '+86 371', "'+86 371"],
    ['a minus', '-1', "'-1"],
    ['an at sign', '@SUM(A1)', "'@SUM(A1)"],
    ['a tab before a formula', '\t=1', "'\t=1"],
    ['nothing', '', ''],
  ])('writes %s so that it stays what it is', (_, value, written) => {
    expect(toCsv(['h'], [[value]])).toBe(`\uFEFFh\r\n${written}\r\n`);
  });

  it('leaves numbers numbers, also negative ones, and says nothing for null', () => {
    expect(toCsv(['a', 'b', 'c'], [[-1.5, null, 0]])).toBe('\uFEFFa,b,c\r\n-1.5,,0\r\n');
  });

  it('gives back every table it was given, apart from the defusing quote', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', '=', '中') });
    fc.assert(
      fc.property(
        fc.array(fc.array(text, { minLength: 2, maxLength: 2 }), { minLength: 1 }),
        (rows) => {
          const [, ...parsed] = parse(toCsv(['x', 'y'], rows).slice(1));
          expect(parsed).toEqual(
            rows.map((row) => row.map((value) => (/^[=\r]/.test(value) ? `'${value}` : value))),
          );
        },
      ),
    );
  });
});

/** RFC 4180, written here a second time on purpose. */
function parse(csv: string): string[][] {
  const rows: string[][] = [[]];
  let field = '';
  let quoted = false;
  for (let at = 0; at < csv.length; at += 1) {
    const character = csv[at] ?? '';
    if (quoted) {
      if (character !== '"') field += character;
      else if (csv[at + 1] === '"') field += csv[++at];
      else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === ',') {
      rows.at(-1)?.push(field);
      field = '';
    } else if (character === '\r' && csv[at + 1] === '\n') {
      rows.at(-1)?.push(field);
      rows.push([]);
      field = '';
      at += 1;
    } else field += character;
  }
  return rows.slice(0, -1);
}
