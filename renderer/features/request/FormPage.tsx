import { Skeleton } from 'antd';
import { useEffect, type ReactElement, type ReactNode } from 'react';
import { useStore, type ExtractState } from 'zustand';
import type { CaseDetail } from '../../../shared/api/cases';
import type { CaseId } from '../../../shared/domain/identity/actor';
import { useServerEvents } from '../../platform/ApiContext';
import { ErrorNotice } from '../../ui/ErrorNotice';
import type { LateEntryStore } from './lateEntry/lateEntryStore';
import styles from './request.module.css';
import type { RequestStore } from './requestStore';

/** What every form that saves itself has. */
type FormState = Pick<
  ExtractState<RequestStore> | ExtractState<LateEntryStore>,
  'load' | 'detail' | 'save' | 'open' | 'refresh' | 'flush' | 'dispose'
>;
type FormStore = {
  getState(): FormState;
  getInitialState(): FormState;
  subscribe(listener: (state: FormState, before: FormState) => void): () => void;
};

type Props = {
  readonly store: FormStore;
  readonly caseId: CaseId;
  readonly children: (detail: CaseDetail) => ReactNode;
};

/** A form of a case from its loading to its leaving, in step with what others do to the case. */
export function FormPage({ store, caseId, children }: Props): ReactElement {
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
  return <>{children(detail)}</>;
}
