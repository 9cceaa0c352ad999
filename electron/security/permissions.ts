import type { Session } from 'electron';
import { isAppUrl } from '../protocol/origin';

/**
 * What our own pages may do; everything else, and everybody else, is refused.
 * - `display-capture` opens no picker by itself: the source was chosen before, see `displayMedia.ts`.
 * - `clipboard-sanitized-write` is the copy button beside an error code; reading the clipboard stays refused.
 * - The local-network names: since Electron 43 Chromium asks before a page may reach a private address, which is where a
 *   hospital's server usually lies. The content security policy keeps that to the configured server.
 */
const ALLOWED: ReadonlySet<string> = new Set([
  'media',
  'notifications',
  'fullscreen',
  'display-capture',
  'clipboard-sanitized-write',
  'local-network-access',
  'local-network',
  'loopback-network',
]);

export type PermissionQuestion = {
  readonly permission: string;
  /** URL or origin of the page that asks; custom schemes come with or without a trailing slash. */
  readonly requester: string;
  readonly isMainFrame: boolean;
};

export function isPermitted({ permission, requester, isMainFrame }: PermissionQuestion): boolean {
  return isMainFrame && isAppUrl(requester) && ALLOWED.has(permission);
}

type PermissionSession = Pick<
  Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
>;

/** Both handlers must be set: with only one of them Chromium answers the other question with yes. */
export function restrictPermissions(session: PermissionSession): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    const { requestingUrl = '', isMainFrame } = details;
    callback(isPermitted({ permission, requester: requestingUrl, isMainFrame }));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) =>
    isPermitted({ permission, requester: requestingOrigin, isMainFrame: details.isMainFrame }),
  );
  session.setDevicePermissionHandler(() => false);
}
