import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Tooltip } from 'antd';
import { useConnection } from '../../platform/ApiContext';
import { useTimeFormat } from '../../ui/useTimeFormat';
import styles from './frame.module.css';

/** An answer that takes longer is felt, so it is said; below that the figure is a technician's, in the tooltip. */
const SLOW_MS = 1000;

/** Whether the server answers, and how old what is on the screen may be. */
export function ConnectionDot(): ReactElement {
  const { t } = useTranslation('common');
  const { timeOfDay } = useTimeFormat();
  const { status, latencyMs, syncedAt } = useConnection();
  const isSlow = status === 'online' && latencyMs !== null && latencyMs > SLOW_MS;
  const words = [
    t(isSlow ? 'connection.slow' : `connection.${status}`),
    syncedAt &&
      t(status === 'offline' ? 'connection.offlineSince' : 'connection.synced', {
        time: timeOfDay(syncedAt),
      }),
  ].filter(Boolean);
  return (
    <Tooltip title={latencyMs !== null && t('connection.latency', { ms: latencyMs })}>
      <span className={styles['connection']} data-status={isSlow ? 'slow' : status} role="status">
        <span className={styles['dot']} aria-hidden />
        <span className={styles['connectionWords']}>{words.join(' · ')}</span>
      </span>
    </Tooltip>
  );
}
