import { useState, type ReactElement } from 'react';
import type { CaseId } from '../../../shared/domain/identity/actor';
import { useApi } from '../../platform/ApiContext';
import type { PaperSlot } from './attachments/AttachmentsSection';
import type { UploadsStore } from './attachments/uploads';
import { FormPage } from './FormPage';
import { RequestDesk } from './RequestDesk';
import { createRequestStore } from './requestStore';

export type RequestPageProps = {
  /** Constant for the life of the component. */
  readonly caseId: CaseId;
  /** Outlives the page: uploads go on while the reader is elsewhere. */
  readonly uploads: UploadsStore;
  /** The bench for scanned paper, where there is one. */
  readonly paper?: PaperSlot | undefined;
  readonly onNavigate: (path: string) => void;
};

/** The request form of a draft or returned case. */
export function RequestPage({
  caseId,
  uploads,
  paper,
  onNavigate,
}: RequestPageProps): ReactElement {
  const api = useApi();
  const [store] = useState(() => createRequestStore({ api, caseId }));
  return (
    <FormPage store={store} caseId={caseId}>
      {(detail) => (
        <RequestDesk
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
