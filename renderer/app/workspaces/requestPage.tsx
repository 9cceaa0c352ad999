import { useCallback, useMemo, useState, type ComponentType, type ReactElement } from 'react';
import { useNavigate, useParams } from 'react-router';
import { caseIdSchema, type CaseId } from '../../../shared/domain/identity/actor';
import { createPaperImaging } from '../../adapters/paper';
import { createTusUploader } from '../../adapters/tus';
import { PaperBench } from '../../features/paper';
import {
  createUploadsStore,
  LateEntryPage,
  type PaperSlot,
  RequestPage,
  type RequestPageProps,
  type UploadsStore,
} from '../../features/request';
import { useMe, useServer } from '../../platform/ApiContext';
import type { ServerAccess } from '../../platform/serverAccess';
import { loadPaperPage } from './paperPages';
import { NoSuchCase } from './NoSuchCase';

/** The request form over the resumable uploads of the tus adapter. */
export const RequestWorkspace = (): ReactElement => <ByCase page={RequestPage} />;

/** The same over what an emergency still owes. */
export const LateEntryWorkspace = (): ReactElement => <ByCase page={LateEntryPage} />;

type CasePage = ComponentType<RequestPageProps>;

function ByCase({ page }: { readonly page: CasePage }): ReactElement {
  const caseId = caseIdSchema.safeParse(useParams()['caseId']);
  return caseId.success ? (
    <Workspace key={caseId.data} caseId={caseId.data} page={page} />
  ) : (
    <NoSuchCase />
  );
}

function Workspace(props: { readonly caseId: CaseId; readonly page: CasePage }): ReactElement {
  const { caseId, page: Page } = props;
  const server = useServer();
  const { userId } = useMe();
  const navigate = useNavigate();
  const [uploads] = useState(() => uploadsOf(server, userId, caseId));
  const onNavigate = useCallback((path: string) => void navigate(path), [navigate]);
  const paper = usePaperSlot(server, caseId);
  return <Page caseId={caseId} uploads={uploads} paper={paper} onNavigate={onNavigate} />;
}

/** The bench begins with all photos of the form that are in no document yet. */
function usePaperSlot(server: ServerAccess, caseId: CaseId): PaperSlot {
  return useMemo(() => {
    const loadPage = loadPaperPage((path, init) => server.fetch(path, init), caseId);
    return function PaperOfForm(bench) {
      return (
        <PaperBench
          caseId={caseId}
          start={null}
          loadPage={loadPage}
          createImaging={createPaperImaging}
          {...bench}
        />
      );
    };
  }, [server, caseId]);
}

/** Uploads outlive the page that started them, but belong to one person. */
const running = new Map<string, UploadsStore>();

function uploadsOf(server: ServerAccess, userId: string, caseId: CaseId): UploadsStore {
  const key = `${userId} ${caseId}`;
  const known = running.get(key);
  if (known) return known;
  const uploader = createTusUploader({ server, storage: localStorage });
  const made = createUploadsStore({ uploader, caseId });
  running.set(key, made);
  return made;
}
