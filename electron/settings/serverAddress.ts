import type { AppError } from '../../shared/domain/errors';
import { refuse } from '../../shared/domain/errors';
import { ok, type Result } from '../../shared/lib/result';

/**
 * Reads what a technician typed as the server's address.
 *
 * @param text - `https://host[:port]`; the scheme may be left out.
 * @returns The origin without trailing slash. Errors, both `retry: 'never'`:
 *   - `desktop.serverAddress` - no address, or one with user name, path, query or fragment.
 *   - `desktop.serverInsecure` - plain http to a host that is neither this machine nor a private IPv4 address (RFC 1918).
 */
export function parseServerAddress(text: string): Result<string, AppError> {
  const trimmed = text.trim();
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`);
  if (url === null || !['http:', 'https:'].includes(url.protocol) || hasMoreThanOrigin(url)) {
    return refuse('validation', 'desktop.serverAddress');
  }
  // The origin becomes part of a content security policy: nothing that could end a directive may pass.
  if (!/^[a-z0-9.-]+$|^\[[0-9a-f:]+\]$/i.test(url.hostname)) {
    return refuse('validation', 'desktop.serverAddress');
  }
  if (url.protocol === 'http:' && !isLocalHost(url.hostname)) {
    return refuse('validation', 'desktop.serverInsecure');
  }
  return ok(url.origin);
}

function hasMoreThanOrigin(url: URL): boolean {
  return (
    url.username !== '' ||
    url.password !== '' ||
    url.search !== '' ||
    url.hash !== '' ||
    !['', '/'].includes(url.pathname)
  );
}

function isLocalHost(hostname: string): boolean {
  if (hostname === 'localhost' || hostname === '[::1]') return true;
  const parts = hostname.split('.').map(Number);
  const [a, b] = parts;
  if (parts.length !== 4 || a === undefined || b === undefined || parts.some(Number.isNaN)) {
    return false;
  }
  return a === 127 || a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168);
}
