import { Modal } from 'antd';
import { useMemo, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { createHashRouter, RouterProvider } from 'react-router';
import { toLanguage } from '../../shared/i18n/index';
import { SignInForm, SignInPage } from '../features/signIn';
import { MeProvider, PlatformProvider, type Platform } from '../platform/ApiContext';
import { useObservable } from '../platform/observable';
import { EmptyState } from '../ui/EmptyState';
import { ErrorNotice } from '../ui/ErrorNotice';
import { ThemeRoot } from '../ui/ThemeSurface';
import styles from './frame/frame.module.css';
import { themeMode } from './preferences';
import { routesFor } from './routes';

export function Root({ platform }: { readonly platform: Platform }): ReactElement {
  const { i18n } = useTranslation();
  const mode = useObservable(themeMode);
  return (
    <ThemeRoot mode={mode} language={toLanguage(i18n.language)}>
      <PlatformProvider platform={platform}>
        <BySession platform={platform} />
      </PlatformProvider>
    </ThemeRoot>
  );
}

function BySession({ platform }: { readonly platform: Platform }): ReactElement | null {
  const { t } = useTranslation('common');
  const { session } = platform;
  const state = useObservable(session.state);
  switch (state.status) {
    case 'checking':
      return <div className={styles['centred']} aria-busy="true" aria-label={t('loading')} />;
    case 'unreachable':
      return (
        <main className={styles['centred']}>
          <EmptyState title={t('unreachable.title')} />
          <ErrorNotice error={state.error} onRetry={() => void session.check()} />
        </main>
      );
    case 'signedOut':
      return <SignInPage />;
    case 'signedIn':
    case 'expired':
      return (
        <MeProvider me={state.me}>
          {/* keyed by person: nothing of one account is left for the next */}
          <Workplace key={state.me.userId} platform={platform} />
          <Modal
            open={state.status === 'expired'}
            closable={false}
            footer={null}
            width={420}
            destroyOnHidden
          >
            <SignInForm account={state.me.account} isReturning />
          </Modal>
        </MeProvider>
      );
  }
}

function Workplace({ platform }: { readonly platform: Platform }): ReactElement {
  const state = platform.session.state.get();
  const role = state.status === 'signedIn' || state.status === 'expired' ? state.me.role : 'guest';
  const router = useMemo(() => createHashRouter(routesFor(role)), [role]);
  return <RouterProvider router={router} />;
}
