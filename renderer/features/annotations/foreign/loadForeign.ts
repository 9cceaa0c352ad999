import { z } from 'zod';
import {
  dicomJsonSchema,
  TAG,
  textOf,
  type DicomJson,
} from '../../../../shared/domain/imaging/dicomJson';
import type { DicomWebFetcher } from '../../../ports/imageViewer';
import { foreignDocumentOf, type ForeignDocument } from './foreignDocument';

const HOLDS_ANNOTATIONS = new Set(['SR', 'PR', 'KO']);
const instancesSchema = z.array(dicomJsonSchema);

export type ForeignLoad = {
  readonly documents: readonly ForeignDocument[];
  /** Series whose documents could not be read; the others are shown all the same. */
  readonly failed: number;
};

/**
 * Reports, presentation states and selections of a study that did not come from this case's own authors.
 *
 * @param ours - Series that hold what our authors drew: that is shown from the case, not from its copies.
 */
export async function loadForeign(
  fetcher: DicomWebFetcher,
  studyInstanceUid: string,
  ours: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<ForeignLoad> {
  const series = await instancesAt(fetcher, `/studies/${studyInstanceUid}/series`, signal);
  if (series === null) return { documents: [], failed: 1 };
  const uids = series.flatMap((one) => {
    const uid = textOf(one, TAG.SeriesInstanceUID);
    const holds = HOLDS_ANNOTATIONS.has(textOf(one, TAG.Modality) ?? '');
    return uid !== null && holds && !ours.has(uid) ? [uid] : [];
  });
  const loaded = await Promise.all(
    uids.map((uid) =>
      instancesAt(fetcher, `/studies/${studyInstanceUid}/series/${uid}/metadata`, signal),
    ),
  );
  return {
    documents: loaded
      .flatMap((instances) => instances ?? [])
      .flatMap((json) => foreignDocumentOf(studyInstanceUid, json) ?? []),
    failed: loaded.filter((instances) => instances === null).length,
  };
}

async function instancesAt(
  fetcher: DicomWebFetcher,
  path: string,
  signal: AbortSignal,
): Promise<readonly DicomJson[] | null> {
  try {
    const response = await fetcher(path, { accept: 'application/dicom+json', signal });
    if (response.status === 204) return [];
    if (!response.ok) return null;
    const parsed = instancesSchema.safeParse(await response.json());
    return parsed.success ? parsed.data : null;
  } catch {
    return null; // no answer, or one that is no JSON: told as a failed series
  }
}
