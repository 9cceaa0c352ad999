/** Interface languages; the first is the source every other one is translated from. */
export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
export const SOURCE_LANGUAGE: Language = 'zh-CN';

/** The language to show for whatever a browser or a stored setting names. */
export function toLanguage(name: string | null | undefined): Language {
  return name?.toLowerCase().startsWith('en') ? 'en' : SOURCE_LANGUAGE;
}
