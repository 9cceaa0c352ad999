import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { ImportRegistry, PickedFile } from '../files/importRegistry';
import { IMPORT_PATH } from '../../shared/ipc/fields';
import { parseByteRange, type ByteRange } from './byteRange';
import { APP_ORIGIN } from './origin';

export type ImportRoutePorts = {
  readonly registry: Pick<ImportRegistry, 'find'>;
  readonly onFailure: (cause: unknown) => void;
};

/**
 * Streams picked files as `app://workstation/import/<handle>`. Same origin on purpose: requests for a custom scheme do not
 * pass Chromium's CORS loader and need not carry an `Origin`, but a scheme registered without `corsEnabled` can be read by
 * its own pages only (electron/electron#51152). A handle is the second lock: it is only ever told to a trusted sender.
 *
 * Statuses: 403 foreign origin, 404 unknown handle, 409 the file changed since it was picked, 416 range behind the end,
 * 500 the disk refused.
 */
export function createImportRoute(
  ports: ImportRoutePorts,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const origin = request.headers.get('origin');
    if (origin !== null && origin !== APP_ORIGIN) return respond(403);
    if (request.method !== 'GET') return respond(405);
    const file = ports.registry.find(new URL(request.url).pathname.slice(IMPORT_PATH.length));
    if (file === null) return respond(404);
    try {
      return await stream(file, request.headers.get('range'));
    } catch (cause) {
      ports.onFailure(cause);
      return respond(500);
    }
  };
}

async function stream(file: PickedFile, rangeHeader: string | null): Promise<Response> {
  const { size, mtimeMs } = await stat(file.path);
  // Half of one file and half of another would be a study nobody ever made.
  if (size !== file.sizeBytes || mtimeMs !== file.modifiedMs) return respond(409);
  const range = parseByteRange(rangeHeader, size);
  if (range === 'unsatisfiable') return respond(416, { 'content-range': `bytes */${size}` });
  const length = range === null ? size : range.last - range.first + 1;
  const headers = {
    'content-type': 'application/octet-stream',
    'content-length': String(length),
    'accept-ranges': 'bytes',
    ...(range === null ? {} : { 'content-range': `bytes ${range.first}-${range.last}/${size}` }),
  };
  return respond(range === null ? 200 : 206, headers, length === 0 ? null : read(file.path, range));
}

function read(path: string, range: ByteRange | null): ReadableStream {
  const bounds = range === null ? {} : { start: range.first, end: range.last };
  return Readable.toWeb(createReadStream(path, bounds));
}

function respond(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body: ReadableStream | null = null,
): Response {
  return new Response(body, {
    status,
    headers: {
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      ...headers,
    },
  });
}
