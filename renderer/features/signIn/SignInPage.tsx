import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { getServerInfo } from '../../../shared/api/sessions';
import type { RouteOutput } from '../../../shared/api/route';
import { VERIFY_PATH } from '../../../shared/domain/report/verificationCode';
import { toLanguage } from '../../../shared/i18n/index';
import { switchLanguage } from '../../i18n/setup';
import { useDesktop } from '../../platform/ApiContext';
import { useQuery } from '../../platform/useQuery';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { DemoAccounts, DEMO_PASSWORD } from './DemoAccounts';
import styles from './signIn.module.css';
import { SignInForm } from './SignInForm';

export function SignInPage(): ReactElement {
  const { t } = useTranslation(['signIn', 'common']);
  const info = useQuery(getServerInfo, {});
  const [demoAccount, setDemoAccount] = useState<string | null>(null);
  const demoAccounts = info.value?.demoAccounts ?? null;
  return (
    <div className={styles['page']}>
      <Panel centreName={info.value?.centreName ?? ''} />
      <main className={styles['side']}>
        <LanguageSwitch />
        <div className={styles['form']}>
          <h2>{t('signIn:title')}</h2>
          {info.status === 'failed' && <ErrorNotice error={info.error} onRetry={info.reload} />}
          <SignInForm
            key={demoAccount ?? ''}
            {...(demoAccount === null ? {} : { account: demoAccount, password: DEMO_PASSWORD })}
          />
          {demoAccounts && <DemoAccounts accounts={demoAccounts} onChoose={setDemoAccount} />}
        </div>
        <Footer info={info.value} />
      </main>
    </div>
  );
}

function Panel({ centreName }: { readonly centreName: string }): ReactElement {
  const { t } = useTranslation(['signIn', 'common']);
  return (
    <aside className={styles['panel']}>
      <div>
        <h1>{t('common:product')}</h1>
        <p className={styles['centre']}>{centreName}</p>
      </div>
      <svg viewBox="0 0 600 160" className={styles['trace']} aria-hidden preserveAspectRatio="none">
        <path d="M0 96h120c10 0 12-14 20-14s10 14 20 14h16l8 10 12-86 14 104 8-28h22c14 0 16-24 32-24s18 24 32 24h60c10 0 12-14 20-14s10 14 20 14h16l8 10 12-86 14 104 8-28h22c14 0 16-24 32-24s18 24 32 24h54" />
      </svg>
      <ul className={styles['points']}>
        <li>{t('signIn:point.case')}</li>
        <li>{t('signIn:point.images')}</li>
        <li>{t('signIn:point.loop')}</li>
      </ul>
    </aside>
  );
}

function Footer({
  info,
}: {
  readonly info: RouteOutput<typeof getServerInfo> | null;
}): ReactElement {
  const { t } = useTranslation('signIn');
  const { isDesktop } = useDesktop();
  return (
    <footer className={styles['footer']}>
      <p>{t('intendedUse')}</p>
      {!isDesktop && <a href={`.${VERIFY_PATH}`}>{t('verify')}</a>}
      <p>{info && t('version', { version: info.version })}</p>
    </footer>
  );
}

function LanguageSwitch(): ReactElement {
  const { t, i18n } = useTranslation('common');
  const other = toLanguage(i18n.language) === 'en' ? 'zh-CN' : 'en';
  return (
    <Button
      type="text"
      size="small"
      className={styles['language'] ?? ''}
      onClick={() => void switchLanguage(other)}
    >
      {t('user.language')}
    </Button>
  );
}
