import { Tabs } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useMe } from '../../platform/ApiContext';
import { Page, PageHeader } from '../../ui/PageHeader';
import { DepartmentsTab } from './DepartmentsTab';
import { DictionariesTab } from './DictionariesTab';
import { HospitalsTab } from './HospitalsTab';
import { PermissionsTab } from './PermissionsTab';
import { RoomsTab } from './RoomsTab';
import { UsersTab } from './UsersTab';

const TABS = {
  users: UsersTab,
  hospitals: HospitalsTab,
  departments: DepartmentsTab,
  rooms: RoomsTab,
  dictionaries: DictionariesTab,
  permissions: PermissionsTab,
} as const;
type Tab = keyof typeof TABS;
const ALL = Object.keys(TABS) as Tab[];
/** Accounts and the permission matrix are the system administrator's alone. */
const SYSADMIN_ONLY: ReadonlySet<Tab> = new Set(['users', 'permissions']);

/** Base data for coordinator and system administrator. The tab is part of the address, so that a link leads to it. */
export function AdminPage(): ReactElement {
  const { t } = useTranslation('admin');
  const navigate = useNavigate();
  const asked = useParams()['*'];
  const isSysadmin = useMe().role === 'sysadmin';
  const mine = ALL.filter((tab) => isSysadmin || !SYSADMIN_ONLY.has(tab));
  const shown = mine.find((tab) => tab === asked) ?? mine[0] ?? 'hospitals';
  const Shown = TABS[shown];
  return (
    <Page
      header={
        <PageHeader
          title={t('title')}
          aside={
            <Tabs
              className="hz-admin-tabs"
              activeKey={shown}
              onChange={(tab) => void navigate(`/admin/${tab}`, { replace: true })}
              items={mine.map((key) => ({ key, label: t(`tab.${key}`) }))}
            />
          }
        />
      }
    >
      <Shown />
    </Page>
  );
}
