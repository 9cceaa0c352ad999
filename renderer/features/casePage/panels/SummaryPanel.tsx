import { Button } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../ui/Notice';
import { useTimeFormat } from '../../../ui/useTimeFormat';
import type { CaseView } from '../../../ports/caseView';

type Props = {
  readonly view: CaseView;
  readonly onOpenCase: (caseId: string) => void;
};

/** The request as the county doctor wrote it, shortest answer first: what is asked, then the story. */
export function SummaryPanel({ view, onOpenCase }: Props): ReactElement {
  const { t } = useTranslation(['casePage', 'caseTerms']);
  const { instant, span } = useTimeFormat();
  const { detail } = view;
  const { patient, clinical, wishes, consent } = detail.case.form;
  const { appointment } = detail.case;
  const room = (id: string | null) => detail.rooms.find((entry) => entry.id === id);
  return (
    <div className="case-panel-body">
      {detail.missing.length > 0 && (
        <Notice tone="risk">
          {t('casePage:summary.missing', {
            items: detail.missing
              .map(({ code }) => t(`caseTerms:missing.${code}`))
              .join(t('casePage:summary.separator')),
          })}
        </Notice>
      )}
      <Part title={t('casePage:summary.purpose')} text={wishes.purpose}>
        {wishes.questions.length > 0 && (
          <ol>
            {wishes.questions.map((question) => (
              <li key={question}>{question}</li>
            ))}
          </ol>
        )}
      </Part>
      {appointment && (
        <Part title={t('casePage:summary.appointment')}>
          <p>
            {appointment.endsAt === null
              ? instant(appointment.startsAt)
              : span(appointment.startsAt, appointment.endsAt)}
          </p>
          {[appointment.centreRoomId, appointment.countyRoomId].map((id) => {
            const found = room(id);
            return found && <p key={found.id}>{`${found.hospitalName} ${found.name}`}</p>;
          })}
          {appointment.previous.map((old) => (
            <p key={old.changedAt} className="case-muted">
              <s>{instant(old.startsAt)}</s> {old.reason}
            </p>
          ))}
        </Part>
      )}
      <Part
        title={t('casePage:summary.diagnoses')}
        text={clinical.provisionalDiagnoses.map(({ code, name }) => `${name} ${code}`).join('\n')}
      />
      <Part title={t('casePage:summary.chiefComplaint')} text={clinical.chiefComplaint} />
      <Facts view={view} />
      <Part title={t('casePage:summary.presentIllness')} text={clinical.presentIllness} />
      <Part title={t('casePage:summary.allergies')} text={clinical.allergies} />
      <Part title={t('casePage:summary.pastHistory')} text={clinical.pastHistory} />
      <Part title={t('casePage:summary.physicalExam')} text={clinical.physicalExam} />
      <Part title={t('casePage:summary.auxiliaryExams')} text={clinical.auxiliaryExams} />
      <Part title={t('casePage:summary.treatmentSoFar')} text={clinical.treatmentSoFar} />
      <Part title={t('casePage:summary.consent')}>
        <p>
          {t(`caseTerms:consent.${consent.status}`)}
          {consent.signedBy !== '' && ` · ${consent.signedBy} ${consent.relation}`}
        </p>
      </Part>
      <Part title={t('casePage:summary.inpatient')}>
        <p>
          {[patient.departmentName, patient.ward, patient.bed, patient.inpatientNo]
            .filter(Boolean)
            .join(' · ') || t('casePage:summary.notStated')}
        </p>
      </Part>
      {(detail.parentRequestNo !== null || detail.children.length > 0) && (
        <Part title={t('casePage:summary.linked')}>
          {detail.case.parentId !== null && (
            <LinkedCase
              id={detail.case.parentId}
              requestNo={detail.parentRequestNo}
              onOpen={onOpenCase}
            />
          )}
          {detail.children.map((child) => (
            <LinkedCase key={child.id} {...child} onOpen={onOpenCase} />
          ))}
        </Part>
      )}
    </div>
  );
}

function LinkedCase(props: {
  readonly id: string;
  readonly requestNo: string | null;
  readonly onOpen: (caseId: string) => void;
}): ReactElement {
  const { t } = useTranslation('casePage');
  return (
    <Button type="link" size="small" onClick={() => props.onOpen(props.id)}>
      {props.requestNo ?? t('header.noNumber')}
    </Button>
  );
}

/** Numbers with their units; what was not measured is left out, never zero. */
function Facts({ view }: { readonly view: CaseView }): ReactElement | null {
  const { t } = useTranslation('casePage');
  const { instant } = useTimeFormat();
  const { clinical } = view.detail.case.form;
  const { vitals } = clinical;
  const bloodPressure =
    vitals.systolicMmHg !== null && vitals.diastolicMmHg !== null
      ? `${String(vitals.systolicMmHg)}/${String(vitals.diastolicMmHg)}`
      : null;
  const facts = [
    ['onsetAt', clinical.onsetAt && instant(clinical.onsetAt)],
    ['lastKnownWellAt', clinical.lastKnownWellAt && instant(clinical.lastKnownWellAt)],
    ['nihss', clinical.nihss],
    ['bloodPressure', bloodPressure],
    ['pulse', vitals.pulsePerMin],
    ['respiration', vitals.respirationPerMin],
    ['temperature', vitals.temperatureC],
    ['spo2', vitals.spo2Percent],
    ['glucose', clinical.glucoseMmolL],
    ['troponin', clinical.troponin || null],
  ] as const;
  const known = facts.filter(([, value]) => value !== null);
  if (known.length === 0) return null;
  return (
    <dl className="case-facts">
      {known.map(([key, value]) => (
        <div key={key}>
          <dt>{t(`fact.${key}`)}</dt>
          <dd>{t(`factValue.${key}`, { value })}</dd>
        </div>
      ))}
    </dl>
  );
}

function Part(props: {
  readonly title: string;
  readonly text?: string;
  readonly children?: ReactNode;
}): ReactElement | null {
  if (props.children === undefined && (props.text ?? '').trim() === '') return null;
  return (
    <section className="case-part">
      <h3>{props.title}</h3>
      {props.text !== undefined && props.text !== '' && <p>{props.text}</p>}
      {props.children}
    </section>
  );
}
