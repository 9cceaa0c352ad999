import { extname, join, sep } from 'node:path';
import { APP_HOST } from './origin';
import { contentSecurityPolicy } from './csp';
import { IMPORT_PATH } from '../../shared/ipc/fields';

export type AppProtocolPorts = {
  /** Absolute folder of the built renderer. */
  readonly root: string;
  readonly serverOrigin: () => string | null;
  /** Answers below `IMPORT_PATH`. */
  readonly serveImport: (request: Request) => Promise<Response>;
  /** `null` when there is no such file. */
  readonly readFile: (path: string) => Promise<Uint8Array<ArrayBuffer> | null>;
};

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.webmanifest': 'application/manifest+json',
};

/** Answers every request for `app://workstation/…` from the built renderer, and nothing from outside that folder. */
export function createAppProtocol(
  ports: AppProtocolPorts,
): (request: Request) => Promise<Response> {
  const respond = (
    status: number,
    body: Uint8Array<ArrayBuffer> | null,
    contentType: string,
  ): Response =>
    new Response(body, {
      status,
      headers: {
        'content-type': contentType,
        'content-security-policy': contentSecurityPolicy(ports.serverOrigin()),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        // One folder per version: what a cache would save, an update would show stale.
        'cache-control': 'no-cache',
      },
    });
  const refuse = (status: number): Response => respond(status, null, 'text/plain; charset=utf-8');

  return async (request) => {
    const url = new URL(request.url);
    if (url.host !== APP_HOST) return refuse(403);
    if (url.pathname.startsWith(IMPORT_PATH)) return ports.serveImport(request);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
    const path = resolveInside(ports.root, url.pathname);
    if (path === null) return refuse(403);
    // A page address without an extension is a route of the application, which index.html knows how to show.
    const file = extname(path) === '' ? join(ports.root, 'index.html') : path;
    const bytes = await ports.readFile(file);
    if (bytes === null) return refuse(404);
    const type = CONTENT_TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream';
    return respond(200, request.method === 'HEAD' ? null : bytes, type);
  };
}

/**
 * The file a URL path names below `root`, or `null` when it points anywhere else. Encoded separators are decoded first,
 * because `..%2f` is normalised by neither Chromium nor `URL`.
 */
export function resolveInside(root: string, pathname: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null; // not valid percent-encoding: there is no file it could mean
  }
  if (/[\\:\0]/.test(decoded) || decoded.split('/').includes('..')) return null;
  const path = join(root, decoded);
  return path === join(root, sep) || path.startsWith(join(root, sep)) ? path : null;
}
