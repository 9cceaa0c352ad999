import { isAppUrl } from '../protocol/origin';

/**
 * An address a click may hand to the system's browser: https on the configured server, nothing else. A link in a
 * message from anywhere must not become a program start or a phishing page.
 */
export function isOpenableOutside(address: string, serverOrigin: string | null): boolean {
  const url = URL.parse(address);
  return (
    url !== null &&
    url.protocol === 'https:' &&
    url.origin === serverOrigin &&
    url.username === '' &&
    url.password === ''
  );
}

/** Where a window may go by itself: our own pages, so that a reload works, and nowhere else. */
export function isNavigable(address: string): boolean {
  return isAppUrl(address);
}
