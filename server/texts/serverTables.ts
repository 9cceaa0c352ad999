import type { Language } from '../../shared/i18n/index';
import en from '../../shared/i18n/en/serverTables.json';
import zhCn from '../../shared/i18n/zh-CN/serverTables.json';

/** Headings and words of the tables the server writes for spreadsheets. */
export const TABLE_TEXTS: Readonly<Record<Language, typeof zhCn>> = { 'zh-CN': zhCn, en };
