import i18next, { type i18n as I18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import enErrors from '../../shared/i18n/en/errors.json';
import enVerify from '../../shared/i18n/en/verify.json';
import { SOURCE_LANGUAGE, type Language } from '../../shared/i18n/index';
import zhErrors from '../../shared/i18n/zh-CN/errors.json';
import zhVerify from '../../shared/i18n/zh-CN/verify.json';
import { addFormats } from './formats';

/** The texts of the pages a stranger may see; a telephone that scanned a QR code loads no more than these. */
export async function initPublicTexts(language: Language): Promise<I18n> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: SOURCE_LANGUAGE,
    defaultNS: 'verify',
    resources: {
      'zh-CN': { verify: zhVerify, errors: zhErrors },
      en: { verify: enVerify, errors: enErrors },
    },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  addFormats(i18next);
  return i18next;
}
