import { Checkbox, Radio, Select } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { listDepartments } from '../../../../shared/api/administration';
import { FEE_CATEGORIES, type RequestForm } from '../../../../shared/domain/consultation/form';
import { useQuery } from '../../../platform/useQuery';
import { useErrorText } from '../../../ui/errorText';
import { Field } from '../Field';
import { useForm } from '../formContext';
import { TextInput } from '../inputs';
import styles from '../request.module.css';
import { ExpertPicker } from './ExpertPicker';
import { WindowsInput } from './WindowsInput';

export function ExpertsSection({ caseId }: { readonly caseId: string }): ReactElement {
  const { t } = useTranslation(['request', 'caseTerms']);
  const { form, edit, isShort, isReadOnly } = useForm();
  const { wishes } = form;
  return (
    <div className={styles['grid']}>
      <DepartmentsInput />
      {!isShort && <ExpertPicker caseId={caseId} />}
      {!isShort && wishes.mode === 'video' && <WindowsInput />}
      <TextInput
        section="wishes"
        name="contactName"
        label={t('request:experts.contactName')}
        maxLength={60}
      />
      <TextInput
        section="wishes"
        name="contactPhone"
        label={t('request:experts.contactPhone')}
        maxLength={30}
        isRequired
      />
      <Field path="wishes.transferReady" label={t('request:experts.transferReady')}>
        {({ id }) => (
          <Radio.Group
            id={id}
            disabled={isReadOnly}
            value={wishes.transferReady}
            onChange={(event) => edit('wishes', { transferReady: event.target.value as boolean })}
            options={[
              { value: true, label: t('request:yes') },
              { value: false, label: t('request:no') },
            ]}
          />
        )}
      </Field>
      {!isShort && (
        <>
          <Field path="wishes.feeCategory" label={t('request:experts.feeCategory')}>
            {(ids) => (
              <Select
                {...ids}
                style={{ width: '100%' }}
                allowClear
                disabled={isReadOnly}
                value={wishes.feeCategory}
                onChange={(value: RequestForm['wishes']['feeCategory'] | undefined) =>
                  edit('wishes', { feeCategory: value ?? null })
                }
                options={FEE_CATEGORIES.map((value) => ({
                  value,
                  label: t(`caseTerms:fee.${value}`),
                }))}
              />
            )}
          </Field>
          <Field path="wishes.feeNoticed" label={t('request:experts.fee')} span={4} isRequired>
            {({ id }) => (
              <Checkbox
                id={id}
                disabled={isReadOnly}
                checked={wishes.feeNoticed}
                onChange={(event) => edit('wishes', { feeNoticed: event.target.checked })}
              >
                {t('request:experts.feeNoticed')}
              </Checkbox>
            )}
          </Field>
        </>
      )}
    </div>
  );
}

function DepartmentsInput(): ReactElement {
  const { t } = useTranslation('request');
  const textOf = useErrorText();
  const { form, edit, isReadOnly } = useForm();
  const { departmentNames, expertIds, urgency } = form.wishes;
  const query = useQuery(listDepartments, { query: { centre: 'true' } });
  const names = [
    ...new Set((query.value?.items ?? []).filter((item) => item.active).map((item) => item.name)),
  ];
  return (
    <Field
      path="wishes.departmentNames"
      label={t('experts.departments')}
      hint={t('experts.departmentsHint')}
      span={6}
      isRequired={urgency !== 'emergency' && expertIds.length === 0}
    >
      {(ids) => (
        <Select
          {...ids}
          style={{ width: '100%' }}
          mode="multiple"
          maxCount={8}
          disabled={isReadOnly}
          loading={query.status === 'loading'}
          notFoundContent={query.status === 'failed' ? textOf(query.error) : undefined}
          value={departmentNames}
          onChange={(value: string[]) => edit('wishes', { departmentNames: value })}
          options={names.map((name) => ({ value: name, label: name }))}
        />
      )}
    </Field>
  );
}
