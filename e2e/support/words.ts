import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../shared/i18n/zh-CN', import.meta.url));

type Texts = { readonly [key: string]: string | Texts };
const TEXTS: Readonly<Record<string, Texts>> = Object.fromEntries(
  readdirSync(FOLDER).map((file) => [
    file.replace('.json', ''),
    JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8')) as Texts,
  ]),
);

/**
 * What the Chinese interface says for a key such as `triage:action.claim`, so that a better wording breaks no test.
 * Throws for a key that does not exist.
 */
export function words(key: string, values: Readonly<Record<string, string | number>> = {}): string {
  const [namespace = '', rest = ''] = key.split(':');
  let found: string | Texts | undefined = TEXTS[namespace];
  for (const part of rest.split('.')) {
    found = typeof found === 'object' ? found[part] : undefined;
  }
  if (typeof found !== 'string') throw new Error(`no text for ${key}`);
  return found.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
}

/**
 * Matches an accessible name. Two Chinese characters on a button are drawn with a space between them, icons go before
 * the word with a name of their own, shortcut hints after it.
 */
export function named(key: string, values?: Readonly<Record<string, string | number>>): RegExp {
  const escaped = [...words(key, values)].map((char) =>
    char.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  );
  return new RegExp(`^([a-z-]+\\s)?${escaped.join('\\s*')}(\\s|$)`);
}
