import { RAIL_PATHS, type RailEntry } from './frame/railEntries';
import { page, type Page } from './page';

/** The pages of the rail. */
export const RAIL_PAGES: Readonly<Record<RailEntry, Page>> = {
  home: page(async () => (await import('../features/home')).HomePage),
  queue: page(async () => (await import('./workspaces/queuePage')).QueueWorkspace),
  cases: page(async () => (await import('../features/home')).CasesPage),
  schedule: page(async () => (await import('../features/scheduling')).SchedulePage),
  experts: page(async () => (await import('../features/experts')).ExpertsPage),
  followups: page(async () => (await import('../features/followUp')).FollowUpsPage),
  statistics: page(async () => (await import('../features/statistics')).StatisticsPage),
  admin: page(async () => (await import('../features/admin')).AdminPage),
  outbox: page(async () => (await import('../features/admin')).OutboxPage),
  audit: page(async () => (await import('../features/admin')).AuditPage),
};
export const CaseWorkspace = page(
  async () => (await import('./workspaces/casePage')).CaseWorkspace,
);
export const RequestWorkspace = page(
  async () => (await import('./workspaces/requestPage')).RequestWorkspace,
);
export const LateEntryWorkspace = page(
  async () => (await import('./workspaces/requestPage')).LateEntryWorkspace,
);
export const SecondScreen = page(
  async () => (await import('./workspaces/secondScreen')).SecondScreenPage,
);
export const WallPage = page(async () => (await import('../features/scheduling')).WallPage);

/** Fetches the code of the page an address such as `/cases/…` leads to. */
export function preloadPage(path: string): void {
  if (/^\/cases\/[^/]+\/edit$/.test(path)) return RequestWorkspace.preload();
  if (/^\/cases\/[^/]+\/late-entry$/.test(path)) return LateEntryWorkspace.preload();
  if (/^\/cases\/[^/]+$/.test(path)) return CaseWorkspace.preload();
  if (path.startsWith('/second-screen/')) return SecondScreen.preload();
  const entry = Object.entries(RAIL_PATHS).find(([, each]) => each === path)?.[0];
  if (entry) RAIL_PAGES[entry as RailEntry].preload();
}
