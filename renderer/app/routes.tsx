import { Button } from 'antd';
import { createElement, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, type RouteObject } from 'react-router';
import type { Role } from '../../shared/domain/identity/actor';
import { EmptyState } from '../ui/EmptyState';
import { Frame } from './frame/Frame';
import { RAIL_OF_ROLE, RAIL_PATHS } from './frame/railEntries';
import { CaseWorkspace, RAIL_PAGES, RequestWorkspace } from './pages';

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
            ]
          : []),
        { path: '*', element: <NoSuchPage /> },
      ],
    },
  ];
}

function NoSuchPage(): ReactElement {
  const { t } = useTranslation('common');
  return (
    <EmptyState
      title={t('notFound.title')}
      action={
        <Link to="/">
          <Button>{t('notFound.home')}</Button>
        </Link>
      }
    />
  );
}
