import { Skeleton } from 'antd';
import { useEffect, useState, type ReactElement } from 'react';
import { useStore } from 'zustand';
import { useApi, useServerEvents } from '../../../platform/ApiContext';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import styles from '../request.module.css';
import type { RequestPageProps } from '../RequestPage';
import { LateEntryDesk } from './LateEntryDesk';
import { createLateEntryStore } from './lateEntryStore';

/** 补记: paper and record of an emergency, completed after it went out. */
export function LateEntryPage({ caseId, uploads, onNavigate }: RequestPageProps): ReactElement {
  const api = useApi();
  const [store] = useState(() => createLateEntryStore({ api, caseId }));
  const load = useStore(store, (state) => state.load);
  const detail = useStore(store, (state) => state.detail);
  const { open, refresh, flush, dispose } = store.getState();

  useEffect(() => {
    void open();
    return dispose;
  }, [open, dispose]);
  useServerEvents((event) => {
    const isAboutUs = 'caseId' in event && event.caseId === caseId;
    if (isAboutUs || event.type === 'hello') void refresh();
    if (event.type === 'hello' && store.getState().save.status === 'kept') void flush();
  });

  if (load.status === 'failed') {
    return (
      <div className={styles['loading']}>
        <ErrorNotice error={load.error} onRetry={() => void open()} />
      </div>
    );
  }
  if (!detail) {
    return (
      <div className={styles['loading']} aria-busy="true">
        <Skeleton active paragraph={{ rows: 14 }} />
      </div>
    );
  }
  return <LateEntryDesk store={store} detail={detail} uploads={uploads} onNavigate={onNavigate} />;
}
