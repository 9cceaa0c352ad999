import { Select } from 'antd';
import { useEffect, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { searchIcd10 } from '../../../../shared/api/administration';
import type { Diagnosis } from '../../../../shared/domain/consultation/form';
import { useApi } from '../../../platform/ApiContext';
import { useErrorText } from '../../../ui/errorText';

type Props = {
  readonly value: readonly Diagnosis[];
  readonly onChange: (value: readonly Diagnosis[]) => void;
};

type Entry = { readonly code: string; readonly name: string };
type Found =
  | { readonly status: 'idle' | 'searching' }
  | { readonly status: 'found'; readonly items: readonly Entry[] }
  | { readonly status: 'failed'; readonly text: string };

const PAUSE_MS = 250;
const keyOf = ({ code, name }: Diagnosis) => `${code}\t${name}`;

/** Diagnoses by ICD-10 code or name; words not in the table can be entered as they are, without a code. */
export function Icd10Picker({ value, onChange }: Props): ReactElement {
  const { t } = useTranslation(['report', 'reportDocument']);
  const [query, setQuery] = useState('');
  const found = useIcd10(query.trim());
  const items = found.status === 'found' ? found.items : [];
  const free = query.trim();
  const isListed = items.some((item) => item.name === free);
  const options = [
    ...items.map(({ code, name }) => ({ value: keyOf({ code, name }), label: `${name} ${code}` })),
    ...(free !== '' && !isListed && found.status === 'found'
      ? [{ value: keyOf({ code: '', name: free }), label: t('report:icd.free', { name: free }) }]
      : []),
  ];
  return (
    <Select
      mode="multiple"
      aria-label={t('reportDocument:section.diagnoses')}
      placeholder={t('report:icd.placeholder')}
      value={value.map((entry) => ({ value: keyOf(entry), label: `${entry.name} ${entry.code}` }))}
      labelInValue
      showSearch={{ filterOption: false, searchValue: query, onSearch: setQuery }}
      options={options}
      loading={found.status === 'searching'}
      notFoundContent={found.status === 'failed' ? found.text : t('report:icd.type')}
      onChange={(chosen: { value: string }[]) => {
        setQuery('');
        onChange(chosen.map((entry) => diagnosisOf(entry.value)));
      }}
    />
  );
}

function diagnosisOf(key: string): Diagnosis {
  const [code = '', name = ''] = key.split('\t');
  return { code, name };
}

function useIcd10(query: string): Found {
  const api = useApi();
  const textOf = useErrorText();
  const [found, setFound] = useState<Found>({ status: 'idle' });
  useEffect(() => {
    if (query === '') {
      setFound({ status: 'idle' });
      return;
    }
    let isCurrent = true;
    setFound({ status: 'searching' });
    const timer = setTimeout(() => {
      void api(searchIcd10, { query: { q: query } }).then((result) => {
        if (!isCurrent) return;
        setFound(
          result.ok
            ? { status: 'found', items: result.value.items }
            : { status: 'failed', text: textOf(result.error) },
        );
      });
    }, PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
    // textOf is made anew on each render and only words an error
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [api, query]);
  return found;
}
