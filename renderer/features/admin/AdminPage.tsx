import { Tabs } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../platform/ApiContext';
import { DepartmentsTab } from './DepartmentsTab';
import { DictionariesTab } from './DictionariesTab';
import { HospitalsTab } from './HospitalsTab';
import { PermissionsTab } from './PermissionsTab';
import { RoomsTab } from './RoomsTab';
import { UsersTab } from './UsersTab';

/** Base data for coordinator and system administrator; accounts and the permission matrix for the latter alone. */
export function AdminPage(): ReactElement {
  const { t } = useTranslation('admin');
  const isSysadmin = useMe().role === 'sysadmin';
  const items = [
    ...(isSysadmin ? [{ key: 'users', label: t('tab.users'), children: <UsersTab /> }] : []),
    { key: 'hospitals', label: t('tab.hospitals'), children: <HospitalsTab /> },
    { key: 'departments', label: t('tab.departments'), children: <DepartmentsTab /> },
    { key: 'rooms', label: t('tab.rooms'), children: <RoomsTab /> },
    { key: 'dictionaries', label: t('tab.dictionaries'), children: <DictionariesTab /> },
    ...(isSysadmin
      ? [{ key: 'permissions', label: t('tab.permissions'), children: <PermissionsTab /> }]
      : []),
  ];
  return (
    <div className="hz-page">
      <h1>{t('title')}</h1>
      <Tabs items={items} destroyOnHidden />
    </div>
  );
}
