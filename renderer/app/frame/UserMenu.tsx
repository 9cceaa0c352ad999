import {
  BulbOutlined,
  DownOutlined,
  GlobalOutlined,
  LogoutOutlined,
  SafetyOutlined,
} from '@ant-design/icons';
import { Dropdown } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { toLanguage } from '../../../shared/i18n/index';
import { switchLanguage } from '../../i18n/setup';
import { useMe, usePlatform } from '../../platform/ApiContext';
import { useObservable } from '../../platform/observable';
import { switchTheme, themeMode } from '../preferences';
import styles from './frame.module.css';
import { TotpDialog } from './TotpDialog';

export function UserMenu(): ReactElement {
  const { t, i18n } = useTranslation(['common', 'caseTerms']);
  const { session } = usePlatform();
  const me = useMe();
  const mode = useObservable(themeMode);
  const [isEnrolling, setEnrolling] = useState(false);
  const other = toLanguage(i18n.language) === 'en' ? 'zh-CN' : 'en';
  const items = [
    {
      key: 'language',
      icon: <GlobalOutlined />,
      label: t('common:user.language'),
      onClick: () => void switchLanguage(other),
    },
    {
      key: 'theme',
      icon: <BulbOutlined />,
      label: mode === 'dark' ? t('common:user.light') : t('common:user.dark'),
      onClick: () => switchTheme(mode === 'dark' ? 'light' : 'dark'),
    },
    {
      key: 'totp',
      icon: <SafetyOutlined />,
      label: me.totpEnabled ? t('common:user.totpOn') : t('common:user.totp'),
      disabled: me.totpEnabled,
      onClick: () => setEnrolling(true),
    },
    { type: 'divider' as const },
    {
      key: 'signOut',
      icon: <LogoutOutlined />,
      label: t('common:user.signOut'),
      onClick: () => void session.signOut(),
    },
  ];
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
        <button type="button" className={styles['user']}>
          <span className={styles['userName']}>{me.name}</span>
          <span className={styles['userRole']}>{t(`caseTerms:role.${me.role}`)}</span>
          <DownOutlined aria-hidden />
        </button>
      </Dropdown>
      {isEnrolling && <TotpDialog onClose={() => setEnrolling(false)} />}
    </>
  );
}
