import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ageParts } from '../../shared/domain/identity/age';
import styles from './tags.module.css';
import { localDateOf } from './time';

type Props = {
  readonly name: string;
  readonly sex: 'male' | 'female' | 'notStated' | null;
  /** `YYYY-MM-DD`; what is unknown is left out, never guessed. */
  readonly birthDate: string | null;
  readonly weightKg?: number | null;
};

export function PatientLine({ name, sex, birthDate, weightKg = null }: Props): ReactElement {
  const { t } = useTranslation(['caseTerms', 'common']);
  const age = useAgeText(birthDate);
  const facts = [
    sex && t(`caseTerms:sex.${sex}`),
    age,
    weightKg !== null && t('common:patient.weight', { weight: weightKg }),
  ].filter(Boolean);
  return (
    <span className={styles['patient']}>
      <span className={styles['patientName']} title={name}>
        {name.trim() === '' ? t('common:patient.unnamed') : name}
      </span>
      <span className={styles['patientFacts']}>{facts.join(' ')}</span>
    </span>
  );
}

/** Age in words by the paediatric rule, `''` when the birth date is unknown. */
export function useAgeText(birthDate: string | null): string {
  const { t } = useTranslation('common');
  if (birthDate === null) return '';
  const { unit, ...counts } = ageParts(birthDate, localDateOf(new Date().toISOString()));
  return t(`age.${unit}`, counts);
}
