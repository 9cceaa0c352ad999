import { Alert, Button, Form, Input, InputNumber, Select, Switch, Table, Upload } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import {
  DICTIONARY_KINDS,
  importIcd10,
  listDictionary,
  saveDictionaryEntry,
  type dictionaryEntrySchema,
} from '../../../shared/api/administration';
import { useApi } from '../../platform/ApiContext';
import { useAction, useCommand } from '../../platform/useCommand';
import { useQuery } from '../../platform/useQuery';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { EntityDrawer } from './EntityDrawer';

type Entry = z.infer<typeof dictionaryEntrySchema>;
type Kind = Entry['kind'];
type Values = Omit<Entry, 'kind'>;

export function DictionariesTab(): ReactElement {
  const { t } = useTranslation('admin');
  const api = useApi();
  const [kind, setKind] = useState<Kind>('region');
  const list = useQuery(listDictionary, { params: { kind } });
  const [editing, setEditing] = useState<Entry | 'new' | null>(null);
  const [form] = Form.useForm<Values>();
  const save = useAction(({ code, ...body }: Values) =>
    api(saveDictionaryEntry, { params: { kind, code }, body }),
  );
  const submit = async (values: Values) => {
    const result = await save.run(values);
    if (!result.ok) return;
    setEditing(null);
    list.reload();
  };
  return (
    <>
      <Icd10Import />
      <div style={{ display: 'flex', gap: 8, marginBlock: 8 }}>
        <Select<Kind>
          aria-label={t('dictionary.kind')}
          style={{ width: 200 }}
          value={kind}
          onChange={setKind}
          options={DICTIONARY_KINDS.map((value) => ({ value, label: t(`dictionary.${value}`) }))}
        />
        <Button type="primary" onClick={() => setEditing('new')}>
          {t('dictionary.add')}
        </Button>
      </div>
      {list.status === 'failed' && <ErrorNotice error={list.error} onRetry={list.reload} />}
      <Table<Entry>
        rowKey="code"
        size="small"
        pagination={false}
        loading={list.status === 'loading'}
        dataSource={[...(list.value?.items ?? [])]}
        columns={[
          { title: t('dictionary.code'), dataIndex: 'code', width: 140 },
          { title: t('dictionary.name'), dataIndex: 'name' },
          { title: t('dictionary.nameEn'), dataIndex: 'nameEn' },
          {
            title: t('state'),
            width: 90,
            render: (_, row) => (row.active ? t('active') : t('inactive')),
          },
          {
            width: 80,
            render: (_, row) => (
              <Button size="small" type="link" onClick={() => setEditing(row)}>
                {t('edit')}
              </Button>
            ),
          },
        ]}
      />
      {editing && (
        <EntityDrawer<Values>
          title={editing === 'new' ? t('dictionary.add') : editing.name}
          form={form}
          initial={editing === 'new' ? { nameEn: '', sort: 0, active: true } : editing}
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
          <Form.Item name="active" label={t('active')} valuePropName="checked">
            <Switch />
          </Form.Item>
        </EntityDrawer>
      )}
    </>
  );
}

/** The national ICD-10 table comes from a CSV file; all rows are taken or none. */
function Icd10Import(): ReactElement {
  const { t } = useTranslation('admin');
  const command = useCommand(importIcd10);
  const [done, setDone] = useState<{ imported: number; total: number } | null>(null);
  const read = async (file: File) => {
    setDone(null);
    const result = await command.run({ body: { csv: await file.text() } });
    if (result.ok) setDone(result.value);
  };
  return (
    <>
      <Upload
        accept=".csv,text/csv"
        showUploadList={false}
        beforeUpload={(file) => {
          void read(file);
          return false;
        }}
      >
        <Button loading={command.status === 'running'}>{t('icd10.import')}</Button>
      </Upload>{' '}
      <span className="hz-dim">{t('icd10.format')}</span>
      {done && <Alert type="success" title={t('icd10.done', done)} />}
      {command.error && <ErrorNotice error={command.error} />}
    </>
  );
}
