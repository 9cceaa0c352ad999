import { useCallback, useState, type ReactElement } from 'react';
import { useNavigate, useParams } from 'react-router';
import { caseIdSchema, type CaseId } from '../../../shared/domain/identity/actor';
import { createTusUploader } from '../../adapters/tus';
import { createUploadsStore, RequestPage, type UploadsStore } from '../../features/request';
import { useMe, useServer } from '../../platform/ApiContext';
import type { ServerAccess } from '../../platform/serverAccess';
import { NoSuchCase } from './NoSuchCase';

/** The request form over the resumable uploads of the tus adapter. */
export function RequestWorkspace(): ReactElement {
  const caseId = caseIdSchema.safeParse(useParams()['caseId']);
  return caseId.success ? <Workspace key={caseId.data} caseId={caseId.data} /> : <NoSuchCase />;
}

function Workspace({ caseId }: { readonly caseId: CaseId }): ReactElement {
  const server = useServer();
  const { userId } = useMe();
  const navigate = useNavigate();
  const [uploads] = useState(() => uploadsOf(server, userId, caseId));
  const onNavigate = useCallback((path: string) => void navigate(path), [navigate]);
  return <RequestPage caseId={caseId} uploads={uploads} onNavigate={onNavigate} />;
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
