import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestForm } from '../../../../shared/domain/consultation/form';
import { useTimeFormat } from '../../../ui/useTimeFormat';

type Props = {
  readonly form: RequestForm;
  /** When a part was written after submission, by dotted paths; null for what went out with the request. */
  readonly lateSince?: (paths: readonly string[]) => string | null;
  /** Between what is asked and the story: what the reader of a running case needs at once. */
  readonly children?: ReactNode;
};

const TEXTS = [
  'presentIllness',
  'allergies',
  'pastHistory',
  'physicalExam',
  'auxiliaryExams',
  'treatmentSoFar',
] as const;

/** The request as the county doctor wrote it, shortest answer first: what is asked, then the story. */
export function RequestText({ form, lateSince = () => null, children }: Props): ReactElement {
  const { t } = useTranslation(['casePage', 'caseTerms']);
  const { patient, clinical, wishes, consent } = form;
  const diagnoses = clinical.provisionalDiagnoses.map(({ code, name }) => `${name} ${code}`);
  return (
    <>
      <Part title={t('casePage:summary.purpose')} text={wishes.purpose}>
        {wishes.questions.length > 0 && (
          <ol>
            {wishes.questions.map((question) => (
              <li key={question}>{question}</li>
            ))}
          </ol>
        )}
      </Part>
      {children}
      <Part
        title={t('casePage:summary.diagnoses')}
        lateAt={lateSince(['clinical.provisionalDiagnoses'])}
        text={diagnoses.join('\n')}
      />
      <Part
        title={t('casePage:summary.chiefComplaint')}
        lateAt={lateSince(['clinical.chiefComplaint'])}
        text={clinical.chiefComplaint}
      />
      <Facts clinical={clinical} lateAt={lateSince(FACT_PATHS)} />
      {TEXTS.map((name) => (
        <Part
          key={name}
          title={t(`casePage:summary.${name}`)}
          lateAt={lateSince([`clinical.${name}`])}
          text={clinical[name]}
        />
      ))}
      <Part title={t('casePage:summary.consent')} lateAt={lateSince(['consent'])}>
        <p>
          {t(`caseTerms:consent.${consent.status}`)}
          {consent.signedBy !== '' && ` · ${consent.signedBy} ${consent.relation}`}
        </p>
      </Part>
      <Part title={t('casePage:summary.inpatient')} lateAt={lateSince(['patient'])}>
        <p>
          {[patient.departmentName, patient.ward, patient.bed, patient.inpatientNo]
            .filter(Boolean)
            .join(' · ') || t('casePage:summary.notStated')}
        </p>
      </Part>
    </>
  );
}

const FACT_PATHS = [
  'clinical.onsetAt',
  'clinical.lastKnownWellAt',
  'clinical.nihss',
  'clinical.vitals',
  'clinical.glucoseMmolL',
  'clinical.troponin',
];

/** Numbers with their units; what was not measured is left out, never zero. */
function Facts(props: {
  readonly clinical: RequestForm['clinical'];
  readonly lateAt: string | null;
}): ReactElement | null {
  const { t } = useTranslation('casePage');
  const { instant } = useTimeFormat();
  const { clinical } = props;
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
    <>
      <dl className="case-facts">
        {known.map(([key, value]) => (
          <div key={key}>
            <dt>{t(`fact.${key}`)}</dt>
            <dd>{t(`factValue.${key}`, { value })}</dd>
          </div>
        ))}
      </dl>
      {props.lateAt !== null && <LateMark at={props.lateAt} />}
    </>
  );
}

export function Part(props: {
  readonly title: string;
  readonly text?: string;
  readonly lateAt?: string | null;
  readonly children?: ReactNode;
}): ReactElement | null {
  const { title, text, lateAt = null, children } = props;
  if (children === undefined && (text ?? '').trim() === '') return null;
  return (
    <section className="case-part">
      <h3>
        {title}
        {lateAt !== null && <LateMark at={lateAt} />}
      </h3>
      {text !== undefined && text !== '' && <p>{text}</p>}
      {children}
    </section>
  );
}

/** Written after the request had gone out (product §5.3). */
function LateMark({ at }: { readonly at: string }): ReactElement {
  const { t } = useTranslation('casePage');
  const { instant } = useTimeFormat();
  return <em className="case-late-mark">{t('lateEntry.mark', { at: instant(at) })}</em>;
}
