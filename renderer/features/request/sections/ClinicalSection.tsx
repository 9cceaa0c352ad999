import { InputNumber } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestForm } from '../../../../shared/domain/consultation/form';
import { Field } from '../Field';
import { useForm } from '../formContext';
import { InstantInput, NumberInput, TextInput } from '../inputs';
import styles from '../request.module.css';
import { DiagnosisInput } from './DiagnosisInput';

export function ClinicalSection(): ReactElement {
  const { t } = useTranslation('request');
  const { form, isShort, isLate } = useForm();
  const { urgency, profile } = form.wishes;
  const isEmergency = urgency === 'emergency' && !isLate;
  return (
    <div className={styles['grid']}>
      <TextInput
        section="clinical"
        name="chiefComplaint"
        label={t('clinical.chiefComplaint')}
        hint={t('clinical.chiefComplaintHint')}
        maxLength={500}
        span={4}
        isRequired
      />
      <InstantInput
        section="clinical"
        name="onsetAt"
        label={t('clinical.onsetAt')}
        isRequired={urgency === 'emergency'}
      />
      {profile === 'stroke' && <StrokeFields />}
      {profile === 'acs' && (
        <TextInput
          section="clinical"
          name="troponin"
          label={t('clinical.troponin')}
          hint={t('clinical.troponinHint')}
          maxLength={80}
          isRequired
        />
      )}
      <VitalsRow />
      <TextInput
        section="clinical"
        name="presentIllness"
        label={t('clinical.presentIllness')}
        rows={4}
        maxLength={8000}
        span={6}
        isRequired={!isEmergency}
      />
      <TextInput
        section="clinical"
        name="physicalExam"
        label={t('clinical.physicalExam')}
        rows={3}
        maxLength={8000}
        span={6}
        isRequired={!isEmergency}
      />
      <DiagnosisInput isRequired={!isEmergency} />
      <TextInput
        section="clinical"
        name="auxiliaryExams"
        label={t('clinical.auxiliaryExams')}
        rows={isShort ? 2 : 3}
        maxLength={8000}
        span={6}
      />
      {!isShort && (
        <>
          <TextInput
            section="clinical"
            name="pastHistory"
            label={t('clinical.pastHistory')}
            rows={2}
            maxLength={8000}
            span={3}
          />
          <TextInput
            section="clinical"
            name="treatmentSoFar"
            label={t('clinical.treatmentSoFar')}
            rows={2}
            maxLength={8000}
            span={3}
          />
        </>
      )}
      <TextInput
        section="clinical"
        name="allergies"
        label={t('clinical.allergies')}
        maxLength={1000}
        span={6}
      />
    </div>
  );
}

function StrokeFields(): ReactElement {
  const { t } = useTranslation('request');
  return (
    <>
      <InstantInput
        section="clinical"
        name="lastKnownWellAt"
        label={t('clinical.lastKnownWellAt')}
        isRequired
      />
      <NumberInput
        section="clinical"
        name="nihss"
        label={t('clinical.nihss')}
        min={0}
        max={42}
        isRequired
      />
      <NumberInput
        section="clinical"
        name="glucoseMmolL"
        label={t('clinical.glucose')}
        unit="mmol/L"
        min={0}
        max={100}
        step={0.1}
        isRequired
      />
    </>
  );
}

type Vital = keyof RequestForm['clinical']['vitals'];
const VITALS: readonly (readonly [
  name: Vital,
  unit: string,
  min: number,
  max: number,
  step: number,
])[] = [
  ['temperatureC', '℃', 25, 45, 0.1],
  ['pulsePerMin', '/min', 0, 350, 1],
  ['respirationPerMin', '/min', 0, 150, 1],
  ['systolicMmHg', 'mmHg', 0, 350, 1],
  ['diastolicMmHg', 'mmHg', 0, 250, 1],
  ['spo2Percent', '%', 0, 100, 1],
];

function VitalsRow(): ReactElement {
  const { t } = useTranslation('request');
  const { form, edit, isReadOnly } = useForm();
  const { vitals } = form.clinical;
  return (
    <>
      {VITALS.map(([name, unit, min, max, step]) => (
        <Field key={name} path={`clinical.vitals.${name}`} label={t(`vitals.${name}`)} span={1}>
          {(ids) => (
            <InputNumber
              {...ids}
              style={{ width: '100%' }}
              controls={false}
              suffix={unit}
              min={min}
              max={max}
              step={step}
              disabled={isReadOnly}
              value={vitals[name]}
              onChange={(value: number | null) =>
                edit('clinical', { vitals: { ...vitals, [name]: value } })
              }
            />
          )}
        </Field>
      ))}
    </>
  );
}
