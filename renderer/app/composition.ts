import { createDesktopBridge } from '../adapters/bridge';
import { createPushDevice } from '../adapters/push';
import { openWindowChannel } from '../adapters/windowChannel';
import { createApiClient } from '../platform/api';
import type { Platform } from '../platform/ApiContext';
import { createConnectionMonitor } from '../platform/connection';
import {
  openEventSocket,
  type EventSocket,
  type ServerEventListener,
} from '../platform/eventSocket';
import { createPush } from '../platform/push';
import { createServerAccess } from '../platform/serverAccess';
import { createSession } from '../platform/session';
import { shareSession } from '../platform/sessionNews';
import type { DesktopBridge } from '../ports/desktopBridge';
import { SESSION_CHANNEL, sessionNewsSchema } from '../ports/screenMessages';
import { secondScreenCaseIn } from '../../shared/ipc/secondScreen';
import { pushOwner } from './pushOwner';
import { createTokenStore } from './tokenStore';

const now = () => new Date().toISOString();

/**
 * Where the server is: our own origin in the portal, the configured one on the desktop.
 *
 * @returns The origin (`''` for our own), or `null` on a desktop that has not been told yet.
 */
export async function findServer(desktop: DesktopBridge): Promise<string | null> {
  if (!desktop.isDesktop) return '';
  const result = await desktop.call('server.getAddress');
  return result.ok ? result.value.address : null;
}

export const openDesktop = (): DesktopBridge => createDesktopBridge(window.workstation);

/** Everything the screens need, wired to one server. */
export function createPlatform(
  desktop: DesktopBridge,
  baseUrl: string,
  send: typeof fetch,
): Platform {
  const holder: { token: string | null } = { token: null };
  const token = () => holder.token;
  const monitor = createConnectionMonitor(now);
  const api = createApiClient({
    baseUrl,
    token,
    fetch: send,
    onExchange: monitor.recordExchange,
    onSessionEnded: () => session.expire(),
  });
  const session = createSession({
    api,
    tokens: createTokenStore(desktop),
    holder,
    usesToken: desktop.isDesktop,
    beforeSignOut: () => webPush.end(),
  });
  shareSession(session, openWindowChannel(SESSION_CHANNEL, sessionNewsSchema), () => {
    // nobody signs in at a second screen; a browser closes only windows that a page opened
    if (secondScreenCaseIn(window.location.hash) !== null) window.close();
  });
  const webPush = createPush({
    api,
    device: createPushDevice(),
    owner: pushOwner,
    isDesktop: desktop.isDesktop,
  });
  const listeners = new Set<ServerEventListener>();
  let socket: EventSocket | null = null;
  let begunFor: string | null = null;
  session.state.subscribe(() => {
    const current = session.state.get();
    const isSignedIn = current.status === 'signedIn';
    if (isSignedIn && begunFor !== current.me.userId) {
      begunFor = current.me.userId;
      void webPush.begin(current.me.userId);
    }
    if (current.status === 'signedOut') begunFor = null;
    if (isSignedIn && !socket) {
      socket = openEventSocket({
        baseUrl,
        token,
        onOpenChange: monitor.recordSocket,
        onSessionEnded: () => session.expire(),
      });
      socket.subscribe((event) => listeners.forEach((listener) => listener(event)));
    }
    if (!isSignedIn) {
      socket?.close();
      socket = null;
    }
  });
  return {
    api,
    session,
    desktop,
    webPush,
    server: createServerAccess({ baseUrl, token, fetch: send }),
    connection: monitor.state,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
