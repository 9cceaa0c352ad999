import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Radio } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PROFILE_NEEDS } from '../../../../shared/domain/consultation/completeness';
import {
  MODES,
  PROFILES,
  URGENCIES,
  type Mode,
  type Profile,
  type Urgency,
} from '../../../../shared/domain/consultation/form';
import { Field } from '../Field';
import { useForm } from '../formContext';
import { TextInput } from '../inputs';
import styles from '../request.module.css';

export function PurposeSection(): ReactElement {
  const { t } = useTranslation(['request', 'caseTerms']);
  const { form, edit, isShort, isReadOnly } = useForm();
  const { wishes } = form;
  return (
    <div className={styles['grid']}>
      <Field
        path="wishes.mode"
        label={t('request:purpose.mode')}
        hint={t(`caseTerms:modeHint.${wishes.mode}`)}
        span={4}
        isRequired
      >
        {({ id }) => (
          <Radio.Group
            id={id}
            optionType="button"
            disabled={isReadOnly}
            value={wishes.mode}
            onChange={(event) => edit('wishes', { mode: event.target.value as Mode })}
            options={MODES.map((mode) => ({ value: mode, label: t(`caseTerms:mode.${mode}`) }))}
          />
        )}
      </Field>
      <Field
        path="wishes.urgency"
        label={t('request:purpose.urgency')}
        hint={t(`request:purpose.urgencyHint.${wishes.urgency}`)}
        isRequired
      >
        {({ id }) => (
          <Radio.Group
            id={id}
            optionType="button"
            disabled={isReadOnly}
            value={wishes.urgency}
            onChange={(event) => edit('wishes', { urgency: event.target.value as Urgency })}
            options={URGENCIES.map((urgency) => ({
              value: urgency,
              label: t(`caseTerms:urgency.${urgency}`),
            }))}
          />
        )}
      </Field>
      <ProfileInput />
      {!isShort && (
        <Field
          path="wishes.mdt"
          label={t('request:purpose.mdt')}
          hint={t('request:purpose.mdtHint')}
        >
          {({ id }) => (
            <Checkbox
              id={id}
              disabled={isReadOnly}
              checked={wishes.mdt}
              onChange={(event) => edit('wishes', { mdt: event.target.checked })}
            >
              {t('caseTerms:mdt')}
            </Checkbox>
          )}
        </Field>
      )}
      <TextInput
        section="wishes"
        name="purpose"
        label={t('request:purpose.purpose')}
        hint={t('request:purpose.purposeHint')}
        rows={2}
        maxLength={2000}
        span={6}
        isRequired
      />
      {!isShort && (
        <TextInput
          section="wishes"
          name="reason"
          label={t('request:purpose.reason')}
          rows={2}
          maxLength={2000}
          span={6}
        />
      )}
      {!isShort && <QuestionsInput />}
    </div>
  );
}

function ProfileInput(): ReactElement {
  const { t } = useTranslation(['request', 'caseTerms']);
  const { form, edit, isReadOnly } = useForm();
  const { profile } = form.wishes;
  const needs = PROFILE_NEEDS[profile].map(({ code }) => t(`caseTerms:missing.${code}`));
  return (
    <Field
      path="wishes.profile"
      label={t('request:purpose.profile')}
      hint={t('request:purpose.profileNeeds', { needs: needs.join(' · ') })}
      span={4}
      isRequired
    >
      {({ id }) => (
        <Radio.Group
          id={id}
          optionType="button"
          disabled={isReadOnly}
          value={profile}
          onChange={(event) => edit('wishes', { profile: event.target.value as Profile })}
          options={PROFILES.map((value) => ({ value, label: t(`caseTerms:profile.${value}`) }))}
        />
      )}
    </Field>
  );
}

const MAX_QUESTIONS = 12;

function QuestionsInput(): ReactElement {
  const { t } = useTranslation('request');
  const { form, edit, isReadOnly } = useForm();
  const { questions } = form.wishes;
  const change = (next: readonly string[]) => edit('wishes', { questions: [...next] });
  return (
    <Field path="wishes.questions" label={t('purpose.questions')} span={6}>
      {() => (
        <div className={styles['stack']}>
          {questions.map((question, index) => (
            // the position is the identity of a question
            <div key={index} className={styles['rowInput']}>
              <Input
                aria-label={t('purpose.question', { number: index + 1 })}
                value={question}
                maxLength={500}
                disabled={isReadOnly}
                onChange={(event) => change(questions.with(index, event.target.value))}
              />
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('purpose.removeQuestion', { number: index + 1 })}
                disabled={isReadOnly}
                onClick={() => change(questions.toSpliced(index, 1))}
              />
            </div>
          ))}
          <Button
            size="small"
            icon={<PlusOutlined />}
            disabled={isReadOnly || questions.length >= MAX_QUESTIONS}
            onClick={() => change([...questions, ''])}
          >
            {t('purpose.addQuestion')}
          </Button>
        </div>
      )}
    </Field>
  );
}
