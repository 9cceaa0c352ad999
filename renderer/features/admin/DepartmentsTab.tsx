import { Form, Input, Select } from 'antd';
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
import { BaseDataList } from './BaseDataList';
import { EntityDrawer } from './EntityDrawer';

type Department = z.infer<typeof departmentSchema>;
type Values = Pick<Department, 'hospitalId' | 'name'>;

export function DepartmentsTab(): ReactElement {
  const { t } = useTranslation('admin');
  const api = useApi();
  const list = useQuery(listDepartments, {});
  const hospitals = useQuery(listHospitals, {});
  const [editing, setEditing] = useState<Department | 'new' | null>(null);
  const [form] = Form.useForm<Values>();
  const current = editing === 'new' ? null : editing;
  const save = useAction((values: Values) =>
    current
      ? api(updateDepartment, {
          params: { id: current.id },
          body: { ...values, active: current.active },
        })
      : api(createDepartment, { body: { ...values, active: true } }),
  );
  const toggle = useAction(({ row, active }: { row: Department; active: boolean }) =>
    api(updateDepartment, {
      params: { id: row.id },
      body: { hospitalId: row.hospitalId, name: row.name, active },
    }),
  );
  const submit = async (values: Values) => {
    const result = await save.run(values);
    if (!result.ok) return;
    setEditing(null);
    list.reload();
  };
  return (
    <>
      <BaseDataList<Department>
        rowKey={({ id }) => id}
        query={list}
        nameOf={({ hospitalName, name }) => `${hospitalName} ${name}`}
        searchText={({ hospitalName, name }) => `${hospitalName} ${name}`}
        addLabel={t('department.add')}
        emptyTitle={t('department.empty')}
        onAdd={() => setEditing('new')}
        onEdit={setEditing}
        onSwitch={(row, active) => void toggle.run({ row, active }).then(list.reload)}
        switchError={toggle.error}
        columns={[
          { title: t('department.hospital'), dataIndex: 'hospitalName' },
          { title: t('department.name'), dataIndex: 'name' },
        ]}
      />
      {editing && (
        <EntityDrawer<Values>
          title={current?.name ?? t('department.add')}
          form={form}
          initial={current ?? {}}
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
            <Input maxLength={120} />
          </Form.Item>
        </EntityDrawer>
      )}
    </>
  );
}
