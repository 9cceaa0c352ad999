import { useEffect, useState, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { useTranslation } from 'react-i18next';
import { toLanguage } from '../../../shared/i18n/index';
import { VerifyPage } from '../../features/verify';
import { initPublicTexts } from '../../i18n/publicTexts';
import { createApiClient } from '../../platform/api';
import '../../ui/tokens.css';

/** Own origin and no credentials of ours: whoever is signed in next door is not asked here. */
const api = createApiClient({
  baseUrl: '',
  token: () => null,
  fetch: (input, init) => fetch(input, { ...init, credentials: 'omit' }),
});

const codeInAddress = (): string => {
  const fragment = window.location.hash.slice(1);
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment; // not percent-encoding: the page says that it is no code
  }
};

function VerifyApp(): ReactElement {
  const { t, i18n } = useTranslation('verify');
  const [code, setCode] = useState(codeInAddress);
  useEffect(() => {
    const follow = () => setCode(codeInAddress());
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  const language = toLanguage(i18n.language);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = t('title');
  }, [language, t]);
  return (
    <VerifyPage
      api={api}
      code={code}
      onCode={(typed) => (window.location.hash = encodeURIComponent(typed.trim()))}
      onLanguage={() => void i18n.changeLanguage(language === 'en' ? 'zh-CN' : 'en')}
    />
  );
}

async function start(): Promise<void> {
  const element = document.getElementById('root');
  if (!element) throw new Error('verify.html has no #root');
  await initPublicTexts(toLanguage(navigator.language));
  createRoot(element).render(<VerifyApp />);
}

void start();
