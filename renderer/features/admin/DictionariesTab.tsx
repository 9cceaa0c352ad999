import { Form, Input, InputNumber, Segmented } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import {
  DICTIONARY_KINDS,
  listDictionary,
  saveDictionaryEntry,
  type dictionaryEntrySchema,
} from '../../../shared/api/administration';
import { useApi } from '../../platform/ApiContext';
import { useAction } from '../../platform/useCommand';
import { useQuery } from '../../platform/useQuery';
import { BaseDataList } from './BaseDataList';
import { EntityDrawer } from './EntityDrawer';
import { Icd10Import } from './Icd10Import';

type Entry = z.infer<typeof dictionaryEntrySchema>;
type Kind = Entry['kind'];
type Values = Omit<Entry, 'kind' | 'active'>;

export function DictionariesTab(): ReactElement {
  const { t } = useTranslation('admin');
  const api = useApi();
  const [kind, setKind] = useState<Kind>('region');
  const list = useQuery(listDictionary, { params: { kind } });
  const [editing, setEditing] = useState<Entry | 'new' | null>(null);
  const [form] = Form.useForm<Values>();
  const current = editing === 'new' ? null : editing;
  const save = useAction(({ code, ...body }: Values) =>
    api(saveDictionaryEntry, {
      params: { kind, code },
      body: { ...body, active: current?.active ?? true },
    }),
  );
  const toggle = useAction(({ row, active }: { row: Entry; active: boolean }) => {
    const { code, name, nameEn, sort } = row;
    return api(saveDictionaryEntry, {
      params: { kind, code },
      body: { name, nameEn, sort, active },
    });
  });
  const submit = async (values: Values) => {
    const result = await save.run(values);
    if (!result.ok) return;
    setEditing(null);
    list.reload();
  };
  return (
    <>
      <Icd10Import />
      <BaseDataList<Entry>
        key={kind}
        rowKey={({ code }) => code}
        query={list}
        nameOf={({ name }) => name}
        searchText={({ code, name, nameEn }) => `${code} ${name} ${nameEn}`}
        addLabel={t('dictionary.add')}
        emptyTitle={t('dictionary.empty')}
        onAdd={() => setEditing('new')}
        onEdit={setEditing}
        onSwitch={(row, active) => void toggle.run({ row, active }).then(list.reload)}
        switchError={toggle.error}
        filters={
          <Segmented<Kind>
            aria-label={t('dictionary.kind')}
            value={kind}
            onChange={setKind}
            options={DICTIONARY_KINDS.map((value) => ({ value, label: t(`dictionary.${value}`) }))}
          />
        }
        columns={[
          { title: t('dictionary.code'), dataIndex: 'code', width: 140 },
          { title: t('dictionary.name'), dataIndex: 'name' },
          { title: t('dictionary.nameEn'), dataIndex: 'nameEn' },
          { title: t('dictionary.sort'), dataIndex: 'sort', width: 72, align: 'right' },
        ]}
      />
      {editing && (
        <EntityDrawer<Values>
          title={current?.name ?? t('dictionary.add')}
          form={form}
          initial={current ?? { nameEn: '', sort: 0 }}
          busy={save.status === 'running'}
          error={save.error}
          onClose={() => setEditing(null)}
          onSubmit={(values) => void submit(values)}
        >
          <Form.Item name="code" label={t('dictionary.code')} rules={[{ required: true }]}>
            <Input disabled={editing !== 'new'} />
          </Form.Item>
          <Form.Item name="name" label={t('dictionary.name')} rules={[{ required: true }]}>
            <Input />
          </Form.Item>
          <Form.Item name="nameEn" label={t('dictionary.nameEn')}>
            <Input />
          </Form.Item>
          <Form.Item name="sort" label={t('dictionary.sort')}>
            <InputNumber />
          </Form.Item>
        </EntityDrawer>
      )}
    </>
  );
}
