import { Button, Popconfirm } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { CaseDetail, CaseRecord } from '../../../../shared/api/cases';
import { listIntake } from '../../../../shared/api/intake';
import {
  lateChanges,
  lateEntryDueAt,
  lateEntryOf,
  lateItems,
} from '../../../../shared/domain/consultation/lateEntry';
import { useCaseCommand } from '../../../platform/useCommand';
import { useQuery } from '../../../platform/useQuery';
import { DueTime } from '../../../ui/Clock';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { Notice } from '../../../ui/Notice';
import { Page, PageHeader } from '../../../ui/PageHeader';
import { PatientLine } from '../../../ui/PatientLine';
import { StateTag } from '../../../ui/StateTag';
import { UrgencyTag } from '../../../ui/UrgencyTag';
import { useNow } from '../../../ui/useNow';
import { AttachmentsSection, type PaperSlot } from '../attachments/AttachmentsSection';
import { DropTarget } from '../attachments/DropTarget';
import type { UploadsStore } from '../attachments/uploads';
import { useAddReading } from '../attachments/useAddReading';
import { ConflictNotice } from '../ConflictNotice';
import { FormContext } from '../formContext';
import styles from '../request.module.css';
import { SaveStatus } from '../SaveStatus';
import { ClinicalSection } from '../sections/ClinicalSection';
import { ConsentSection } from '../sections/ConsentSection';
import type { LateEntryStore } from './lateEntryStore';
import { LateReview } from './LateReview';
import { PlaceSection } from './PlaceSection';
import { useLateAccess } from './useLateAccess';

type Props = {
  readonly store: LateEntryStore;
  readonly detail: CaseDetail;
  readonly uploads: UploadsStore;
  readonly paper?: PaperSlot | undefined;
  readonly onNavigate: (path: string) => void;
};

const SECTIONS = ['records', 'consent', 'clinical', 'patient', 'review'] as const;
type Section = (typeof SECTIONS)[number];

/** What is owed first, the rest of the record under it, and what will be written down before it is. */
export function LateEntryDesk({ store, detail, uploads, paper, onNavigate }: Props): ReactElement {
  const { t } = useTranslation(['request', 'caseTerms']);
  const now = useNow();
  const access = useLateAccess(store, now);
  const save = useStore(store, (state) => state.save);
  const base = useStore(store, (state) => state.base);
  const adding = useAddReading(uploads);
  const { id } = detail.case;
  const intake = useQuery(
    listIntake,
    { params: { caseId: id } },
    { reloadOn: (event) => event.type === 'intakeChanged' && event.caseId === id },
  );
  const { refresh, flush, resolveConflict } = store.getState();
  const submission = useSubmission(store, detail, onNavigate);
  const changes = lateChanges(base, lateEntryOf(access.form));
  const isNew = (record: CaseRecord) => record.addedAt > lastSnapshotAt(detail);
  const fresh = detail.records.filter(isNew);
  const open = lateItems(access.form, summaries(detail));
  const dueAt = lateEntryDueAt(detail.case);
  const bodies: Readonly<Record<Section, ReactElement>> = {
    records: (
      <>
        <p className={styles['muted']}>{t('request:late.paperHint')}</p>
        <AttachmentsSection
          caseId={id}
          patientName={access.form.patient.name}
          records={detail.records}
          uploads={uploads}
          adding={adding}
          intake={intake}
          isReadOnly={access.isReadOnly}
          isFixed={(record) => !isNew(record)}
          onChanged={() => void refresh()}
          paper={paper}
        />
      </>
    ),
    consent: <ConsentSection />,
    clinical: <ClinicalSection />,
    patient: <PlaceSection />,
    review: <LateReview changes={changes} records={fresh} open={open} />,
  };
  return (
    <FormContext value={access}>
      <DropTarget caseId={id} isDisabled={access.isReadOnly} onReading={adding.add}>
        <Page
          header={
            <PageHeader
              title={t('request:late.title')}
              aside={
                <>
                  <UrgencyTag urgency={access.form.wishes.urgency} />
                  <PatientLine {...access.form.patient} />
                  <StateTag state={detail.case.state} />
                  {dueAt !== null && <DueTime at={dueAt} />}
                  <SaveStatus save={save} onRetry={() => void flush()} />
                </>
              }
              secondary={
                <Button onClick={() => onNavigate(`/cases/${id}`)}>{t('request:late.back')}</Button>
              }
              primary={
                <Record
                  open={open.map((item) => t(`caseTerms:lateItem.${item}`))}
                  isDisabled={
                    access.isReadOnly ||
                    save.status === 'conflict' ||
                    changes.length + fresh.length === 0
                  }
                  isRunning={submission.status === 'running'}
                  onRecord={() => void submission.run(null)}
                />
              }
            />
          }
        >
          <div className={styles['late']}>
            {save.status === 'closed' ? (
              <Notice
                tone="mine"
                actions={
                  <Button onClick={() => onNavigate(`/cases/${id}`)}>
                    {t('request:closed.open')}
                  </Button>
                }
              >
                {t('request:late.closed')}
              </Notice>
            ) : (
              <Notice tone={dueAt !== null && dueAt < now ? 'urgent' : 'risk'}>
                {open.length === 0
                  ? t('request:late.ready')
                  : t('request:late.owed', {
                      items: open
                        .map((item) => t(`caseTerms:lateItem.${item}`))
                        .join(t('request:late.separator')),
                    })}
              </Notice>
            )}
            <ConflictNotice save={save} onResolve={resolveConflict} />
            {submission.error && <ErrorNotice error={submission.error} />}
            {SECTIONS.map((section) => (
              <section
                key={section}
                id={`section-${section}`}
                className={styles['section']}
                aria-label={t(`request:late.section.${section}`)}
              >
                <h2>{t(`request:late.section.${section}`)}</h2>
                {bodies[section]}
              </section>
            ))}
          </div>
        </Page>
      </DropTarget>
    </FormContext>
  );
}

/** One button; while something stays open it says what before it goes. */
function Record(props: {
  readonly open: readonly string[];
  readonly isDisabled: boolean;
  readonly isRunning: boolean;
  readonly onRecord: () => void;
}): ReactElement {
  const { open, isDisabled, isRunning, onRecord } = props;
  const { t } = useTranslation(['request', 'caseTerms']);
  const button = (onClick?: () => void) => (
    <Button
      type="primary"
      size="large"
      disabled={isDisabled}
      loading={isRunning}
      {...(onClick ? { onClick } : {})}
    >
      {t('request:late.record')}
    </Button>
  );
  if (open.length === 0) return button(onRecord);
  return (
    <Popconfirm
      title={t('request:late.partly', { items: open.join(t('request:late.separator')) })}
      okText={t('request:late.record')}
      disabled={isDisabled}
      placement="bottomRight"
      onConfirm={onRecord}
    >
      {button()}
    </Popconfirm>
  );
}

const summaries = ({ records }: CaseDetail) =>
  records.map(({ kind, category, modality, itemCount }) => ({
    kind,
    category,
    modality,
    count: itemCount,
  }));

/** When the form was last put down; what came in after it belongs to this entry. */
const lastSnapshotAt = ({ case: { submittedAt, lateEntries } }: CaseDetail): string =>
  lateEntries.at(-1)?.at ?? submittedAt ?? '';

function useSubmission(
  store: LateEntryStore,
  detail: CaseDetail,
  onNavigate: (path: string) => void,
) {
  const command = useCaseCommand();
  const { id } = detail.case;
  const send = () => {
    const { form, detail: latest } = store.getState();
    return command.run({
      caseId: id,
      expectedVersion: latest?.case.version ?? detail.case.version,
      command: { type: 'recordLateEntry', entry: lateEntryOf(form) },
    });
  };
  const run = async (_: null) => {
    const { attempt, refresh, stop } = store.getState();
    attempt();
    let result = await send();
    if (!result.ok && result.error.code === 'case.staleVersion') {
      // experts are at work on the case; only a change of the form itself is the reader's business
      await refresh();
      if (['conflict', 'closed'].includes(store.getState().save.status)) return;
      result = await send();
    }
    if (!result.ok) return;
    stop();
    onNavigate(`/cases/${id}`);
  };
  return { ...command, run };
}
