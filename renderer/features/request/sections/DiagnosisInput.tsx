import { Select } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { searchIcd10 } from '../../../../shared/api/administration';
import type { Diagnosis } from '../../../../shared/domain/consultation/form';
import { useQuery } from '../../../platform/useQuery';
import { useErrorText } from '../../../ui/errorText';
import { Field } from '../Field';
import { useForm } from '../formContext';
import { useSettled } from '../useSettled';

const keyOf = ({ code, name }: Diagnosis) => JSON.stringify([code, name]);
const fromKey = (key: string): Diagnosis => {
  const [code = '', name = ''] = JSON.parse(key) as string[];
  return { code, name };
};
const labelOf = ({ code, name }: Diagnosis) => (code === '' ? name : `${name} ${code}`);

/** ICD-10 by code or name; what the table does not know may be written down as it is, without a code. */
export function DiagnosisInput({ isRequired }: { readonly isRequired: boolean }): ReactElement {
  const { t } = useTranslation('request');
  const textOf = useErrorText();
  const { form, edit, isReadOnly } = useForm();
  const [text, setText] = useState('');
  const q = useSettled(text.trim(), 200);
  const query = useQuery(
    searchIcd10,
    { query: { q, limit: 20 } },
    { enabled: q !== '', keepPrevious: true },
  );
  const found = q === '' ? [] : (query.value?.items ?? []);
  const isListed = found.some((entry) => entry.name === q);
  const own =
    q === '' || isListed
      ? []
      : [
          {
            value: keyOf({ code: '', name: q }),
            label: t('clinical.diagnosisAsWritten', { text: q }),
          },
        ];
  return (
    <Field
      path="clinical.provisionalDiagnoses"
      label={t('clinical.provisionalDiagnoses')}
      hint={t('clinical.diagnosisHint')}
      isRequired={isRequired}
      span={6}
    >
      {(ids) => (
        <Select
          {...ids}
          style={{ width: '100%' }}
          mode="multiple"
          disabled={isReadOnly}
          filterOption={false}
          showSearch={{ searchValue: text, onSearch: setText }}
          maxCount={20}
          loading={query.status === 'loading' && q !== ''}
          notFoundContent={
            query.status === 'failed' ? textOf(query.error) : t('clinical.diagnosisSearch')
          }
          placeholder={t('clinical.diagnosisSearch')}
          value={form.clinical.provisionalDiagnoses.map((entry) => ({
            value: keyOf(entry),
            label: labelOf(entry),
          }))}
          labelInValue
          options={[
            ...found.map((entry) => ({ value: keyOf(entry), label: labelOf(entry) })),
            ...own,
          ]}
          onChange={(chosen: { value: string }[]) => {
            edit('clinical', { provisionalDiagnoses: chosen.map(({ value }) => fromKey(value)) });
            setText('');
          }}
        />
      )}
    </Field>
  );
}
