import type { CaseId } from '../../../../shared/domain/identity/actor';
import { secondScreenPath } from '../../../../shared/ipc/secondScreen';
import type { DesktopBridge } from '../../../ports/desktopBridge';

/** One second screen for the whole profile: the same name brings the open one. */
const WINDOW_NAME = 'huizhen-second-screen';

/**
 * Opens the second screen of a case, or turns the open one to it.
 *
 * @returns Whether it is there; a browser may hold back windows.
 */
export async function openSecondScreen(desktop: DesktopBridge, caseId: CaseId): Promise<boolean> {
  if (desktop.isDesktop) return (await desktop.call('window.openSecondScreen', { caseId })).ok;
  const { origin, pathname } = window.location;
  const folder = pathname.replace(/[^/]*$/, '');
  const address = `${origin}${folder}${secondScreenPath(caseId).replace(/^\/(index\.html)?/, '')}`;
  const { screen } = window;
  // beside this screen if the browser lets it; it keeps it on this one otherwise
  const place = `popup,left=${screen.availWidth},top=0,width=${screen.availWidth},height=${screen.availHeight}`;
  const opened = window.open(address, WINDOW_NAME, place);
  opened?.focus();
  return opened !== null;
}
