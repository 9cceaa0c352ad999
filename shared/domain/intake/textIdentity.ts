import { checkIdNumber } from '../identity/idNumber';
import type { StatedIdentity } from '../imaging/identityMatch';

/**
 * Whom a page of text names, by its labels: 姓名、性别、出生日期、身份证号、住院号. Meant for the text layer of PDFs.
 *
 * It never guesses. A value counts only right behind its own label on the same line; what the page says twice in
 * different ways, what stands behind the label of somebody else (医师、家属、监护人), and what a damaged font may have
 * garbled is left out.
 *
 * @param text - One page, lines separated by `\n`.
 * @returns `null` when it names nobody.
 */
export function identityInText(text: string): StatedIdentity | null {
  const lines = text.normalize('NFKC').split('\n').map(withColons);
  const name = single(lines.flatMap(namesIn));
  const sex = single(lines.flatMap((line) => valuesOf(line, SEX)));
  const birthDate = single(lines.flatMap((line) => datesIn(line)));
  const idNumber = single(lines.flatMap((line) => valuesOf(line, ID_NUMBER)).filter(checkIdNumber));
  const numbers = [...new Set(lines.flatMap((line) => valuesOf(line, INPATIENT_NO)))];
  const patientIds = [...(idNumber === null ? [] : [idNumber]), ...numbers];
  if (name === null && sex === null && birthDate === null && patientIds.length === 0) return null;
  return {
    names: name === null ? [] : [name],
    birthDate,
    sex: sex === null ? null : sex === '男' ? 'M' : 'F',
    patientIds,
  };
}

/** A row of a table names its cells without colons; the two labels together leave no doubt what stands between them. */
const withColons = (line: string): string =>
  line.replace(ROW, (_, name: string, sex: string) => `姓名:${name} 性别:${sex}`);
const ROW = /^\s*姓\s?名\s+(\S+)\s+性\s?别\s+([男女])(?=\s|$)/u;

/** Several different values contradict each other: then none of them is certain. */
const single = (values: readonly string[]): string | null => {
  const [first, ...others] = new Set(values);
  return first !== undefined && others.length === 0 ? first : null;
};

const valuesOf = (line: string, pattern: RegExp): string[] =>
  [...line.matchAll(pattern)].flatMap(({ 1: value }) => (value ? [value] : []));

/** A ticked form offers both; only one word alone is a statement. */
const SEX = /性\s?别\s?:\s?(男|女)(?!\s{0,2}[/、|□☑☐√]?\s{0,2}[男女])/gu;
const ID_NUMBER = /(?:身份证(?:件)?(?:号码?)?|证件号码?)\s?:\s?(\d{17}[\dX])(?![\dX])/giu;
const INPATIENT_NO = /(?:住院号|病案号|住院登记号)\s?[:\s]\s?([A-Za-z0-9][A-Za-z0-9-]{2,30})/gu;
const BIRTH =
  /出\s?生\s?(?:日\s?期|年\s?月\s?日?)\s?:\s?(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)/gu;

const datesIn = (line: string): string[] =>
  [...line.matchAll(BIRTH)].map(
    ([, year = '', month = '', day = '']) =>
      `${year}${month.padStart(2, '0')}${day.padStart(2, '0')}`,
  );

/** Somebody else's name, when one of these stands shortly before the label. */
const OTHERS =
  /(?:医师|医生|护士|技师|药师|家属|监护人|联系人|委托人|代理人|受托人|亲属|父亲|母亲|配偶|签署人|申请人|操作者|审核|报告|检验者|供者|陪护)[^\s:]{0,4}\s?$/u;
const NAME_LABEL = /(患者|病人|患儿|受检者|受检人|被检者)?\s?姓\s?名\s?:\s?/gu;
/** What may follow a name without a gap. */
const NEXT_LABEL =
  /(?:性\s?别|年\s?龄|出\s?生|住院|床\s?号|科\s?[室别]|病\s?区|病\s?案|身份|电\s?话|民\s?族|职\s?业|婚\s?姻|籍\s?贯|门诊|病历|登记|卡号|编号|标本|送检|检查|检验|临床|诊断|日\s?期|签).*$/u;
/** Radicals that a font's own table puts in the place of characters, and what has no meaning at all. */
const GARBLED = /[\u2e80-\u2fdf\ue000-\uf8ff\ufffd*＊?×○□_]/u;

function namesIn(line: string): string[] {
  return [...line.matchAll(NAME_LABEL)].flatMap((label) => {
    const before = line.slice(0, label.index);
    const isOwn = label[1] !== undefined || /(?:^|[\s,;|()（）【】[\]])$/u.test(before);
    if (!isOwn || OTHERS.test(before)) return [];
    const value = nameAt(line.slice(label.index + label[0].length));
    return value === null ? [] : [value];
  });
}

/** The name at the beginning of a text: characters, or letters; `null` when it does not look like one. */
function nameAt(rest: string): string | null {
  const value = rest.replace(NEXT_LABEL, '').trim();
  const han = /^[\p{Script=Han}·•]+(?=$|[\s,;|()])/u.exec(value)?.[0] ?? '';
  const spread = /^\p{Script=Han}(?: \p{Script=Han}){1,3}(?=$|\s{2}|[,;|()])/u.exec(value)?.[0];
  const letters = /^[A-Za-z][A-Za-z'-]*(?: [A-Za-z][A-Za-z'-]*){1,3}(?=$|\s{2}|[,;|()])/u.exec(
    value,
  )?.[0];
  const name = spread?.replaceAll(' ', '') ?? (han.length >= 2 ? han : (letters ?? ''));
  const longest = name.includes('·') ? 20 : /^\p{Script=Han}/u.test(name) ? 4 : 40;
  const isName =
    name !== '' && [...name].length <= longest && !GARBLED.test(value.slice(0, name.length + 1));
  return isName ? name : null;
}
