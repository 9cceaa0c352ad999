import en from '../../shared/i18n/en/reportDocument.json';
import zhCn from '../../shared/i18n/zh-CN/reportDocument.json';
import type { ReportDocumentModel } from './reportDocumentModel';

type Leaves<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Prefix}${K}` : Leaves<T[K], `${Prefix}${K}.`>;
}[keyof T & string];

export type LabelKey = Leaves<typeof zhCn>;
/** A printed word of the document by its key in the `reportDocument` locale files, `{{name}}` filled in. */
export type Label = (key: LabelKey, params?: Readonly<Record<string, string | number>>) => string;

const TEXTS: Readonly<Record<ReportDocumentModel['language'], unknown>> = { 'zh-CN': zhCn, en };

export function labelsFor(language: ReportDocumentModel['language']): Label {
  return (key, params = {}) => {
    const text = key
      .split('.')
      .reduce<unknown>((node, part) => (node as Record<string, unknown>)[part], TEXTS[language]);
    if (typeof text !== 'string') throw new Error(`no label ${key} in ${language}`);
    return text.replace(/\{\{(\w+)\}\}/gu, (_, name: string) => String(params[name] ?? ''));
  };
}

const dateTime = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** `2026-11-24 15:00`, Beijing time: sortable and the same in both languages. */
export const beijingTime = (instant: string): string => dateTime.format(new Date(instant));
