import { lazy } from 'react';

/** Every page is its own download: the sign-in page does not wait for charts or viewers. */
export const TriageQueuePage = lazy(async () => ({
  default: (await import('./workspaces/queuePage')).QueueWorkspace,
}));
export const SchedulePage = lazy(async () => ({
  default: (await import('../features/scheduling')).SchedulePage,
}));
export const WallPage = lazy(async () => ({
  default: (await import('../features/scheduling')).WallPage,
}));
export const ExpertsPage = lazy(async () => ({
  default: (await import('../features/experts')).ExpertsPage,
}));
export const StatisticsPage = lazy(async () => ({
  default: (await import('../features/statistics')).StatisticsPage,
}));
export const AdminPage = lazy(async () => ({
  default: (await import('../features/admin')).AdminPage,
}));
export const AuditPage = lazy(async () => ({
  default: (await import('../features/admin')).AuditPage,
}));
export const OutboxPage = lazy(async () => ({
  default: (await import('../features/admin')).OutboxPage,
}));
export const HomePage = lazy(async () => ({
  default: (await import('../features/home')).HomePage,
}));
export const CasesPage = lazy(async () => ({
  default: (await import('../features/home')).CasesPage,
}));
export const RequestWorkspace = lazy(async () => ({
  default: (await import('./workspaces/requestPage')).RequestWorkspace,
}));
export const LateEntryWorkspace = lazy(async () => ({
  default: (await import('./workspaces/requestPage')).LateEntryWorkspace,
}));
export const CaseWorkspace = lazy(async () => ({
  default: (await import('./workspaces/casePage')).CaseWorkspace,
}));
export const FollowUpsPage = lazy(async () => ({
  default: (await import('../features/followUp')).FollowUpsPage,
}));
