import { Button } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail, CaseRecord } from '../../../../shared/api/cases';
import { appError } from '../../../../shared/domain/errors';
import type { CaseId } from '../../../../shared/domain/identity/actor';
import type { DocumentViewerLoader } from '../../../ports/documentViewer';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { DocumentView, type FileOutlets } from './DocumentView';
import { Originals, PaperButton, PaperSource } from './paper';
import { NoteView } from './NoteView';
import type { StageItem } from './panes';
import { PictureView } from './PictureView';
import { stageOf } from './stageOf';
import { StageFrame } from './StageFrame';
import { StageWaiting } from './StageWaiting';
import type { MaterialTools, PaperTools } from './tools';
import { useContent, type Content, type ServerFetch } from './useContent';

export type { MaterialTools } from './tools';

export type StageSlots = FileOutlets & {
  readonly fetchPath: ServerFetch;
  readonly loadDocumentViewer: DocumentViewerLoader;
  /** The DICOM stage with all studies of the case, the one asked for in front, perhaps another one beside it. */
  readonly images: (studyInstanceUids: readonly string[], beside: string | null) => ReactNode;
  /** With the case it belongs to: whose it is, and which other ECGs there are. */
  readonly ecg: (record: CaseRecord, detail: CaseDetail) => ReactNode;
  /** Whole slides; `slides` are all records of the case that hold any, for comparison. */
  readonly slide: (
    record: CaseRecord,
    slides: readonly CaseRecord[],
    tools: MaterialTools,
  ) => ReactNode;
  readonly lab: (record: CaseRecord, records: readonly CaseRecord[]) => ReactNode;
  readonly video: (record: CaseRecord, tools: MaterialTools) => ReactNode;
  /** The bench over scanned films; absent where the reader cannot use it. */
  readonly film?: (record: CaseRecord, tools: MaterialTools) => ReactNode;
  /** The bench for scanned paper, over the whole page, beginning with an original or with a document of theirs. */
  readonly paper?: (start: CaseRecord, bench: PaperTools) => ReactNode;
};

export type MaterialProps = {
  readonly detail: CaseDetail;
  readonly item: StageItem;
  readonly slots: StageSlots;
  readonly tools: MaterialTools;
  /** Shows something else in the same place. */
  readonly onPut: (item: StageItem) => void;
};

/** One thing on the stage, except DICOM pictures, which have a stage of their own. */
export function Material(props: MaterialProps): ReactElement {
  const { detail, item, slots, tools, onPut } = props;
  const { records } = detail;
  const caseId = detail.case.id;
  const { t } = useTranslation(['casePage', 'caseTerms']);
  if (item.kind === 'report')
    return <ReportDocument caseId={caseId} version={item.version} slots={slots} />;
  const { record } = item;
  const source = t(`caseTerms:source.${record.source}`);
  const frame = { title: record.title, source };
  const leave = (
    <Button size="small" onClick={() => onPut({ kind: 'record', record })}>
      {t('casePage:stage.leaveBench')}
    </Button>
  );
  if (item.kind === 'film')
    return (
      <StageFrame {...frame} source={t('casePage:stage.filmBench')} tools={leave}>
        {slots.film?.(record, tools)}
      </StageFrame>
    );
  switch (stageOf(record)) {
    case 'images':
      return <></>;
    case 'ecg':
      return <StageFrame {...frame}>{slots.ecg(record, detail)}</StageFrame>;
    case 'slide':
      return (
        <StageFrame {...frame} tools={<Benches {...props} record={record} />}>
          {slots.slide(
            record,
            records.filter((other) => stageOf(other) === 'slide'),
            tools,
          )}
        </StageFrame>
      );
    case 'lab':
      return <StageFrame {...frame}>{slots.lab(record, records)}</StageFrame>;
    case 'video':
      return <StageFrame {...frame}>{slots.video(record, tools)}</StageFrame>;
    case 'note':
      return <NoteView {...frame} record={record} labs={slots.lab(record, records)} />;
    case 'document':
    case 'picture':
    case 'file':
      return <FileMaterial {...{ caseId, detail, record, slots, frame, tools, onPut }} />;
  }
}

type FileProps = Pick<MaterialProps, 'detail' | 'slots' | 'tools' | 'onPut'> & {
  readonly caseId: CaseId;
  readonly record: CaseRecord;
  readonly frame: { readonly title: string; readonly source: string };
};

function FileMaterial(props: FileProps): ReactElement {
  const { caseId, detail, record, slots, frame } = props;
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
  const benches = <Benches {...props} />;
  switch (stage) {
    case 'picture':
      return <PictureView {...frame} blob={blob} undecodable={undecodable} benches={benches} />;
    case 'document':
      return (
        <DocumentView
          {...frame}
          source={<PaperSource detail={detail} record={record} source={frame.source} />}
          blob={blob}
          fileName={fileName}
          benches={benches}
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

/** The ways from a scanned film or from paper to their benches, and from a document to what it was made of. */
function Benches({
  detail,
  record,
  slots,
  tools,
  onPut,
}: Pick<FileProps, 'detail' | 'record' | 'slots' | 'tools' | 'onPut'>): ReactElement | null {
  const { t } = useTranslation('casePage');
  const isFilm = record.kind === 'image' || (record.kind === 'slide' && record.category === 'film');
  const isPaper = record.kind === 'image' || record.mime === 'application/pdf';
  return (
    <>
      {tools.canAdd && slots.film && isFilm && (
        <Button size="small" onClick={() => onPut({ kind: 'film', record })}>
          {t('stage.toFilm')}
        </Button>
      )}
      <Originals records={detail.records} record={record} onPut={onPut} />
      {tools.canAdd && slots.paper && isPaper && (
        <PaperButton detail={detail} record={record} open={slots.paper} tools={tools} />
      )}
    </>
  );
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

/** Pictures come as they are shown: upright, without what the camera wrote about place and owner; TIFF and BMP as PNG. */
function contentPath(caseId: CaseId, record: CaseRecord): string {
  const path = `/v1/cases/${caseId}/records/${record.id}/content`;
  return record.kind === 'image' ? `${path}?rendition=view` : path;
}
