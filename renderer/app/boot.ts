import { createEarlyRequests } from '../platform/earlyRequests';

/*
 * The page's first script, a few hundred bytes. It asks who is signed in, and for the case the address names, while the
 * interface is still on its way; then it starts the interface. On the desktop the token comes from the key store first,
 * so there nothing can be asked yet.
 */
const early = createEarlyRequests(
  (input, init) => fetch(input, init),
  () => performance.now(),
);
const isPortal = !('workstation' in window);
const [, caseId] = /^#\/cases\/([0-9a-f-]{36})$/.exec(window.location.hash) ?? [];

if (isPortal) void early.ask('/v1/sessions/current');
void import('./main').then(({ start }) => start(early.fetch));
if (isPortal && caseId !== undefined) {
  const detail = early.ask(`/v1/cases/${caseId}`);
  void import('./askAhead').then(({ askAhead }) => askAhead(early, detail));
  // the page's own code; when it cannot be had, the router says so
  import('./workspaces/casePage').catch(() => undefined);
}
