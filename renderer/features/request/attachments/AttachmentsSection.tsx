import {
  FileAddOutlined,
  FileTextOutlined,
  FolderAddOutlined,
  HddOutlined,
  InboxOutlined,
} from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { CaseRecord } from '../../../../shared/api/cases';
import type { listIntake } from '../../../../shared/api/intake';
import { FORMATS } from '../../../../shared/domain/intake/formats';
import { useDesktop } from '../../../platform/ApiContext';
import type { RouteOutput } from '../../../../shared/api/route';
import type { Query } from '../../../platform/useQuery';
import { EmptyState } from '../../../ui/EmptyState';
import { Notice } from '../../../ui/Notice';
import { QueryView } from '../../../ui/QueryView';
import styles from '../request.module.css';
import type { AddReading } from './useAddReading';
import { BatchRow } from './BatchRow';
import { InboxDrawer } from './InboxDrawer';
import { readFiles } from './readDrop';
import { RecordList } from './RecordList';
import { UploadRow } from './UploadRow';
import type { UploadsStore } from './uploads';
import { useMediumImport } from './useMediumImport';

type Intake = Query<RouteOutput<typeof listIntake>>;

type Props = {
  readonly caseId: string;
  readonly patientName: string;
  readonly records: readonly CaseRecord[];
  readonly uploads: UploadsStore;
  readonly adding: AddReading;
  readonly intake: Intake;
  readonly isReadOnly: boolean;
  readonly isFixed?: (record: CaseRecord) => boolean;
  /** Records have changed on the server. */
  readonly onChanged: () => void;
  readonly paper?: PaperSlot | undefined;
};

/** The bench for scanned paper, over the whole page. */
export type PaperSlot = (bench: {
  readonly records: readonly CaseRecord[];
  readonly onMade: () => void;
  readonly onClose: () => void;
}) => ReactNode;

export function AttachmentsSection(props: Props): ReactElement {
  const { caseId, patientName, records, uploads, adding, intake, isReadOnly, onChanged } = props;
  const { t } = useTranslation('request');
  const [isInboxOpen, setInboxOpen] = useState(false);
  const [isPaperOpen, setPaperOpen] = useState(false);
  const hasPaper = records.some(({ kind, mime }) => kind === 'image' || mime === FORMATS.pdf.mime);
  return (
    <div className={styles['stack']}>
      {!isReadOnly && (
        <Ways
          caseId={caseId}
          adding={adding}
          onInbox={() => setInboxOpen(true)}
          onPaper={props.paper && hasPaper ? () => setPaperOpen(true) : null}
        />
      )}
      {!isReadOnly && patientName.trim() === '' && (
        <Notice tone="risk">{t('drop.whoFirst')}</Notice>
      )}
      {adding.unreadable.length > 0 && (
        <Notice
          tone="urgent"
          actions={
            <Button size="small" onClick={adding.dismiss}>
              {t('close')}
            </Button>
          }
        >
          {t('drop.unreadable', { count: adding.unreadable.length })}
          <ul className={styles['paths']}>
            {adding.unreadable.slice(0, 20).map((path) => (
              <li key={path}>{path}</li>
            ))}
          </ul>
        </Notice>
      )}
      {adding.isEmpty && (
        <Notice
          tone="risk"
          actions={
            <Button size="small" onClick={adding.dismiss}>
              {t('close')}
            </Button>
          }
        >
          {t('drop.nothing')}
        </Notice>
      )}
      <Course caseId={caseId} uploads={uploads} query={intake} onChanged={onChanged} />
      {records.length === 0 ? (
        <EmptyState title={t('records.empty')} text={t('records.emptyText')} />
      ) : (
        <RecordList
          caseId={caseId}
          records={records}
          isReadOnly={isReadOnly}
          {...(props.isFixed ? { isFixed: props.isFixed } : {})}
          onChanged={onChanged}
        />
      )}
      {isPaperOpen &&
        props.paper?.({
          records,
          onMade: () => {
            setPaperOpen(false);
            onChanged();
          },
          onClose: () => setPaperOpen(false),
        })}
      {isInboxOpen && (
        <InboxDrawer
          caseId={caseId}
          patientName={patientName}
          onClose={() => setInboxOpen(false)}
          onAttached={onChanged}
        />
      )}
    </div>
  );
}

type WaysProps = {
  readonly caseId: string;
  readonly adding: AddReading;
  readonly onInbox: () => void;
  /** `null` while there is no paper to be put in order. */
  readonly onPaper: (() => void) | null;
};

/** Ways in: drop anything, choose files or a folder, read a disc, take from the inbox. */
function Ways({ caseId, adding, onInbox, onPaper }: WaysProps): ReactElement {
  const { t } = useTranslation('request');
  const desktop = useDesktop();
  const medium = useMediumImport(caseId, adding);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (input: HTMLInputElement) => {
    adding.add(readFiles([...(input.files ?? [])], caseId));
    input.value = '';
  };
  return (
    <div className={styles['ways']}>
      <div className={styles['waysText']}>
        <InboxOutlined aria-hidden />
        <div>
          <strong>{t('drop.title')}</strong>
          <div className={styles['muted']}>{t('drop.text')}</div>
        </div>
      </div>
      <div className={styles['waysButtons']}>
        <Button icon={<FileAddOutlined />} onClick={() => files.current?.click()}>
          {t('drop.files')}
        </Button>
        <Button icon={<FolderAddOutlined />} onClick={() => folder.current?.click()}>
          {t('drop.folder')}
        </Button>
        {desktop.isDesktop && (
          <Button icon={<HddOutlined />} loading={medium.isReading} onClick={medium.pick}>
            {t('drop.medium')}
          </Button>
        )}
        <Button icon={<InboxOutlined />} onClick={onInbox}>
          {t('inbox.open')}
        </Button>
        {onPaper && (
          <Button icon={<FileTextOutlined />} onClick={onPaper}>
            {t('drop.paper')}
          </Button>
        )}
      </div>
      {medium.notice}
      <input
        ref={files}
        type="file"
        multiple
        hidden
        data-testid="files"
        onChange={(event) => take(event.target)}
      />
      <input
        ref={folder}
        type="file"
        hidden
        {...{ webkitdirectory: '' }}
        onChange={(event) => take(event.target)}
      />
    </div>
  );
}

type CourseProps = {
  readonly caseId: string;
  readonly uploads: UploadsStore;
  readonly query: Intake;
  readonly onChanged: () => void;
};

/** What is on its way and what the server has made of what has arrived. */
function Course({ caseId, uploads, query, onChanged }: CourseProps): ReactElement {
  const local = useStore(uploads, (state) => state.uploads);
  const actions = uploads.getState();
  const changed = () => {
    query.reload();
    onChanged();
  };
  const batches = query.value?.items ?? [];
  const known = new Set(batches.map((batch) => batch.id));
  // once the server lists a finished upload, its own row says more
  const onTheirWay = local.filter(
    (one) => !(one.status === 'sent' && one.batchId !== null && known.has(one.batchId)),
  );
  const sending = new Set(onTheirWay.map((one) => one.batchId));
  return (
    <>
      {onTheirWay.length > 0 && (
        <ul className={styles['uploads']}>
          {onTheirWay.map((upload) => (
            <UploadRow key={upload.id} upload={upload} actions={actions} />
          ))}
        </ul>
      )}
      <QueryView query={query} skeleton={<span />}>
        {({ items }) => (
          <ul className={styles['uploads']}>
            {items
              .filter((batch) => !sending.has(batch.id))
              .map((batch) => (
                <BatchRow key={batch.id} caseId={caseId} batch={batch} onChanged={changed} />
              ))}
          </ul>
        )}
      </QueryView>
    </>
  );
}
