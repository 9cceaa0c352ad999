import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../../platform/ApiContext';
import { useTimeFormat } from '../../ui/useTimeFormat';
import styles from './frame.module.css';

/** Whether the server answers, how fast, and how old what is on the screen may be. */
export function ConnectionDot(): ReactElement {
  const { t } = useTranslation('common');
  const { timeOfDay } = useTimeFormat();
  const { status, latencyMs, syncedAt } = useConnection();
  const words = [
    t(`connection.${status}`),
    latencyMs !== null && t('connection.latency', { ms: latencyMs }),
    syncedAt &&
      t(status === 'offline' ? 'connection.offlineSince' : 'connection.synced', {
        time: timeOfDay(syncedAt),
      }),
  ].filter(Boolean);
  return (
    <span className={styles['connection']} data-status={status} role="status">
      <span className={styles['dot']} aria-hidden />
      {words.join(' · ')}
    </span>
  );
}
