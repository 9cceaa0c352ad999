import { Form, Input, InputNumber, Select } from 'antd';
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
import { BaseDataList } from './BaseDataList';
import { EntityDrawer } from './EntityDrawer';

type Values = Pick<Room, 'hospitalId' | 'name' | 'capacity' | 'terminal' | 'deviceType'>;

const fieldsOf = ({ hospitalId, name, capacity, terminal, deviceType }: Room): Values => ({
  hospitalId,
  name,
  capacity,
  terminal,
  deviceType,
});

export function RoomsTab(): ReactElement {
  const { t } = useTranslation('admin');
  const api = useApi();
  const list = useQuery(listRooms, {});
  const [editing, setEditing] = useState<Room | 'new' | null>(null);
  const toggle = useAction(({ row, active }: { row: Room; active: boolean }) =>
    api(updateRoom, { params: { id: row.id }, body: { ...fieldsOf(row), active } }),
  );
  return (
    <>
      <BaseDataList<Room>
        rowKey={({ id }) => id}
        query={list}
        nameOf={({ hospitalName, name }) => `${hospitalName} ${name}`}
        searchText={(row) => `${row.hospitalName} ${row.name} ${row.terminal} ${row.deviceType}`}
        addLabel={t('room.add')}
        emptyTitle={t('room.empty')}
        onAdd={() => setEditing('new')}
        onEdit={setEditing}
        onSwitch={(row, active) => void toggle.run({ row, active }).then(list.reload)}
        switchError={toggle.error}
        columns={[
          { title: t('room.hospital'), dataIndex: 'hospitalName' },
          { title: t('room.name'), dataIndex: 'name' },
          { title: t('room.capacity'), dataIndex: 'capacity', width: 80, align: 'right' },
          { title: t('room.terminal'), dataIndex: 'terminal' },
          { title: t('room.deviceType'), dataIndex: 'deviceType' },
        ]}
      />
      {editing && (
        <RoomDrawer
          room={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onSaved={() => {
            setEditing(null);
            list.reload();
          }}
        />
      )}
    </>
  );
}

type DrawerProps = {
  readonly room: Room | null;
  readonly onClose: () => void;
  readonly onSaved: () => void;
};

function RoomDrawer({ room, onClose, onSaved }: DrawerProps): ReactElement {
  const { t } = useTranslation('admin');
  const api = useApi();
  const hospitals = useQuery(listHospitals, {});
  const [form] = Form.useForm<Values>();
  const save = useAction((values: Values) =>
    room
      ? api(updateRoom, { params: { id: room.id }, body: { ...values, active: room.active } })
      : api(createRoom, { body: { ...values, active: true } }),
  );
  const submit = async (values: Values) => {
    const result = await save.run(values);
    if (result.ok) onSaved();
  };
  return (
    <EntityDrawer<Values>
      title={room ? room.name : t('room.add')}
      form={form}
      initial={room ? fieldsOf(room) : { capacity: 4, terminal: '', deviceType: '' }}
      busy={save.status === 'running'}
      error={save.error}
      onClose={onClose}
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
        <Input maxLength={120} />
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
    </EntityDrawer>
  );
}
