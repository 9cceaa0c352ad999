import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { InstantInput, NumberInput, TextInput } from '../inputs';
import styles from '../request.module.css';

/** Where the patient lies and whom to call. Who he is was said when the request went out. */
export function PlaceSection(): ReactElement {
  const { t } = useTranslation('request');
  const text = (
    name: 'departmentName' | 'inpatientNo' | 'ward' | 'bed' | 'phone',
    label: string,
    maxLength: number,
    span: 1 | 2,
  ) => <TextInput section="patient" name={name} label={label} maxLength={maxLength} span={span} />;
  return (
    <div className={styles['grid']}>
      {text('departmentName', t('patient.department'), 60, 2)}
      {text('inpatientNo', t('patient.inpatientNo'), 40, 2)}
      {text('ward', t('patient.ward'), 40, 1)}
      {text('bed', t('patient.bed'), 20, 1)}
      <InstantInput section="patient" name="admittedAt" label={t('patient.admittedAt')} />
      {text('phone', t('patient.phone'), 30, 2)}
      <NumberInput
        section="patient"
        name="weightKg"
        label={t('patient.weight')}
        unit="kg"
        min={0.3}
        max={400}
        step={0.1}
        span={2}
      />
      <TextInput
        section="patient"
        name="guardianName"
        label={t('patient.guardianName')}
        maxLength={60}
      />
      <TextInput
        section="patient"
        name="guardianRelation"
        label={t('patient.guardianRelation')}
        maxLength={30}
      />
    </div>
  );
}
