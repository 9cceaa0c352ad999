import type { TokenStore } from '../platform/session';
import type { DesktopBridge } from '../ports/desktopBridge';

/**
 * The bearer token in the operating system's key store. Where that is not available the token lives in memory only,
 * and the person signs in at every start: never in a plain file.
 */
export function createTokenStore(desktop: DesktopBridge): TokenStore {
  return {
    async read() {
      const result = await desktop.call('secrets.get', { name: 'session.token' });
      return result.ok ? result.value.value : null;
    },
    async write(token) {
      await desktop.call('secrets.set', { name: 'session.token', value: token });
    },
  };
}
