import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../ui/errorText';
import type { Problem } from './readiness';

/** Labels of the fields that may be missing or wrong, by path. */
const LABELS: Readonly<Record<string, string>> = {
  'patient.name': 'patient.name',
  'patient.sex': 'patient.sex',
  'patient.birthDate': 'patient.birthDate',
  'patient.idNumber': 'patient.idNumber',
  'patient.phone': 'patient.phone',
  'patient.departmentName': 'patient.department',
  'patient.inpatientNo': 'patient.inpatientNo',
  'patient.guardianName': 'patient.guardianName',
  'patient.guardianRelation': 'patient.guardianRelation',
  'patient.weightKg': 'patient.weight',
  'patient.identityVerified': 'patient.identity',
  'clinical.chiefComplaint': 'clinical.chiefComplaint',
  'clinical.onsetAt': 'clinical.onsetAt',
  'clinical.presentIllness': 'clinical.presentIllness',
  'clinical.physicalExam': 'clinical.physicalExam',
  'clinical.provisionalDiagnoses': 'clinical.provisionalDiagnoses',
  'wishes.purpose': 'purpose.purpose',
  'wishes.contactPhone': 'experts.contactPhone',
  'wishes.departmentNames': 'experts.departments',
  'wishes.windows': 'experts.windows',
  'wishes.feeNoticed': 'experts.fee',
};

/** What the form calls a field; `''` for one without a label of its own. */
export function useFieldLabel(): (path: string) => string {
  const { t } = useTranslation('request');
  return (path) => {
    const key = LABELS[path] ?? LABELS[path.replace(/\.\d+$/, '')];
    return key === undefined ? '' : t(key);
  };
}

/** One problem as a line: which field and what about it. */
export function useProblemText(): (problem: Problem) => string {
  const { t } = useTranslation(['request', 'caseTerms']);
  const textOf = useErrorText();
  const labelOf = useFieldLabel();
  return (problem) => {
    switch (problem.kind) {
      case 'field':
        return t('request:problem.field', { label: labelOf(problem.path), text: textOf(problem) });
      case 'missing':
        return t('request:problem.missing', { what: t(`caseTerms:missing.${problem.code}`) });
      case 'mismatch':
        return t('request:problem.mismatch', { count: problem.count });
      case 'consent':
        return t('request:problem.consent');
      case 'fix':
        return t('request:problem.fix', { number: problem.id });
    }
  };
}
