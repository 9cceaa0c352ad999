import { Skeleton } from 'antd';
import { Suspense, type ReactElement } from 'react';
import { Outlet, useLocation } from 'react-router';
import { PageBoundary } from '../PageBoundary';
import styles from './frame.module.css';
import { Rail } from './Rail';
import { TopBar } from './TopBar';
import { useDesktopLinks } from './useDesktopLinks';

/** What is around every page. */
export function Frame(): ReactElement {
  const { pathname } = useLocation();
  useDesktopLinks();
  return (
    <div className={styles['frame']}>
      <TopBar />
      <div className={styles['below']}>
        <Rail />
        <main className={styles['page']}>
          <PageBoundary key={pathname}>
            <Suspense fallback={<PageSkeleton />}>
              <Outlet />
            </Suspense>
          </PageBoundary>
        </main>
      </div>
    </div>
  );
}

function PageSkeleton(): ReactElement {
  return (
    <div className={styles['skeleton']} aria-busy="true">
      <Skeleton active paragraph={{ rows: 10 }} />
    </div>
  );
}
