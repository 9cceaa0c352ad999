import i18next, { type i18n as I18n, type ResourceKey } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { SOURCE_LANGUAGE, toLanguage, type Language } from '../../shared/i18n/index';
import { addFormats } from './formats';

type Texts = ResourceKey;

/** The source language is always there: it is what is shown where a translation is missing. */
const source = import.meta.glob<Texts>(
  ['../../shared/i18n/zh-CN/*.json', '!../../shared/i18n/zh-CN/desktop.json'],
  { eager: true, import: 'default' },
);
const translations: Readonly<
  Record<Exclude<Language, 'zh-CN'>, Record<string, () => Promise<Texts>>>
> = {
  en: import.meta.glob<Texts>(
    ['../../shared/i18n/en/*.json', '!../../shared/i18n/en/desktop.json'],
    { import: 'default' },
  ),
};

const STORAGE_KEY = 'huizhen.language';

/** Stored choice, else what the browser prefers, else Chinese. */
export const preferredLanguage = (): Language =>
  toLanguage(localStorage.getItem(STORAGE_KEY) ?? navigator.language);

export async function initI18n(language: Language): Promise<I18n> {
  await i18next.use(initReactI18next).init({
    lng: SOURCE_LANGUAGE,
    fallbackLng: SOURCE_LANGUAGE,
    defaultNS: 'common',
    resources: { [SOURCE_LANGUAGE]: byNamespace(source) },
    // React escapes by itself
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  addFormats(i18next);
  if (language !== SOURCE_LANGUAGE) await showLanguage(language);
  return i18next;
}

export async function switchLanguage(language: Language): Promise<void> {
  localStorage.setItem(STORAGE_KEY, language);
  await showLanguage(language);
}

async function showLanguage(language: Language): Promise<void> {
  if (language !== 'zh-CN') await loadTexts(language);
  await i18next.changeLanguage(language);
}

async function loadTexts(language: Exclude<Language, 'zh-CN'>): Promise<void> {
  const loaders = Object.entries(translations[language]);
  const texts = await Promise.all(
    loaders.map(async ([path, load]) => [path, await load()] as const),
  );
  for (const [namespace, resource] of Object.entries(byNamespace(Object.fromEntries(texts)))) {
    i18next.addResourceBundle(language, namespace, resource, true, true);
  }
}

/** `…/zh-CN/common.json` → `common`. */
function byNamespace(files: Record<string, Texts>): Record<string, Texts> {
  return Object.fromEntries(
    Object.entries(files).map(([path, texts]) => [/([^/]+)\.json$/.exec(path)?.[1] ?? path, texts]),
  );
}
