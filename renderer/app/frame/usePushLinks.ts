import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { toLanguage } from '../../../shared/i18n/index';
import { usePlatform } from '../../platform/ApiContext';

/** A clicked push opens its case in this window; pushes speak the language of the portal. */
export function usePushLinks(): void {
  const { webPush } = usePlatform();
  const { i18n } = useTranslation();
  const navigate = useNavigate();
  useEffect(
    () => webPush.onOpenCase((caseId) => void navigate(`/cases/${caseId}`)),
    [webPush, navigate],
  );
  const language = toLanguage(i18n.language);
  useEffect(() => void webPush.speak(language), [webPush, language]);
}
