import { CompassOutlined, LockOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { createElement, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useLocation, type RouteObject } from 'react-router';
import type { Role } from '../../shared/domain/identity/actor';
import { EmptyState } from '../ui/EmptyState';
import { Frame } from './frame/Frame';
import { RAIL_ENTRIES, RAIL_OF_ROLE, RAIL_PATHS } from './frame/railEntries';
import {
  CaseWorkspace,
  LateEntryWorkspace,
  RAIL_PAGES,
  RequestWorkspace,
  SecondScreen,
  WallPage,
} from './pages';

/**
 * The routes a role has: what is not on its rail does not exist for it. This is courtesy, not protection; the
 * server decides about every request by itself.
 */
export function routesFor(role: Role): RouteObject[] {
  const entries = RAIL_OF_ROLE[role];
  const start = entries[0] ?? 'home';
  const mayOpenCases = entries.includes('cases');
  const listed = entries.flatMap((entry): RouteObject[] =>
    entry === 'home'
      ? []
      : [
          {
            path: `${RAIL_PATHS[entry].slice(1)}${entry === 'admin' ? '/*' : ''}`,
            element: createElement(RAIL_PAGES[entry]),
          },
        ],
  );
  return [
    // a wall has nobody to navigate
    ...(entries.includes('schedule') ? [{ path: '/wall', element: <WallPage /> }] : []),
    // pictures only: what one does with a case is done on the first screen
    ...(mayOpenCases ? [{ path: '/second-screen/:caseId', element: <SecondScreen /> }] : []),
    {
      path: '/',
      element: <Frame />,
      children: [
        {
          index: true,
          element:
            start === 'home' ? <RAIL_PAGES.home /> : <Navigate to={RAIL_PATHS[start]} replace />,
        },
        ...listed,
        ...(mayOpenCases
          ? [
              { path: 'cases/:caseId', element: <CaseWorkspace /> },
              { path: 'cases/:caseId/edit', element: <RequestWorkspace /> },
              { path: 'cases/:caseId/late-entry', element: <LateEntryWorkspace /> },
            ]
          : []),
        { path: '*', element: <NoSuchPage /> },
      ],
    },
  ];
}

/** An address of nobody's, or of somebody else's role: then whom to ask. */
function NoSuchPage(): ReactElement {
  const { t } = useTranslation('common');
  const { pathname } = useLocation();
  const others = RAIL_ENTRIES.find(
    (entry) => entry !== 'home' && pathname.split('/')[1] === RAIL_PATHS[entry].slice(1),
  );
  return (
    <EmptyState
      icon={others ? <LockOutlined /> : <CompassOutlined />}
      title={others ? t('noPermission.title', { page: t(`rail.${others}`) }) : t('notFound.title')}
      text={others ? t('noPermission.text') : t('notFound.text')}
      action={
        <Link to="/">
          <Button>{t('notFound.home')}</Button>
        </Link>
      }
    />
  );
}
