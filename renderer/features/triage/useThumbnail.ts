import { useEffect, useState } from 'react';
import type { CaseRecord } from '../../../shared/api/cases';
import { useServer } from '../../platform/ApiContext';

/** An address of a small picture of the material; `null` while there is none, and for what has no picture. */
export function useThumbnail(caseId: string, record: CaseRecord): string | null {
  const server = useServer();
  const path = thumbnailPath(caseId, record);
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (path === null) return undefined;
    const abort = new AbortController();
    let made: string | null = null;
    server
      .fetch(path, { headers: { accept: 'image/jpeg' }, signal: abort.signal })
      .then(async (reply) => {
        if (!reply.ok) return;
        const blob = await reply.blob();
        if (abort.signal.aborted) return;
        made = URL.createObjectURL(blob);
        setUrl(made);
      })
      .catch(() => undefined); // without a picture the icon stays; opening the material says what is wrong
    return () => {
      abort.abort();
      if (made !== null) URL.revokeObjectURL(made);
      setUrl(null);
    };
  }, [server, path]);
  return url;
}

function thumbnailPath(caseId: string, record: CaseRecord): string | null {
  if (record.kind === 'study' && record.studyInstanceUid !== null && record.modality !== 'ECG')
    return `/dicom-web/studies/${record.studyInstanceUid}/thumbnail`;
  if (record.kind === 'image')
    return `/v1/cases/${caseId}/records/${record.id}/content?rendition=thumbnail`;
  return null;
}
