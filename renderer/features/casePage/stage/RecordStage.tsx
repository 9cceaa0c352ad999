import { Button } from 'antd';
import { useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail, CaseRecord } from '../../../../shared/api/cases';
import { appError } from '../../../../shared/domain/errors';
import type { CaseId } from '../../../../shared/domain/identity/actor';
import type { DocumentViewerLoader } from '../../../ports/documentViewer';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { DocumentView, type FileOutlets } from './DocumentView';
import { LabView } from './LabView';
import { NoteView } from './NoteView';
import { PictureView } from './PictureView';
import { stageOf } from './stageOf';
import { StageFrame } from './StageFrame';
import { StageWaiting } from './StageWaiting';
import { useContent, type Content, type ServerFetch } from './useContent';
import { VideoView } from './VideoView';

export type StageSlots = FileOutlets & {
  readonly fetchPath: ServerFetch;
  readonly loadDocumentViewer: DocumentViewerLoader;
  /** The DICOM stage with all studies of the case, the one asked for in front. */
  readonly images: (studyInstanceUids: readonly string[]) => ReactNode;
  /** With the case it belongs to: whose it is, and which other ECGs there are. */
  readonly ecg: (record: CaseRecord, detail: CaseDetail) => ReactNode;
};

/** What lies on the stage: a piece of material, or a published report as its PDF. */
export type StageItem =
  | { readonly kind: 'record'; readonly record: CaseRecord }
  | { readonly kind: 'report'; readonly version: number };

type Props = {
  readonly detail: CaseDetail;
  readonly item: StageItem | null;
  readonly slots: StageSlots;
  /** Something to say about the material, above it. */
  readonly note?: ReactNode;
};

/** Shows one piece of material. The DICOM stage stays mounted behind others: its pictures took time to load. */
export function RecordStage({ detail, item, slots, note }: Props): ReactElement {
  const { t } = useTranslation('casePage');
  const { records } = detail;
  const caseId = detail.case.id;
  const record = item?.kind === 'record' ? item.record : null;
  const stage = record && stageOf(record);
  const wanted = stage === 'images' ? record?.studyInstanceUid : null;
  const [lastStudy, setLastStudy] = useState<string | null>(null);
  if (wanted && wanted !== lastStudy) setLastStudy(wanted);
  const study = wanted ?? lastStudy;

  return (
    <div className="case-stage">
      {note}
      <div className="case-stage-layers">
        {study !== null && (
          <div
            className="case-stage-images"
            data-covered={stage !== 'images'}
            inert={stage !== 'images'}
          >
            {slots.images(inFront(study, records))}
          </div>
        )}
        {record && stage !== 'images' && (
          <div className="case-stage-paper" key={record.id}>
            <Material detail={detail} record={record} slots={slots} />
          </div>
        )}
        {item?.kind === 'report' && (
          <div className="case-stage-paper" key={`report ${String(item.version)}`}>
            <ReportDocument caseId={caseId} version={item.version} slots={slots} />
          </div>
        )}
        {!item && <EmptyState title={t('stage.nothing')} />}
      </div>
    </div>
  );
}

const inFront = (study: string, records: readonly CaseRecord[]): readonly string[] => [
  study,
  ...records.flatMap((record) =>
    stageOf(record) === 'images' && record.studyInstanceUid && record.studyInstanceUid !== study
      ? [record.studyInstanceUid]
      : [],
  ),
];

type MaterialProps = Omit<Props, 'item' | 'note'> & { readonly record: CaseRecord };

function Material({ detail, record, slots }: MaterialProps): ReactElement {
  const { t } = useTranslation('caseTerms');
  const frame = { title: record.title, source: t(`source.${record.source}`) };
  switch (stageOf(record)) {
    case 'images':
      return <></>;
    case 'ecg':
      return <StageFrame {...frame}>{slots.ecg(record, detail)}</StageFrame>;
    case 'lab':
      return <LabView {...frame} record={record} records={detail.records} />;
    case 'note':
      return <NoteView {...frame} record={record} />;
    case 'document':
    case 'picture':
    case 'video':
    case 'file':
      return <FileMaterial caseId={detail.case.id} record={record} slots={slots} frame={frame} />;
  }
}

type FileProps = Pick<MaterialProps, 'record' | 'slots'> & {
  readonly caseId: CaseId;
  readonly frame: { readonly title: string; readonly source: string };
};

function FileMaterial({ caseId, record, slots, frame }: FileProps): ReactElement {
  const { t } = useTranslation('casePage');
  const stage = stageOf(record);
  const content = useContent(slots.fetchPath, contentPath(caseId, record));
  if (content.status !== 'ready') {
    return (
      <StageFrame {...frame}>
        <Waiting content={content} />
      </StageFrame>
    );
  }
  const { blob } = content;
  const fileName = record.fileName ?? record.title;
  const { onSave } = slots;
  const undecodable = <ErrorNotice error={appError('integrity', 'file.cannotShow')} />;
  switch (stage) {
    case 'picture':
      return <PictureView {...frame} blob={blob} undecodable={undecodable} />;
    case 'video':
      return <VideoView {...frame} blob={blob} undecodable={undecodable} />;
    case 'document':
      return (
        <DocumentView
          {...frame}
          blob={blob}
          fileName={fileName}
          loadViewer={slots.loadDocumentViewer}
          {...outletsOf(slots)}
        />
      );
    default:
      return (
        <StageFrame {...frame}>
          <EmptyState
            title={t('stage.notShowable')}
            action={
              onSave && <Button onClick={() => onSave(blob, fileName)}>{t('stage.save')}</Button>
            }
          />
        </StageFrame>
      );
  }
}

type ReportProps = Pick<FileProps, 'caseId' | 'slots'> & { readonly version: number };

function ReportDocument({ caseId, version, slots }: ReportProps): ReactElement {
  const { t } = useTranslation('casePage');
  const path = `/v1/cases/${caseId}/reports/${String(version)}/pdf`;
  const content = useContent(slots.fetchPath, path);
  const frame = { title: t('stage.report', { version }), source: t('stage.reportSource') };
  return content.status === 'ready' ? (
    <DocumentView
      {...frame}
      {...outletsOf(slots)}
      blob={content.blob}
      fileName={t('stage.reportFile', { version })}
      loadViewer={slots.loadDocumentViewer}
    />
  ) : (
    <StageFrame {...frame}>
      <Waiting content={content} />
    </StageFrame>
  );
}

function Waiting({
  content,
}: {
  readonly content: Exclude<Content, { status: 'ready' }>;
}): ReactElement {
  return content.status === 'loading' ? (
    <StageWaiting />
  ) : (
    <ErrorNotice error={content.error} onRetry={content.retry} />
  );
}

const outletsOf = ({ onSave, onPrint }: FileOutlets): FileOutlets => ({
  ...(onSave ? { onSave } : {}),
  ...(onPrint ? { onPrint } : {}),
});

/** TIFF and BMP, which browsers do not draw, come as PNG renditions. */
function contentPath(caseId: CaseId, record: CaseRecord): string {
  const path = `/v1/cases/${caseId}/records/${record.id}/content`;
  return record.mime === 'image/tiff' || record.mime === 'image/bmp'
    ? `${path}?rendition=png`
    : path;
}
