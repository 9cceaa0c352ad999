import { Checkbox, DatePicker, Input, Radio } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { SEXES } from '../../../../shared/domain/consultation/form';
import { ageInYears } from '../../../../shared/domain/identity/age';
import {
  birthDateOfIdNumber,
  checkIdNumber,
  sexOfIdNumber,
} from '../../../../shared/domain/identity/idNumber';
import { useAgeText } from '../../../ui/PatientLine';
import { Field } from '../Field';
import { useForm } from '../formContext';
import { InstantInput, NumberInput, TextInput } from '../inputs';
import styles from '../request.module.css';

/** Below this age a guardian signs (PIPL §31). */
const MINOR_BELOW_YEARS = 14;

export function PatientSection(): ReactElement {
  const { t } = useTranslation('request');
  const { form, isShort } = useForm();
  const { birthDate } = form.patient;
  const isMinor =
    birthDate !== null && ageInYears(birthDate, new Date().toISOString()) < MINOR_BELOW_YEARS;
  return (
    <div className={styles['grid']}>
      <TextInput
        section="patient"
        name="name"
        label={t('patient.name')}
        maxLength={60}
        isRequired
      />
      <IdNumberInput />
      <SexInput />
      <BirthDateInput />
      <NumberInput
        section="patient"
        name="weightKg"
        label={t('patient.weight')}
        unit="kg"
        min={0.3}
        max={400}
        step={0.1}
        span={1}
      />
      <TextInput
        section="patient"
        name="phone"
        label={t('patient.phone')}
        maxLength={30}
        span={1}
      />
      <TextInput
        section="patient"
        name="departmentName"
        label={t('patient.department')}
        maxLength={60}
      />
      <TextInput
        section="patient"
        name="inpatientNo"
        label={t('patient.inpatientNo')}
        maxLength={40}
      />
      <TextInput section="patient" name="ward" label={t('patient.ward')} maxLength={40} span={1} />
      <TextInput section="patient" name="bed" label={t('patient.bed')} maxLength={20} span={1} />
      {!isShort && (
        <InstantInput section="patient" name="admittedAt" label={t('patient.admittedAt')} />
      )}
      {(isMinor || form.wishes.profile === 'paediatric') && (
        <>
          <TextInput
            section="patient"
            name="guardianName"
            label={t('patient.guardianName')}
            maxLength={60}
            isRequired
          />
          <TextInput
            section="patient"
            name="guardianRelation"
            label={t('patient.guardianRelation')}
            maxLength={30}
            isRequired
          />
        </>
      )}
      {!isShort && <CanAttendInput />}
      <IdentityCheck />
    </div>
  );
}

/** A complete and correct number fills in birth date and sex where they are still empty; it never overwrites. */
function IdNumberInput(): ReactElement {
  const { t } = useTranslation('request');
  const { form, edit, isReadOnly } = useForm();
  const change = (text: string) => {
    const idNumber = text.trim().toUpperCase();
    const { birthDate, sex } = form.patient;
    const derived = checkIdNumber(idNumber)
      ? {
          birthDate: birthDate ?? birthDateOfIdNumber(idNumber),
          sex: sex ?? sexOfIdNumber(idNumber),
        }
      : {};
    edit('patient', { idNumber, ...derived });
  };
  return (
    <Field path="patient.idNumber" label={t('patient.idNumber')} hint={t('patient.idNumberHint')}>
      {(ids) => (
        <Input
          {...ids}
          dir="ltr"
          maxLength={18}
          autoComplete="off"
          disabled={isReadOnly}
          value={form.patient.idNumber}
          onChange={(event) => change(event.target.value)}
        />
      )}
    </Field>
  );
}

function SexInput(): ReactElement {
  const { t } = useTranslation(['request', 'caseTerms']);
  const { form, edit, isReadOnly } = useForm();
  return (
    <Field path="patient.sex" label={t('request:patient.sex')} isRequired>
      {({ id }) => (
        <Radio.Group
          id={id}
          disabled={isReadOnly}
          value={form.patient.sex}
          onChange={(event) =>
            edit('patient', { sex: event.target.value as (typeof SEXES)[number] })
          }
          options={SEXES.map((sex) => ({ value: sex, label: t(`caseTerms:sex.${sex}`) }))}
        />
      )}
    </Field>
  );
}

function BirthDateInput(): ReactElement {
  const { t } = useTranslation('request');
  const { form, edit, isReadOnly } = useForm();
  const age = useAgeText(form.patient.birthDate);
  return (
    <Field path="patient.birthDate" label={t('patient.birthDate')} hint={age} isRequired>
      {({ id }) => (
        <DatePicker
          id={id}
          style={{ width: '100%' }}
          disabled={isReadOnly}
          value={form.patient.birthDate === null ? null : dayjs(form.patient.birthDate)}
          onChange={(value: Dayjs | null) =>
            edit('patient', { birthDate: value?.format('YYYY-MM-DD') ?? null })
          }
        />
      )}
    </Field>
  );
}

function CanAttendInput(): ReactElement {
  const { t } = useTranslation('request');
  const { form, edit, isReadOnly } = useForm();
  return (
    <Field path="patient.canAttend" label={t('patient.canAttend')}>
      {({ id }) => (
        <Radio.Group
          id={id}
          disabled={isReadOnly}
          value={form.patient.canAttend}
          onChange={(event) => edit('patient', { canAttend: event.target.value as boolean })}
          options={[
            { value: true, label: t('yes') },
            { value: false, label: t('no') },
          ]}
        />
      )}
    </Field>
  );
}

function IdentityCheck(): ReactElement {
  const { t } = useTranslation('request');
  const { form, edit, isReadOnly } = useForm();
  return (
    <Field path="patient.identityVerified" label={t('patient.identity')} isRequired span={6}>
      {({ id }) => (
        <Checkbox
          id={id}
          disabled={isReadOnly}
          checked={form.patient.identityVerified}
          onChange={(event) => edit('patient', { identityVerified: event.target.checked })}
        >
          {t('patient.identityVerified')}
        </Checkbox>
      )}
    </Field>
  );
}
