import { Radio } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestForm } from '../../../../shared/domain/consultation/form';
import { Notice } from '../../../ui/Notice';
import { Field } from '../Field';
import { useForm } from '../formContext';
import { InstantInput, TextInput } from '../inputs';
import styles from '../request.module.css';

type Status = RequestForm['consent']['status'];
type Recording = RequestForm['consent']['recording'];

const ROUTINE: readonly Status[] = ['none', 'signed'];
/** Consent was given when the request went out; what follows is its paper. */
const LATE: readonly Status[] = ['signed', 'oralEmergency', 'hospitalHead'];
const EMERGENCY: readonly Status[] = ['none', 'signed', 'oralEmergency', 'hospitalHead'];

export function ConsentSection(): ReactElement {
  const { t } = useTranslation(['request', 'caseTerms']);
  const { form, edit, isReadOnly, isLate } = useForm();
  const { consent, wishes } = form;
  const isEmergency = wishes.urgency === 'emergency';
  const choices = isLate ? LATE : isEmergency ? EMERGENCY : ROUTINE;
  return (
    <div className={styles['grid']}>
      <Field
        path="consent.status"
        label={t('request:consent.status')}
        hint={t('request:consent.statusHint')}
        span={6}
        isRequired
      >
        {({ id }) => (
          <Radio.Group
            id={id}
            disabled={isReadOnly}
            value={consent.status}
            onChange={(event) => edit('consent', { status: event.target.value as Status })}
            options={choices.map((status) => ({
              value: status,
              label: t(`caseTerms:consent.${status}`),
            }))}
          />
        )}
      </Field>
      {isEmergency && (consent.status === 'oralEmergency' || consent.status === 'hospitalHead') && (
        <div style={{ gridColumn: 'span 6' }}>
          <Notice tone="risk">{t('request:consent.late')}</Notice>
        </div>
      )}
      <TextInput
        section="consent"
        name="signedBy"
        label={t('request:consent.signedBy')}
        maxLength={60}
        isRequired={isLate && consent.status === 'signed'}
      />
      <TextInput
        section="consent"
        name="relation"
        label={t('request:consent.relation')}
        hint={t('request:consent.relationHint')}
        maxLength={30}
      />
      <InstantInput
        section="consent"
        name="signedAt"
        label={t('request:consent.signedAt')}
        isRequired={isLate && consent.status === 'signed'}
      />
      <Field
        path="consent.recording"
        label={t('request:consent.recording')}
        hint={t('request:consent.recordingHint')}
        span={6}
      >
        {({ id }) => (
          <Radio.Group
            id={id}
            disabled={isReadOnly}
            value={consent.recording}
            onChange={(event) => edit('consent', { recording: event.target.value as Recording })}
            options={(['granted', 'refused'] as const).map((value) => ({
              value,
              label: t(`caseTerms:recording.${value}`),
            }))}
          />
        )}
      </Field>
    </div>
  );
}
