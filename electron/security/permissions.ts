import type { Session } from 'electron';
import { isAppUrl } from '../protocol/origin';

const LOCAL_NETWORK: readonly string[] = [
  'local-network-access',
  'local-network',
  'loopback-network',
];
/**
 * What our own pages may do; everything else, and everybody else, is refused.
 * - `display-capture` opens no picker by itself: the source was chosen before, see `displayMedia.ts`.
 * - `clipboard-sanitized-write` is the copy button beside an error code; reading the clipboard stays refused.
 * - LOCAL_NETWORK: since Electron 43 Chromium asks before a page may reach a private address, which is where a
 *   hospital's server usually lies. The content security policy keeps that to the configured server.
 */
const ALLOWED: ReadonlySet<string> = new Set([
  'media',
  'notifications',
  'fullscreen',
  'display-capture',
  'clipboard-sanitized-write',
  ...LOCAL_NETWORK,
]);

export type PermissionQuestion = {
  readonly permission: string;
  /** URL or origin of the page that asks; custom schemes come with or without a trailing slash. */
  readonly requester: string;
  readonly isMainFrame: boolean;
  /** False when the network stack asks for a connection of its own, which no page can be named for. */
  readonly hasPage: boolean;
};

export function isPermitted(question: PermissionQuestion): boolean {
  const { permission, requester, isMainFrame, hasPage } = question;
  if (!hasPage && LOCAL_NETWORK.includes(permission)) return true;
  return isMainFrame && isAppUrl(requester) && ALLOWED.has(permission);
}

type PermissionSession = Pick<
  Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
>;

/** Both handlers must be set: with only one of them Chromium answers the other question with yes. */
export function restrictPermissions(session: PermissionSession): void {
  session.setPermissionRequestHandler((contents, permission, callback, details) => {
    const { requestingUrl = '', isMainFrame } = details;
    // Typed as always there; the network stack's own questions come without.
    const hasPage = (contents as unknown) !== null;
    callback(isPermitted({ permission, requester: requestingUrl, isMainFrame, hasPage }));
  });
  session.setPermissionCheckHandler((contents, permission, requestingOrigin, { isMainFrame }) =>
    isPermitted({
      permission,
      requester: requestingOrigin,
      isMainFrame,
      hasPage: contents !== null,
    }),
  );
  session.setDevicePermissionHandler(() => false);
}
