/**
 * The policy every response of `app://workstation` carries, worker scripts included: WebAssembly codecs run in
 * workers and take their permission from the worker's own response.
 *
 * @param serverOrigin - Origin of the configured server, already validated; `null` before the first set-up.
 */
export function contentSecurityPolicy(serverOrigin: string | null): string {
  const server = serverOrigin === null ? '' : ` ${serverOrigin}`;
  const socket = serverOrigin === null ? '' : ` ${serverOrigin.replace(/^http/, 'ws')}`;
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self' blob:",
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: blob:${server}`,
    "media-src 'self' blob:",
    "font-src 'self'",
    `connect-src 'self'${server}${socket}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    "form-action 'none'",
  ].join('; ');
}
