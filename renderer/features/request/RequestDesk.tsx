import { Button } from 'antd';
import { useEffect, useMemo, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { CaseDetail } from '../../../shared/api/cases';
import { listIntake } from '../../../shared/api/intake';
import type { CaseCommand } from '../../../shared/domain/consultation/commands';
import { useQuery } from '../../platform/useQuery';
import { useCaseCommand } from '../../platform/useCommand';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { Page, PageHeader } from '../../ui/PageHeader';
import { PatientLine } from '../../ui/PatientLine';
import { StateTag } from '../../ui/StateTag';
import { UrgencyTag } from '../../ui/UrgencyTag';
import { useNow } from '../../ui/useNow';
import { AttachmentsSection, type PaperSlot } from './attachments/AttachmentsSection';
import { openMismatches } from './attachments/batchView';
import { DropTarget } from './attachments/DropTarget';
import type { UploadsStore } from './attachments/uploads';
import { useAddReading } from './attachments/useAddReading';
import { ClosedNotice, ConflictNotice } from './ConflictNotice';
import { FixList } from './FixList';
import { FormContext } from './formContext';
import { Outline } from './Outline';
import { ProblemList } from './ProblemList';
import { readinessOf, SECTIONS, type Section } from './readiness';
import styles from './request.module.css';
import type { RequestStore } from './requestStore';
import { SaveStatus } from './SaveStatus';
import { ClinicalSection } from './sections/ClinicalSection';
import { ConsentSection } from './sections/ConsentSection';
import { ExpertsSection } from './sections/ExpertsSection';
import { PatientSection } from './sections/PatientSection';
import { PurposeSection } from './sections/PurposeSection';
import { ReviewSection } from './sections/ReviewSection';
import { SubmitButton } from './SubmitButton';
import { useFormAccess } from './useFormAccess';

type Props = {
  readonly store: RequestStore;
  readonly detail: CaseDetail;
  readonly uploads: UploadsStore;
  readonly paper?: PaperSlot | undefined;
  readonly onNavigate: (path: string) => void;
};

/** One long page: outline on the left, the sections one after the other, the one action top right. */
export function RequestDesk({ store, detail, uploads, paper, onNavigate }: Props): ReactElement {
  const { t } = useTranslation('request');
  const now = useNow();
  const [showsAll, setShowsAll] = useState(false);
  const form = useStore(store, (state) => state.form);
  const save = useStore(store, (state) => state.save);
  const answers = useStore(store, (state) => state.answers);
  const access = useFormAccess(store, detail.case.state, showsAll, now);
  const adding = useAddReading(uploads);
  const intake = useQuery(
    listIntake,
    { params: { caseId: detail.case.id } },
    { reloadOn: (event) => event.type === 'intakeChanged' && event.caseId === detail.case.id },
  );
  const mismatches = openMismatches(intake.value?.items ?? []);
  const submission = useSubmission(store, detail, onNavigate);
  const readiness = useMemo(
    () => readinessOf(form, detail, answers, mismatches, now),
    [form, detail, answers, mismatches, now],
  );
  useLeaveWarning(store, uploads);
  const { id, state } = detail.case;
  const isReturned = state === 'returned';
  const isEmergency = form.wishes.urgency === 'emergency';
  const { refresh } = store.getState();
  const bodies: Readonly<Record<Section, ReactElement>> = {
    patient: <PatientSection />,
    clinical: <ClinicalSection />,
    purpose: <PurposeSection />,
    records: (
      <AttachmentsSection
        caseId={id}
        patientName={form.patient.name}
        records={detail.records}
        uploads={uploads}
        adding={adding}
        intake={intake}
        isReadOnly={access.isReadOnly}
        onChanged={() => void refresh()}
        paper={paper}
      />
    ),
    experts: <ExpertsSection caseId={id} />,
    consent: <ConsentSection />,
    review: <ReviewSection readiness={readiness} records={detail.records} />,
  };
  return (
    <FormContext value={access}>
      <DropTarget caseId={id} isDisabled={access.isReadOnly} onReading={adding.add}>
        <Page
          header={
            <PageHeader
              title={t(
                isReturned ? 'title.returned' : isEmergency ? 'title.emergency' : 'title.draft',
              )}
              aside={
                <>
                  <UrgencyTag urgency={form.wishes.urgency} />
                  <PatientLine {...form.patient} />
                  {state !== 'draft' && <StateTag state={state} />}
                  <SaveStatus save={save} onRetry={() => void store.getState().flush()} />
                </>
              }
              secondary={
                isEmergency && (
                  <Button onClick={() => setShowsAll(!showsAll)}>
                    {t(showsAll ? 'showShort' : 'showAll')}
                  </Button>
                )
              }
              primary={
                <SubmitButton
                  isReturned={isReturned}
                  readiness={readiness}
                  isRunning={submission.status === 'running'}
                  isClosed={access.isReadOnly}
                  onAttempt={store.getState().attempt}
                  onSubmit={() => void submission.run(null)}
                />
              }
            />
          }
        >
          <div className={styles['layout']}>
            <Outline readiness={readiness} />
            <div className={styles['sections']}>
              <ClosedNotice save={save} onOpen={() => onNavigate(`/cases/${id}`)} />
              <ConflictNotice
                save={save}
                onResolve={(keep) => void store.getState().resolveConflict(keep)}
              />
              {submission.error && <ErrorNotice error={submission.error} />}
              {isReturned && (
                <FixList detail={detail} answers={answers} onAnswer={store.getState().answer} />
              )}
              {SECTIONS.map((section) => (
                <section
                  key={section}
                  id={`section-${section}`}
                  className={styles['section']}
                  aria-label={t(`section.${section}`)}
                >
                  <h2>{t(`section.${section}`)}</h2>
                  {bodies[section]}
                </section>
              ))}
            </div>
            <aside className={styles['side']} aria-label={t('section.review')}>
              {readiness.count > 0 && (
                <>
                  <h2>{t('blocked.title', { count: readiness.count })}</h2>
                  <ProblemList readiness={readiness} />
                </>
              )}
            </aside>
          </div>
        </Page>
      </DropTarget>
    </FormContext>
  );
}

/** Saves, then submits what has been saved: the server judges exactly what is on the screen. */
function useSubmission(
  store: RequestStore,
  detail: CaseDetail,
  onNavigate: (path: string) => void,
) {
  const command = useCaseCommand();
  const { id, state } = detail.case;
  const run = async (_: null) => {
    const { flush, attempt } = store.getState();
    attempt();
    if (!(await flush())) return;
    const { version, answers } = store.getState();
    const items = detail.case.fixList?.items ?? [];
    const body: CaseCommand =
      state === 'returned'
        ? {
            type: 'resubmit',
            answers: items.map((item) => ({
              id: item.id,
              answer: (answers[item.id] ?? '').trim(),
            })),
          }
        : { type: 'submit' };
    const result = await command.run({ caseId: id, expectedVersion: version, command: body });
    if (result.ok) onNavigate(`/cases/${id}`);
    else if (result.error.code === 'case.staleVersion') await store.getState().refresh();
  };
  return { ...command, run };
}

/** The browser asks before it throws away what is not on the server yet. */
function useLeaveWarning(store: RequestStore, uploads: UploadsStore): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      const isUnsaved = !['saved', 'closed'].includes(store.getState().save.status);
      const isSending = uploads
        .getState()
        .uploads.some(({ status }) => status === 'sending' || status === 'retrying');
      if (isUnsaved || isSending) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [store, uploads]);
}
