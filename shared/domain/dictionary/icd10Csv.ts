/** One row of the diagnosis dictionary: ICD-10 code, name as GB/T 14396 writes it, English name. */
export type Icd10Entry = { readonly code: string; readonly name: string; readonly nameEn: string };

const HEADER = 'code,name,nameEn';
const CODE = /^[A-Z]\d\d(\.\d)?$/;

/**
 * Reads the bundled dictionary. Names contain no commas and no quotes, so that a row is its three fields; anything
 * else is a damaged or foreign file, and the server must not start with half a dictionary.
 *
 * @param text - UTF-8 text with the header row `code,name,nameEn`.
 * @returns Entries in file order; codes are unique.
 * @throws Error naming the line that is not a row.
 */
export function parseIcd10Csv(text: string): Icd10Entry[] {
  const [header, ...rows] = text
    .replace(/^\uFEFF/u, '')
    .trimEnd()
    .split(/\r?\n/u);
  if (header !== HEADER) throw new Error(`ICD-10 dictionary: header is not ${HEADER}`);
  const seen = new Set<string>();
  return rows.map((row, index) => {
    const [code = '', name = '', nameEn = '', ...rest] = row.split(',');
    if (!CODE.test(code) || name === '' || nameEn === '' || rest.length > 0 || seen.has(code)) {
      throw new Error(`ICD-10 dictionary: line ${index + 2} is wrong: ${row}`);
    }
    seen.add(code);
    return { code, name, nameEn };
  });
}
