import { useEffect, type ReactElement } from 'react';
import { Outlet, useLocation } from 'react-router';
import { useMe } from '../../platform/ApiContext';
import { PageBoundary } from '../PageBoundary';
import { CaseWorkspace } from '../pages';
import styles from './frame.module.css';
import { Rail } from './Rail';
import { RAIL_OF_ROLE } from './railEntries';
import { TopBar } from './TopBar';
import { RingingEmergencies } from '../../features/notifications';
import { useDesktopLinks } from './useDesktopLinks';
import { usePushLinks } from './usePushLinks';

/** What is around every page. */
export function Frame(): ReactElement {
  const { pathname } = useLocation();
  const { role } = useMe();
  useDesktopLinks();
  usePushLinks();
  useEffect(() => {
    if (!RAIL_OF_ROLE[role].includes('cases')) return undefined;
    // most of what is done next is opening a case; the page in front has been drawn by then
    const timer = setTimeout(CaseWorkspace.preload, 2_000);
    return () => clearTimeout(timer);
  }, [role]);
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
