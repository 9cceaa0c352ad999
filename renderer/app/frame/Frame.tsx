import type { ReactElement } from 'react';
import { Outlet, useLocation } from 'react-router';
import { PageBoundary } from '../PageBoundary';
import styles from './frame.module.css';
import { Rail } from './Rail';
import { TopBar } from './TopBar';
import { RingingEmergencies } from '../../features/notifications';
import { useDesktopLinks } from './useDesktopLinks';

/** What is around every page. */
export function Frame(): ReactElement {
  const { pathname } = useLocation();
  useDesktopLinks();
  return (
    <div className={styles['frame']}>
      <TopBar />
      <RingingEmergencies />
      <div className={styles['below']}>
        <Rail />
        <main className={styles['page']}>
          <PageBoundary key={pageKey(pathname)}>
            <Outlet />
          </PageBoundary>
        </main>
      </div>
    </div>
  );
}

/** Another case is another page; tabs of an administration page are not. */
const pageKey = (pathname: string): string =>
  pathname.startsWith('/cases/') ? pathname : (pathname.split('/')[1] ?? '');
