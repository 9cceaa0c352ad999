import { useMemo } from 'react';
import type { CaseRecord } from '../../../shared/api/cases';
import type { CaseId } from '../../../shared/domain/identity/actor';
import type { KeyImage } from '../../../shared/domain/report/report';
import { createPaperImaging } from '../../adapters/paper';
import { createSlideCanvasViewer } from '../../adapters/slideCanvas';
import type { ServerFetch, StageSlots } from '../../features/casePage';
import { PaperBench } from '../../features/paper';
import { FilmBench } from '../../features/film';
import { LabStage } from '../../features/lab';
import { SlideStage } from '../../features/slide';
import { VideoStage } from '../../features/video';
import type { FetchBlob, ReportDesk } from '../../features/report';
import { loadPaperPage } from './paperPages';
import type { ServerAccess } from '../../platform/serverAccess';

type Deps = {
  readonly caseId: CaseId;
  /** The report that pictures go to; `null` where material is only looked at. */
  readonly desk: ReportDesk | null;
  readonly server: ServerAccess;
  readonly fetchPath: ServerFetch;
  readonly fetchBlob: FetchBlob;
  readonly onSave: (file: Blob, name: string) => void;
};

/** Stages of material that is neither DICOM pictures nor ECG. Pictures taken there go to the report being written. */
export function useMaterialStages(
  deps: Deps,
): Pick<StageSlots, 'slide' | 'lab' | 'video' | 'film' | 'paper'> {
  const { caseId, desk, server, fetchPath, fetchBlob, onSave } = deps;
  return useMemo(() => {
    const onKeyImage = (image: KeyImage) => desk?.getState().mark(image);
    // a browser reads ranges of an address by itself only where the cookie travels with it
    const urlOf = (path: string) => ('authorization' in server.headers() ? null : server.url(path));
    const save = (path: string, name: string) =>
      void fetchBlob(path).then((blob) => blob && onSave(blob, name));
    const loadPicture = ({ id }: CaseRecord) =>
      fetchBlob(`/v1/cases/${caseId}/records/${id}/content?rendition=view`);
    const loadPage = loadPaperPage(fetchPath, caseId);
    return {
      slide: (record, slides, { canAdd }) => (
        <SlideStage
          key={record.id}
          caseId={caseId}
          record={record}
          slides={slides}
          fetchPath={fetchPath}
          viewerFactory={createSlideCanvasViewer}
          canDraw={canAdd}
          onKeyImage={onKeyImage}
        />
      ),
      film: (record, { onOpenMade }) => (
        <FilmBench
          key={record.id}
          caseId={caseId}
          record={record}
          loadPicture={loadPicture}
          onMade={onOpenMade}
        />
      ),
      paper: (start, bench) => (
        <PaperBench
          caseId={caseId}
          start={start}
          loadPage={loadPage}
          createImaging={createPaperImaging}
          {...bench}
        />
      ),
      lab: (record, records) => <LabStage key={record.id} record={record} records={records} />,
      video: (record, { canAdd }) => (
        <VideoStage
          key={record.id}
          caseId={caseId}
          record={record}
          urlOf={urlOf}
          fetchBlob={fetchBlob}
          onSave={save}
          canGrab={canAdd}
          onKeyImage={onKeyImage}
        />
      ),
    };
  }, [caseId, desk, server, fetchPath, fetchBlob, onSave]);
}
