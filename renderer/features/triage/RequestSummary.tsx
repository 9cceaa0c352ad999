import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail } from '../../../shared/api/cases';
import { useTimeFormat } from '../../ui/useTimeFormat';

/** What is asked, shortest first. What was not written takes no line. */
export function RequestSummary({ detail }: { readonly detail: CaseDetail }): ReactElement {
  const { t } = useTranslation(['triage', 'caseTerms']);
  const { span } = useTimeFormat();
  const { clinical, wishes } = detail.case.form;
  const rows: [label: string, value: ReactNode][] = [
    [t('triage:summary.purpose'), wishes.purpose],
    [t('triage:summary.questions'), listOf(wishes.questions)],
    [
      t('triage:summary.diagnosis'),
      listOf(clinical.provisionalDiagnoses.map(({ code, name }) => `${name} ${code}`.trim())),
    ],
    [t('triage:summary.chiefComplaint'), clinical.chiefComplaint],
    [t('triage:summary.presentIllness'), clinical.presentIllness],
    [
      t('triage:summary.mode'),
      [t(`caseTerms:mode.${wishes.mode}`), wishes.mdt && t('caseTerms:mdt')]
        .filter(Boolean)
        .join(' · '),
    ],
    [t('triage:summary.departments'), wishes.departmentNames.join(' + ')],
    [
      t('triage:summary.windows'),
      listOf(wishes.windows.map((window) => span(window.startsAt, window.endsAt))),
    ],
  ];
  return (
    <dl className="hz-summary">
      {rows
        .filter(([, value]) => value !== null && value !== '')
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** One is a sentence, several are a numbered list, none is nothing. */
function listOf(texts: readonly string[]): ReactNode {
  const written = texts.filter((text) => text.trim() !== '');
  if (written.length === 0) return null;
  if (written.length === 1) return written[0];
  return (
    <ol>
      {written.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ol>
  );
}
