import { Form, Input, Select, Switch, Tag } from 'antd';
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
import { BaseDataList } from './BaseDataList';
import { EntityDrawer } from './EntityDrawer';
import { Pager } from './Pager';

type Values = Pick<
  User,
  'account' | 'name' | 'role' | 'hospitalId' | 'departmentName' | 'title' | 'phone' | 'email'
> & {
  password?: string;
  unlock?: boolean;
};
const FRESH: Partial<Values> = {
  role: 'requester',
  departmentName: '',
  title: null,
  phone: '',
  email: '',
};

const fieldsOf = (user: User): Values => ({
  account: user.account,
  name: user.name,
  role: user.role,
  hospitalId: user.hospitalId,
  departmentName: user.departmentName,
  title: user.title,
  phone: user.phone,
  email: user.email,
});

export function UsersTab(): ReactElement {
  const { t } = useTranslation(['admin', 'caseTerms']);
  const [q, setQ] = useState('');
  const [role, setRole] = useState<Role | null>(null);
  const [cursor, setCursor] = useState<string | null>(null);
  const [editing, setEditing] = useState<User | 'new' | null>(null);
  const api = useApi();
  const toggle = useAction(({ row, active }: { row: User; active: boolean }) =>
    api(updateUser, {
      params: { id: row.id },
      body: { ...fieldsOf(row), active, password: null, unlock: false },
    }),
  );
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
      <BaseDataList<User>
        rowKey={({ id }) => id}
        query={list}
        nameOf={({ name, account }) => `${name}（${account}）`}
        addLabel={t('admin:user.add')}
        emptyTitle={t('admin:user.empty')}
        onAdd={() => setEditing('new')}
        onEdit={setEditing}
        onSwitch={(row, active) => void toggle.run({ row, active }).then(list.reload)}
        switchError={toggle.error}
        filters={
          <>
            <Input.Search
              allowClear
              className="hz-list-search"
              placeholder={t('admin:user.search')}
              onSearch={(text) => {
                setCursor(null);
                setQ(text);
              }}
            />
            <Select<Role>
              allowClear
              style={{ width: 150 }}
              placeholder={t('admin:user.role')}
              aria-label={t('admin:user.role')}
              options={ROLES.map((value) => ({ value, label: t(`caseTerms:role.${value}`) }))}
              onChange={(value) => {
                setCursor(null);
                setRole(value ?? null);
              }}
            />
          </>
        }
        footer={
          <Pager
            hasPrevious={cursor !== null}
            nextCursor={list.value?.nextCursor ?? null}
            onGo={setCursor}
          />
        }
        columns={[
          { title: t('admin:user.account'), dataIndex: 'account', width: 150 },
          { title: t('admin:user.name'), dataIndex: 'name', width: 110 },
          {
            title: t('admin:user.role'),
            width: 170,
            render: (_, row) => t(`caseTerms:role.${row.role}`),
          },
          { title: t('admin:user.hospital'), dataIndex: 'hospitalName' },
          { title: t('admin:user.department'), dataIndex: 'departmentName', width: 150 },
          {
            title: t('admin:user.security'),
            width: 110,
            render: (_, row) => (
              <>
                {row.lockedUntil && <Tag color="error">{t('admin:user.locked')}</Tag>}
                {row.totpEnabled && <Tag>{t('admin:user.totp')}</Tag>}
              </>
            ),
          },
        ]}
      />
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
  const save = useAction(({ password = '', unlock = false, ...fields }: Values) =>
    user
      ? api(updateUser, {
          params: { id: user.id },
          body: { ...fields, active: user.active, password: password || null, unlock },
        })
      : api(createUser, { body: { ...fields, active: true, password } }),
  );
  const submit = async (values: Values) => {
    const result = await save.run(values);
    if (result.ok) onSaved();
  };
  return (
    <EntityDrawer<Values>
      title={user ? user.account : t('admin:user.add')}
      form={form}
      initial={user ? fieldsOf(user) : FRESH}
      busy={save.status === 'running'}
      error={save.error}
      onClose={onClose}
      onSubmit={(values) => void submit(values)}
    >
      <Form.Item
        name="account"
        label={t('admin:user.account')}
        extra={t('admin:user.accountRule')}
        rules={[
          { required: true },
          { pattern: /^[a-z0-9._-]{2,40}$/, message: t('admin:user.accountRule') },
        ]}
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
        rules={[{ required: !user }, { min: 10, message: t('admin:user.passwordRule') }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      {user?.lockedUntil && (
        <Form.Item name="unlock" label={t('admin:user.unlock')} valuePropName="checked">
          <Switch />
        </Form.Item>
      )}
    </EntityDrawer>
  );
}
