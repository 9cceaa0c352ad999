import { Button, Form, Input, Select, Space, Switch, Table, Tag } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import {
  createUser,
  listHospitals,
  listUsers,
  updateUser,
  type User,
} from '../../../shared/api/administration';
import { TITLES } from '../../../shared/domain/consultation/case';
import { ROLES, type Role } from '../../../shared/domain/identity/actor';
import { useApi } from '../../platform/ApiContext';
import { useAction } from '../../platform/useCommand';
import { useQuery } from '../../platform/useQuery';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { EntityDrawer } from './EntityDrawer';

type Values = Pick<
  User,
  | 'account'
  | 'name'
  | 'role'
  | 'hospitalId'
  | 'departmentName'
  | 'title'
  | 'phone'
  | 'email'
  | 'active'
> & {
  password?: string;
};
const FRESH: Partial<Values> = {
  role: 'requester',
  departmentName: '',
  title: null,
  phone: '',
  email: '',
  active: true,
};

export function UsersTab(): ReactElement {
  const { t } = useTranslation(['admin', 'caseTerms']);
  const [q, setQ] = useState('');
  const [role, setRole] = useState<Role | null>(null);
  const [cursor, setCursor] = useState<string | null>(null);
  const [editing, setEditing] = useState<User | 'new' | null>(null);
  const list = useQuery(
    listUsers,
    {
      query: {
        limit: 50,
        ...(q ? { q } : {}),
        ...(role ? { role } : {}),
        ...(cursor ? { cursor } : {}),
      },
    },
    { keepPrevious: true },
  );
  return (
    <>
      <Space style={{ marginBottom: 8 }}>
        <Input.Search
          allowClear
          placeholder={t('admin:user.search')}
          onSearch={(text) => {
            setCursor(null);
            setQ(text);
          }}
        />
        <Select<Role>
          allowClear
          style={{ width: 160 }}
          placeholder={t('admin:user.role')}
          options={ROLES.map((value) => ({ value, label: t(`caseTerms:role.${value}`) }))}
          onChange={(value) => {
            setCursor(null);
            setRole(value ?? null);
          }}
        />
        <Button type="primary" onClick={() => setEditing('new')}>
          {t('admin:user.add')}
        </Button>
      </Space>
      {(list.status === 'failed' || list.status === 'stale') && (
        <ErrorNotice error={list.error} onRetry={list.reload} />
      )}
      <Table<User>
        rowKey="id"
        size="small"
        pagination={false}
        loading={list.status === 'loading'}
        dataSource={[...(list.value?.items ?? [])]}
        onRow={(row) => ({ onDoubleClick: () => setEditing(row) })}
        columns={[
          { title: t('admin:user.account'), dataIndex: 'account', width: 140 },
          { title: t('admin:user.name'), dataIndex: 'name', width: 110 },
          {
            title: t('admin:user.role'),
            width: 130,
            render: (_, row) => t(`caseTerms:role.${row.role}`),
          },
          { title: t('admin:user.hospital'), dataIndex: 'hospitalName' },
          { title: t('admin:user.department'), dataIndex: 'departmentName', width: 120 },
          {
            title: t('admin:state'),
            width: 190,
            render: (_, row) => (
              <>
                {!row.active && <Tag>{t('admin:inactive')}</Tag>}
                {row.lockedUntil && <Tag color="red">{t('admin:user.locked')}</Tag>}
                {row.totpEnabled && <Tag>{t('admin:user.totp')}</Tag>}
              </>
            ),
          },
          {
            width: 80,
            render: (_, row) => (
              <Button size="small" type="link" onClick={() => setEditing(row)}>
                {t('admin:edit')}
              </Button>
            ),
          },
        ]}
      />
      {list.value?.nextCursor && (
        <Button style={{ marginTop: 8 }} onClick={() => setCursor(list.value?.nextCursor ?? null)}>
          {t('admin:nextPage')}
        </Button>
      )}
      {editing && (
        <UserDrawer
          user={editing === 'new' ? null : editing}
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
  readonly user: User | null;
  readonly onClose: () => void;
  readonly onSaved: () => void;
};

function UserDrawer({ user, onClose, onSaved }: DrawerProps): ReactElement {
  const { t } = useTranslation(['admin', 'caseTerms']);
  const api = useApi();
  const hospitals = useQuery(listHospitals, {});
  const [form] = Form.useForm<Values>();
  const save = useAction(({ password, ...fields }: Values) =>
    user
      ? api(updateUser, {
          params: { id: user.id },
          body: { ...fields, password: password ? password : null, unlock: true },
        })
      : api(createUser, { body: { ...fields, password: password ?? '' } }),
  );
  const submit = async (values: Values) => {
    const result = await save.run(values);
    if (result.ok) onSaved();
  };
  return (
    <EntityDrawer<Values>
      title={user ? user.account : t('admin:user.add')}
      form={form}
      initial={user ?? FRESH}
      busy={save.status === 'running'}
      error={save.error}
      onClose={onClose}
      onSubmit={(values) => void submit(values)}
    >
      <Form.Item
        name="account"
        label={t('admin:user.account')}
        rules={[{ required: true, pattern: /^[a-z0-9._-]{2,40}$/ }]}
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="name" label={t('admin:user.name')} rules={[{ required: true }]}>
        <Input />
      </Form.Item>
      <Form.Item name="role" label={t('admin:user.role')} rules={[{ required: true }]}>
        <Select options={ROLES.map((value) => ({ value, label: t(`caseTerms:role.${value}`) }))} />
      </Form.Item>
      <Form.Item name="hospitalId" label={t('admin:user.hospital')} rules={[{ required: true }]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={(hospitals.value?.items ?? []).map((hospital) => ({
            value: hospital.id,
            label: hospital.name,
          }))}
        />
      </Form.Item>
      <Form.Item name="departmentName" label={t('admin:user.department')}>
        <Input />
      </Form.Item>
      <Form.Item name="title" label={t('admin:user.title')}>
        <Select
          allowClear
          options={TITLES.map((value) => ({ value, label: t(`caseTerms:title.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="phone" label={t('admin:user.phone')}>
        <Input />
      </Form.Item>
      <Form.Item name="email" label={t('admin:user.email')}>
        <Input />
      </Form.Item>
      <Form.Item
        name="password"
        label={user ? t('admin:user.newPassword') : t('admin:user.password')}
        rules={[{ required: !user, min: 10 }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item name="active" label={t('admin:active')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </EntityDrawer>
  );
}
