import type { Role } from '../../../shared/domain/identity/actor';

export const RAIL_ENTRIES = [
  'home',
  'queue',
  'cases',
  'schedule',
  'experts',
  'followups',
  'statistics',
  'admin',
  'outbox',
  'audit',
] as const;
export type RailEntry = (typeof RAIL_ENTRIES)[number];

export const RAIL_PATHS: Readonly<Record<RailEntry, string>> = {
  home: '/',
  queue: '/queue',
  cases: '/cases',
  schedule: '/schedule',
  experts: '/experts',
  followups: '/followups',
  statistics: '/statistics',
  admin: '/admin',
  outbox: '/outbox',
  audit: '/audit',
};

/** What each role finds on its rail, in order; the first entry is where it starts. */
export const RAIL_OF_ROLE: Readonly<Record<Role, readonly RailEntry[]>> = {
  requester: ['home', 'cases', 'experts', 'followups'],
  hospitalAdmin: ['home', 'cases', 'experts', 'followups', 'statistics'],
  triage: ['queue', 'cases', 'schedule', 'experts', 'followups', 'statistics'],
  coordinator: [
    'schedule',
    'queue',
    'cases',
    'experts',
    'followups',
    'statistics',
    'admin',
    'outbox',
  ],
  expert: ['home', 'cases', 'experts', 'followups'],
  technician: ['schedule', 'outbox'],
  sysadmin: ['admin', 'outbox'],
  auditor: ['audit'],
  guest: [],
};
