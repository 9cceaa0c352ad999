import { appError, type AppError } from '../errors';
import { err, ok, type Result } from '../../lib/result';

export type Icd10Row = { readonly code: string; readonly name: string; readonly nameEn: string };

/** A line that cannot be a diagnosis; `line` counts from 1, as editors and spreadsheets do. */
export type RefusedLine = {
  readonly line: number;
  readonly text: string;
  readonly reason: 'code' | 'name';
};

export type Icd10Sheet = {
  readonly rows: readonly Icd10Row[];
  readonly refused: readonly RefusedLine[];
};

/** ICD-10 (GB/T 14396) codes with the dagger, asterisk and plus of the national edition. */
const CODE = /^[A-Z]\d{2}(\.[0-9A-Zx]{1,8})?([+*†])?$/;
const LONGEST_TEXT = 80;

/** Reads `code,name[,english]` lines; a first line without a code is taken for a heading, empty lines for nothing. */
export function readIcd10Csv(csv: string): Icd10Sheet {
  const rows: Icd10Row[] = [];
  const refused: RefusedLine[] = [];
  csv
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .forEach((line, index) => {
      if (line.trim() === '') return;
      const [code = '', name = '', nameEn = ''] = splitCsv(line).map((field) => field.trim());
      const isCode = CODE.test(code);
      if (index === 0 && !isCode) return;
      if (isCode && name !== '') rows.push({ code, name, nameEn });
      else {
        const text = [...line.trim()].slice(0, LONGEST_TEXT).join('');
        refused.push({ line: index + 1, text, reason: isCode ? 'name' : 'code' });
      }
    });
  return { rows, refused };
}

/**
 * All rows or none.
 *
 * @returns Rows, or `admin.importRow` with the number of the first wrong line and how many there are.
 */
export function parseIcd10Csv(csv: string): Result<readonly Icd10Row[], AppError> {
  const { rows, refused } = readIcd10Csv(csv);
  const [first] = refused;
  if (first) return wrong(first.line, refused.length);
  return rows.length > 0 ? ok(rows) : wrong(1, 0);
}

const wrong = (line: number, count: number) =>
  err(appError('validation', 'admin.importRow', { params: { line, count } }));

function splitCsv(line: string): string[] {
  const fields = line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? [];
  return fields.map((field) =>
    field
      .replace(/,$/, '')
      .replace(/^"([\s\S]*)"$/, '$1')
      .replaceAll('""', '"'),
  );
}
