import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGE = path.join(ROOT, 'dist/ecgPage');
const DATA = path.join(ROOT, '../shared/data/ecg');
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/**
 * The built ECG page and the ECG files beside it.
 *
 * @param extra - Answers other paths; gets request and response, says whether it did.
 */
export async function serveEcgPage({ port = 0, extra = () => false } = {}) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    if (extra(request, response)) return;
    const isData = pathname.startsWith('/data/');
    const folder = isData ? DATA : PAGE;
    const name = decodeURIComponent(isData ? pathname.slice(6) : pathname.slice(1) || 'index.html');
    const file = path.join(folder, name);
    if (!file.startsWith(folder) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('content-type', TYPES[path.extname(file)] ?? 'application/octet-stream');
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  };
}

if (process.argv[2] === '--serve') {
  const { url } = await serveEcgPage();
  process.stdout.write(`${url}\n`);
}
