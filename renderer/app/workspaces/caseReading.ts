import { useCallback, useState } from 'react';
import type { CaseId } from '../../../shared/domain/identity/actor';
import type { AnnotationStore } from '../../features/annotations';
import { fetchBlob, type ServerFetch } from '../../features/casePage';
import { createReportDesk, type FetchBlob, type ReportDesk } from '../../features/report';
import { useApi, useServer } from '../../platform/ApiContext';
import { markedBy, useCaseAnnotations } from './caseAnnotations';
import type { ScreenChannel } from './secondScreen/caseChannel';

/** What every window needs that reads the pictures of a case. */
export type CaseReading = {
  readonly annotations: AnnotationStore;
  readonly desk: ReportDesk;
  readonly fetchPath: ServerFetch;
  /** `null` when it cannot be had. */
  readonly pictures: FetchBlob;
};

export function useCaseReading(caseId: CaseId, channel: ScreenChannel): CaseReading {
  const api = useApi();
  const server = useServer();
  const annotations = useCaseAnnotations(caseId, channel);
  const [desk] = useState(() =>
    createReportDesk({ api, caseId, marked: () => markedBy(annotations) }),
  );
  const fetchPath: ServerFetch = useCallback((path, init) => server.fetch(path, init), [server]);
  const pictures: FetchBlob = useCallback(
    async (path) => {
      const result = await fetchBlob(fetchPath, path, new AbortController().signal);
      return result.ok ? result.value : null;
    },
    [fetchPath],
  );
  return { annotations, desk, fetchPath, pictures };
}
