import { useState, type ReactElement } from 'react';
import { useApi } from '../../../platform/ApiContext';
import { FormPage } from '../FormPage';
import type { RequestPageProps } from '../RequestPage';
import { LateEntryDesk } from './LateEntryDesk';
import { createLateEntryStore } from './lateEntryStore';

/** 补记: paper and record of an emergency, completed after it went out. */
export function LateEntryPage({
  caseId,
  uploads,
  paper,
  onNavigate,
}: RequestPageProps): ReactElement {
  const api = useApi();
  const [store] = useState(() => createLateEntryStore({ api, caseId }));
  return (
    <FormPage store={store} caseId={caseId}>
      {(detail) => (
        <LateEntryDesk
          store={store}
          detail={detail}
          uploads={uploads}
          paper={paper}
          onNavigate={onNavigate}
        />
      )}
    </FormPage>
  );
}
