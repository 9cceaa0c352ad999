import { sql } from 'kysely';
import type { Icd10Row } from '../../../shared/domain/terminology/icd10Csv';
import { queryTerms, searchTerms } from '../../../shared/lib/searchTerms';
import type { Db } from '../../db/database';

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
