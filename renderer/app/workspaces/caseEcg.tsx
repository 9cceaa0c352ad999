import { useCallback, type ReactElement } from 'react';
import type { CaseRecord } from '../../../shared/api/cases';
import { appError } from '../../../shared/domain/errors';
import type { CaseId } from '../../../shared/domain/identity/actor';
import { dicomJsonSchema, TAG, textOf } from '../../../shared/domain/imaging/dicomJson';
import { err, ok } from '../../../shared/lib/result';
import { z } from 'zod';
import { fetchBlob, type ServerFetch } from '../../features/casePage';
import { EcgView, type LoadEcg } from '../../features/ecg';
import type { EcgViewer } from '../../ports/ecgViewer';

type Props = {
  readonly caseId: CaseId;
  readonly record: CaseRecord;
  readonly fetchPath: ServerFetch;
  readonly viewer: EcgViewer;
};

/** The ECG stage for a file of the case or for a DICOM study that holds a waveform. */
export function CaseEcg({ caseId, record, fetchPath, viewer }: Props): ReactElement {
  const { id, kind, studyInstanceUid } = record;
  const load: LoadEcg = useCallback(
    async (signal) => {
      const inStudy = kind === 'study' && studyInstanceUid !== null;
      const path = inStudy
        ? await waveformPath(fetchPath, studyInstanceUid, signal)
        : ok(`/v1/cases/${caseId}/records/${id}/content`);
      if (!path.ok) return path;
      const accept = inStudy ? SINGLE_OBJECT : undefined;
      const blob = await fetchBlob(fetchPath, path.value, signal, accept);
      return blob.ok ? ok(await blob.value.arrayBuffer()) : blob;
    },
    [caseId, id, kind, studyInstanceUid, fetchPath],
  );
  return <EcgView key={record.id} load={load} viewer={viewer} />;
}

/** One object instead of a multipart answer, in whatever syntax it is stored (PS3.18 8.7.3). */
const SINGLE_OBJECT = 'application/dicom; transfer-syntax=*';
const instancesSchema = z.array(dicomJsonSchema);

/** The study's first object. */
async function waveformPath(fetchPath: ServerFetch, studyUid: string, signal: AbortSignal) {
  const root = `/dicom-web/studies/${studyUid}`;
  const listed = await fetchBlob(
    fetchPath,
    `${root}/instances?limit=1`,
    signal,
    'application/dicom+json',
  );
  if (!listed.ok) return listed;
  const parsed = instancesSchema.safeParse(parseJson(await listed.value.text()));
  const [instance] = parsed.success ? parsed.data : [];
  const seriesUid = instance && textOf(instance, TAG.SeriesInstanceUID);
  const objectUid = instance && textOf(instance, TAG.SOPInstanceUID);
  return seriesUid && objectUid
    ? ok(`${root}/series/${seriesUid}/instances/${objectUid}`)
    : err(appError('notFound', 'dicom.notFound'));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // the schema says what is wrong
  }
}
