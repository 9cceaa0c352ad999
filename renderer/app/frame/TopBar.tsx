import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { NotificationBell } from '../../features/notifications';
import { useMe } from '../../platform/ApiContext';
import { CaseSearch } from './CaseSearch';
import { ConnectionDot } from './ConnectionDot';
import styles from './frame.module.css';
import { UserMenu } from './UserMenu';

const MAY_SEARCH = new Set(['requester', 'hospitalAdmin', 'triage', 'coordinator', 'expert']);

export function TopBar(): ReactElement {
  const { t } = useTranslation('common');
  const me = useMe();
  return (
    <header className={styles['top']}>
      <Link to="/" className={styles['product']}>
        <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden>
          <path
            d="M3 12h4l2-6 4 12 2.5-8 1.5 2h4"
            fill="none"
            stroke="currentColor"
            strokeWidth="2"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </svg>
        {t('product')}
      </Link>
      <span className={styles['hospital']} title={me.hospitalName}>
        {me.hospitalName}
      </span>
      <div className={styles['middle']}>{MAY_SEARCH.has(me.role) && <CaseSearch />}</div>
      <ConnectionDot />
      <NotificationBell />
      <UserMenu />
    </header>
  );
}
