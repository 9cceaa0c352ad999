import {
  AuditOutlined,
  BarChartOutlined,
  CalendarOutlined,
  FolderOpenOutlined,
  HeartOutlined,
  HomeOutlined,
  MailOutlined,
  OrderedListOutlined,
  SettingOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import type { ComponentType, ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { useMe } from '../../platform/ApiContext';
import styles from './frame.module.css';
import { RAIL_PAGES } from '../pages';
import { RAIL_OF_ROLE, RAIL_PATHS, type RailEntry } from './railEntries';

const ICONS: Readonly<Record<RailEntry, ComponentType>> = {
  home: HomeOutlined,
  queue: OrderedListOutlined,
  cases: FolderOpenOutlined,
  schedule: CalendarOutlined,
  experts: TeamOutlined,
  followups: HeartOutlined,
  statistics: BarChartOutlined,
  admin: SettingOutlined,
  audit: AuditOutlined,
  outbox: MailOutlined,
};

export function Rail(): ReactElement {
  const { t } = useTranslation('common');
  const { role } = useMe();
  return (
    <nav className={styles['rail']} aria-label={t('rail.label')}>
      {RAIL_OF_ROLE[role].map((entry) => {
        const Icon = ICONS[entry];
        return (
          <NavLink
            key={entry}
            to={RAIL_PATHS[entry]}
            end={entry === 'home' || entry === 'cases'}
            className={styles['railEntry'] ?? ''}
            // whoever points at it is about to press it
            onPointerEnter={RAIL_PAGES[entry].preload}
            onFocus={RAIL_PAGES[entry].preload}
          >
            <Icon />
            <span>{t(`rail.${entry}`)}</span>
          </NavLink>
        );
      })}
    </nav>
  );
}
