import { Skeleton } from 'antd';
import { useEffect, useState, type ReactElement } from 'react';
import { useStore } from 'zustand';
import type { CaseId } from '../../../shared/domain/identity/actor';
import { useApi, useServerEvents } from '../../platform/ApiContext';
import { ErrorNotice } from '../../ui/ErrorNotice';
import type { UploadsStore } from './attachments/uploads';
import { RequestDesk } from './RequestDesk';
import styles from './request.module.css';
import { createRequestStore } from './requestStore';

export type RequestPageProps = {
  /** Constant for the life of the component. */
  readonly caseId: CaseId;
  /** Outlives the page: uploads go on while the reader is elsewhere. */
  readonly uploads: UploadsStore;
  readonly onNavigate: (path: string) => void;
};

/** The request form of a draft or returned case. */
export function RequestPage({ caseId, uploads, onNavigate }: RequestPageProps): ReactElement {
  const api = useApi();
  const [store] = useState(() => createRequestStore({ api, caseId }));
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
    // the line is back: what was kept goes out now
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
  return <RequestDesk store={store} detail={detail} uploads={uploads} onNavigate={onNavigate} />;
}
