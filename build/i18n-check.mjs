// Texts: both languages have the same keys with the same placeholders, every key is used, every used key exists, and
// Chinese sentences use Chinese punctuation, also those of the demo.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { root, say } from './setup.mjs';
import { textLiterals } from './textLiterals.mjs';
import { halfWidthMarks } from './typography.mjs';

/** Families looked up by a code from data; tests beside them hold them complete. */
const FROM_DATA = new Set(['caseTerms', 'errors', 'desktop', 'reportDocument', 'serverTables']);
const PLURAL = /_(zero|one|two|few|many|other)$/;
const CODE = ['renderer', 'electron', 'server', 'shared'];

const dir = (language) => path.join(root, 'shared/i18n', language);
const read = (language, file) => JSON.parse(readFileSync(path.join(dir(language), file), 'utf8'));
const flatten = (value, prefix = '') =>
  typeof value === 'string'
    ? [[prefix, value]]
    : Object.entries(value).flatMap(([key, item]) =>
        flatten(item, prefix ? `${prefix}.${key}` : key),
      );
const placeholders = (text) =>
  [...text.matchAll(/\{\{\s*(\w+)/g)]
    .map((match) => match[1])
    .sort()
    .join(',');

function sources(folder) {
  return readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    if (name === 'node_modules' || name === 'i18n') return [];
    if (statSync(file).isDirectory()) return sources(file);
    return /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) ? [readFileSync(file, 'utf8')] : [];
  });
}

const files = CODE.flatMap((folder) => sources(path.join(root, folder)));
const code = files.join('\n');
const literals = new Set(
  [...code.matchAll(/['"`]([\w:.-]+)['"`]/g)].map((match) => match[1].replace(/^\w+:/, '')),
);
const families = [...code.matchAll(/`(?:\w+:)?([\w.]+\.)\$\{/g)].map((match) => match[1]);
const isUsed = (key) => literals.has(key) || families.some((family) => key.startsWith(family));

const problems = [];
function checkPunctuation(where, text) {
  const marks = halfWidthMarks(text).map((at) => text.slice(Math.max(0, at - 4), at + 2));
  if (marks.length > 0) problems.push(`${where}: half-width punctuation at ${marks.join(' | ')}`);
}

for (const file of readdirSync(dir('zh-CN')).filter((name) => name.endsWith('.json'))) {
  const namespace = file.replace(/\.json$/, '');
  const chinese = new Map(flatten(read('zh-CN', file)));
  const english = new Map(flatten(read('en', file)));
  const withoutPlural = (keys) => new Set([...keys].map((key) => key.replace(PLURAL, '')));
  const [zhKeys, enKeys] = [withoutPlural(chinese.keys()), withoutPlural(english.keys())];
  for (const key of zhKeys) if (!enKeys.has(key)) problems.push(`en/${file} lacks ${key}`);
  for (const key of enKeys) if (!zhKeys.has(key)) problems.push(`zh-CN/${file} lacks ${key}`);
  for (const [key, text] of chinese) {
    const other =
      english.get(key) ?? english.get(`${key}_other`) ?? english.get(key.replace(PLURAL, ''));
    if (other !== undefined && placeholders(text) !== placeholders(other)) {
      problems.push(`${file} ${key}: the languages fill in different things`);
    }
    if (text.trim() === '') problems.push(`zh-CN/${file} ${key} is empty`);
    checkPunctuation(`zh-CN/${file} ${key}`, text);
  }
  if (FROM_DATA.has(namespace)) continue;
  for (const key of zhKeys) if (!isUsed(key)) problems.push(`${file} ${key} is used nowhere`);
}

/** Literal keys a component asks for, as `namespaces:key`; a key without namespace may be in any that it uses. */
function* askedKeys(source) {
  const namespaces = [...source.matchAll(/useTranslation\(([^)]*)\)/g)].flatMap((match) =>
    [...match[1].matchAll(/'(\w+)'/g)].map((name) => name[1]),
  );
  if (namespaces.length === 0) return;
  for (const [, asked] of source.matchAll(/\bt\(\s*'([\w:.-]+)'/g)) {
    const [namespace, key] = asked.includes(':') ? asked.split(':') : [null, asked];
    yield { key, namespaces: namespace ? [namespace] : namespaces };
  }
}

const known = new Map(
  readdirSync(dir('zh-CN')).map((file) => [
    file.replace(/\.json$/, ''),
    new Set(flatten(read('zh-CN', file)).map(([key]) => key.replace(PLURAL, ''))),
  ]),
);
for (const source of files) {
  for (const { key, namespaces } of askedKeys(source)) {
    if (!namespaces.some((namespace) => known.get(namespace)?.has(key))) {
      problems.push(`${namespaces.join(' or ')} lacks ${key}, which is asked for`);
    }
  }
}
/** Texts outside the language files that a user reads: demo cases, demo documents, report templates. */
const PROSE = [
  'server/demo',
  'build/demo/documentTexts.mjs',
  'shared/domain/report/templatesTable.ts',
];
const filesBelow = (entry) =>
  statSync(entry).isDirectory()
    ? readdirSync(entry).flatMap((name) => filesBelow(path.join(entry, name)))
    : [entry];
for (const file of PROSE.flatMap((entry) => filesBelow(path.join(root, entry)))) {
  const name = path.relative(root, file);
  for (const { line, text } of textLiterals(file, readFileSync(file, 'utf8'))) {
    checkPunctuation(`${name}:${line}`, text);
  }
}

for (const problem of problems) say(problem);
process.exit(problems.length > 0 ? 1 : 0);
