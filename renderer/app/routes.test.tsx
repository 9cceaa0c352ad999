import { matchRoutes } from 'react-router';
import { describe, expect, it } from 'vitest';
import { ROLES, type Role } from '../../shared/domain/identity/actor';
import { RAIL_OF_ROLE, RAIL_PATHS } from './frame/railEntries';
import { routesFor } from './routes';

const CASE = '/cases/00000000-0000-4000-8000-00000000000c';
const exists = (role: Role, path: string): boolean =>
  matchRoutes(routesFor(role), path)?.at(-1)?.route.path !== '*';

describe('routes by role', () => {
  it('have a page for everything on the rail', () => {
    const dead = ROLES.flatMap((role) =>
      RAIL_OF_ROLE[role]
        .filter((entry) => !exists(role, RAIL_PATHS[entry]))
        .map((entry) => `${role} ${entry}`),
    );
    expect(dead).toEqual([]);
  });

  it('open cases only for those who may see clinical content', () => {
    expect(ROLES.filter((role) => exists(role, CASE))).toEqual([
      'requester',
      'hospitalAdmin',
      'triage',
      'coordinator',
      'expert',
    ]);
    expect(exists('auditor', `${CASE}/edit`)).toBe(false);
    const second = CASE.replace('cases', 'second-screen');
    expect([exists('expert', second), exists('auditor', second)]).toEqual([true, false]);
  });

  it('keep the county to four entries, the expert to four, triage to six', () => {
    expect(
      [RAIL_OF_ROLE.requester, RAIL_OF_ROLE.expert, RAIL_OF_ROLE.triage].map((rail) => rail.length),
    ).toEqual([4, 4, 6]);
  });

  it('know the tabs of the administration', () => {
    expect([exists('sysadmin', '/admin/users'), exists('requester', '/admin/users')]).toEqual([
      true,
      false,
    ]);
  });
});
