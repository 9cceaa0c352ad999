import { sql } from 'kysely';
import type { AppError } from '../../../shared/domain/errors';
import { refuse } from '../../../shared/domain/errors';
import { queryTerms, searchTerms } from '../../../shared/lib/searchTerms';
import { ok, type Result } from '../../../shared/lib/result';
import type { Db } from '../../db/database';

export type Icd10Row = { readonly code: string; readonly name: string; readonly nameEn: string };

/** Code prefix first, then names that begin with the text, then names that contain it. */
export async function findIcd10(db: Db, q: string, limit: number): Promise<Icd10Row[]> {
  const escaped = q.replace(/[\\%_]/g, (character) => `\\${character}`);
  const result = await sql<Icd10Row>`
    select code, name, name_en as "nameEn" from icd10
    where search_terms @> ${queryTerms(q)}::text[]
      and (code ilike ${`%${escaped}%`} or name ilike ${`%${escaped}%`} or name_en ilike ${`%${escaped}%`})
    order by case when code ilike ${`${escaped}%`} then 0 when name ilike ${`${escaped}%`} then 1 else 2 end,
      length(name), code
    limit ${limit}`.execute(db);
  return result.rows;
}

const CODE = /^[A-Z]\d{2}(\.[0-9A-Zx]{1,8})?([+*†])?$/;

/** @returns Rows, or `admin.importRow` with line number of the first bad one and how many there are. */
export function parseIcd10Csv(csv: string): Result<Icd10Row[], AppError> {
  const lines = csv.replace(/^\uFEFF/, '').split(/\r?\n/);
  const rows: Icd10Row[] = [];
  const bad: number[] = [];
  lines.forEach((line, index) => {
    if (line.trim() === '') return;
    const [code = '', name = '', nameEn = ''] = splitCsv(line).map((field) => field.trim());
    if (index === 0 && !CODE.test(code)) return; // header
    if (CODE.test(code) && name !== '') rows.push({ code, name, nameEn });
    else bad.push(index + 1);
  });
  if (bad.length > 0) {
    return refuse('validation', 'admin.importRow', {
      params: { line: bad[0] ?? 0, count: bad.length },
    });
  }
  return rows.length > 0
    ? ok(rows)
    : refuse('validation', 'admin.importRow', { params: { line: 1, count: 0 } });
}

function splitCsv(line: string): string[] {
  const fields = line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? [];
  return fields.map((field) =>
    field
      .replace(/,$/, '')
      .replace(/^"([\s\S]*)"$/, '$1')
      .replaceAll('""', '"'),
  );
}

export async function storeIcd10(db: Db, rows: readonly Icd10Row[]): Promise<number> {
  return db.transaction().execute(async (tx) => {
    for (let start = 0; start < rows.length; start += 2000) {
      const values = rows.slice(start, start + 2000).map((row) => ({
        code: row.code,
        name: row.name,
        name_en: row.nameEn,
        search_terms: searchTerms(row.code, row.name, row.nameEn),
      }));
      await tx
        .insertInto('icd10')
        .values(values)
        .onConflict((conflict) =>
          conflict.column('code').doUpdateSet((eb) => ({
            name: eb.ref('excluded.name'),
            name_en: eb.ref('excluded.name_en'),
            search_terms: eb.ref('excluded.search_terms'),
          })),
        )
        .execute();
    }
    const total = await tx
      .selectFrom('icd10')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return total.n;
  });
}
