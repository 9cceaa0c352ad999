import { Button, Form, Input, Select, Switch, Table } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import {
  createDepartment,
  listDepartments,
  listHospitals,
  updateDepartment,
  type departmentSchema,
} from '../../../shared/api/administration';
import { useApi } from '../../platform/ApiContext';
import { useAction } from '../../platform/useCommand';
import { useQuery } from '../../platform/useQuery';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { EntityDrawer } from './EntityDrawer';

type Department = z.infer<typeof departmentSchema>;
type Values = Pick<Department, 'hospitalId' | 'name' | 'active'>;

export function DepartmentsTab(): ReactElement {
  const { t } = useTranslation('admin');
  const api = useApi();
  const list = useQuery(listDepartments, {});
  const hospitals = useQuery(listHospitals, {});
  const [editing, setEditing] = useState<Department | 'new' | null>(null);
  const [form] = Form.useForm<Values>();
  const save = useAction((values: Values) =>
    editing !== null && editing !== 'new'
      ? api(updateDepartment, { params: { id: editing.id }, body: values })
      : api(createDepartment, { body: values }),
  );
  const submit = async (values: Values) => {
    const result = await save.run(values);
    if (!result.ok) return;
    setEditing(null);
    list.reload();
  };
  return (
    <>
      <Button type="primary" style={{ marginBottom: 8 }} onClick={() => setEditing('new')}>
        {t('department.add')}
      </Button>
      {list.status === 'failed' && <ErrorNotice error={list.error} onRetry={list.reload} />}
      <Table<Department>
        rowKey="id"
        size="small"
        loading={list.status === 'loading'}
        dataSource={[...(list.value?.items ?? [])]}
        pagination={{ pageSize: 50, hideOnSinglePage: true }}
        columns={[
          { title: t('department.hospital'), dataIndex: 'hospitalName' },
          { title: t('department.name'), dataIndex: 'name' },
          { title: t('state'), render: (_, row) => (row.active ? t('active') : t('inactive')) },
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
          title={editing === 'new' ? t('department.add') : editing.name}
          form={form}
          initial={editing === 'new' ? { active: true } : editing}
          busy={save.status === 'running'}
          error={save.error}
          onClose={() => setEditing(null)}
          onSubmit={(values) => void submit(values)}
        >
          <Form.Item
            name="hospitalId"
            label={t('department.hospital')}
            rules={[{ required: true }]}
          >
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={(hospitals.value?.items ?? []).map((row) => ({
                value: row.id,
                label: row.name,
              }))}
            />
          </Form.Item>
          <Form.Item name="name" label={t('department.name')} rules={[{ required: true }]}>
            <Input />
          </Form.Item>
          <Form.Item name="active" label={t('active')} valuePropName="checked">
            <Switch />
          </Form.Item>
        </EntityDrawer>
      )}
    </>
  );
}
