import english from '../../shared/i18n/en/desktop.json';
import chinese from '../../shared/i18n/zh-CN/desktop.json';

type Source = typeof chinese;
type Section = Exclude<keyof Source, 'appName'>;
type TextKey = 'appName' | { [S in Section]: `${S}.${keyof Source[S] & string}` }[Section];

/** Texts of menus, dialogs and notifications, from the same files the pages use. */
export type DesktopText = (key: TextKey, params?: Readonly<Record<string, string>>) => string;

/** @param locale - The system's language as BCP 47 tag; everything but English gets Chinese, the source language. */
export function createDesktopText(locale: string): DesktopText {
  const texts: Source = /^en\b/i.test(locale) ? english : chinese;
  return (key, params = {}) =>
    lookUp(texts, key).replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) =>
      name in params ? (params[name] ?? '') : placeholder,
    );
}

function lookUp(texts: Source, key: TextKey): string {
  const found = key
    .split('.')
    .reduce<unknown>((node, part) => (node as Record<string, unknown>)[part], texts);
  if (typeof found !== 'string') throw new Error(`no text for ${key}`);
  return found;
}
