import { paperPicturePath } from '../../../shared/api/paper';
import type { CaseId } from '../../../shared/domain/identity/actor';
import { fetchBlob, type ServerFetch } from '../../features/casePage';
import type { LoadPage } from '../../features/paper';

/** Lines of small print can be told apart on it, and sixty of them fit into the memory of an old PC. */
const WORKING_SIDE = 1600;

/** Pages for the paper bench, as the server draws them: also of TIFF and PDF, which no browser shows as pictures. */
export const loadPaperPage =
  (fetchPath: ServerFetch, caseId: CaseId): LoadPage =>
  (recordId, page) =>
    fetchBlob(
      fetchPath,
      paperPicturePath(caseId, { recordId, page }, WORKING_SIDE),
      new AbortController().signal,
    );
