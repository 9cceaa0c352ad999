import { Button, Form, Input, InputNumber, Select, Switch, Table } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import {
  createRoom,
  listHospitals,
  listRooms,
  updateRoom,
} from '../../../shared/api/administration';
import type { Room } from '../../../shared/api/scheduling';
import { useApi } from '../../platform/ApiContext';
import { useAction } from '../../platform/useCommand';
import { useQuery } from '../../platform/useQuery';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { EntityDrawer } from './EntityDrawer';

type Values = Pick<Room, 'hospitalId' | 'name' | 'capacity' | 'terminal' | 'deviceType' | 'active'>;

export function RoomsTab(): ReactElement {
  const { t } = useTranslation('admin');
  const api = useApi();
  const list = useQuery(listRooms, {});
  const hospitals = useQuery(listHospitals, {});
  const [editing, setEditing] = useState<Room | 'new' | null>(null);
  const [form] = Form.useForm<Values>();
  const save = useAction((values: Values) =>
    editing !== null && editing !== 'new'
      ? api(updateRoom, { params: { id: editing.id }, body: values })
      : api(createRoom, { body: values }),
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
        {t('room.add')}
      </Button>
      {list.status === 'failed' && <ErrorNotice error={list.error} onRetry={list.reload} />}
      <Table<Room>
        rowKey="id"
        size="small"
        loading={list.status === 'loading'}
        dataSource={[...(list.value?.items ?? [])]}
        pagination={{ pageSize: 50, hideOnSinglePage: true }}
        columns={[
          { title: t('room.hospital'), dataIndex: 'hospitalName' },
          { title: t('room.name'), dataIndex: 'name' },
          { title: t('room.capacity'), dataIndex: 'capacity', width: 80, align: 'right' },
          { title: t('room.terminal'), dataIndex: 'terminal' },
          { title: t('room.deviceType'), dataIndex: 'deviceType' },
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
          title={editing === 'new' ? t('room.add') : editing.name}
          form={form}
          initial={
            editing === 'new'
              ? { capacity: 4, terminal: '', deviceType: '', active: true }
              : editing
          }
          busy={save.status === 'running'}
          error={save.error}
          onClose={() => setEditing(null)}
          onSubmit={(values) => void submit(values)}
        >
          <Form.Item name="hospitalId" label={t('room.hospital')} rules={[{ required: true }]}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={(hospitals.value?.items ?? []).map((row) => ({
                value: row.id,
                label: row.name,
              }))}
            />
          </Form.Item>
          <Form.Item name="name" label={t('room.name')} rules={[{ required: true }]}>
            <Input />
          </Form.Item>
          <Form.Item name="capacity" label={t('room.capacity')} rules={[{ required: true }]}>
            <InputNumber min={1} max={200} />
          </Form.Item>
          <Form.Item name="terminal" label={t('room.terminal')}>
            <Input />
          </Form.Item>
          <Form.Item name="deviceType" label={t('room.deviceType')}>
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
