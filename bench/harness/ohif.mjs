// OHIF, the open viewer most others are measured against: fetched on demand as its authors built it, never a dependency of ours.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { forward, listen } from './forward.mjs';

export const OHIF_VERSION = '3.13.2';
const root = path.resolve(import.meta.dirname, '../..');
const home = path.join(root, '.cache/ohif', OHIF_VERSION);

export const isFetched = () => existsSync(path.join(home, 'index.html'));

/**
 * The built viewer's folder. Fetches the one package that holds it (50 MB) if need be; its dependencies are inside the
 * bundles already and are not installed.
 */
export async function fetchOhif() {
  if (isFetched()) return home;
  const work = await mkdtemp(path.join(os.tmpdir(), 'huizhen-ohif-'));
  try {
    run('npm', ['pack', '--silent', '--pack-destination', work, `@ohif/app@${OHIF_VERSION}`]);
    const [archive] = (await readdir(work)).filter((name) => name.endsWith('.tgz'));
    await mkdir(path.dirname(home), { recursive: true });
    const unpacked = `${home}.partial`;
    await rm(unpacked, { recursive: true, force: true });
    await mkdir(unpacked);
    run('tar', ['xzf', path.join(work, archive), '-C', unpacked, 'package/dist']);
    await rename(path.join(unpacked, 'package/dist'), home);
    await rm(unpacked, { recursive: true });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return home;
}

function run(command, args) {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8', cwd: root });
  if (status !== 0) throw new Error(`${command} ${args[0]}: ${stderr}`);
}

/** What a site that installs OHIF writes, with the data source named as ours; everything else as shipped. */
const CONFIGURATION = `window.config = ${JSON.stringify({
  routerBasename: null,
  extensions: [],
  modes: [],
  showStudyList: true,
  maxNumberOfWebWorkers: 3,
  showWarningMessageForCrossOrigin: false,
  showCPUFallbackMessage: false,
  showLoadingIndicator: true,
  strictZSpacingForVolumeViewport: true,
  maxNumRequests: { interaction: 100, thumbnail: 5, prefetch: 25 },
  investigationalUseDialog: { option: 'never' },
  defaultDataSourceName: 'peer',
  dataSources: [
    {
      namespace: '@ohif/extension-default.dataSourcesModule.dicomweb',
      sourceName: 'peer',
      configuration: {
        friendlyName: 'peer',
        name: 'peer',
        qidoRoot: '/dicom-web',
        wadoRoot: '/dicom-web',
        wadoUriRoot: '/dicom-web',
        qidoSupportsIncludeField: true,
        imageRendering: 'wadors',
        thumbnailRendering: 'wadors',
        enableStudyLazyLoad: true,
        supportsFuzzyMatching: true,
        supportsWildcard: true,
        singlepart: 'bulkdata,video,pdf',
        bulkDataURI: { enabled: true, relativeResolution: 'studies' },
        omitQuotationForMultipartRequest: true,
      },
    },
  ],
})};`;

const TYPES = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.html': 'text/html',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};
const HASHED = /\.[0-9a-f]{16}\.(js|css)$|^[0-9a-f]{16}\.\w+$/;
const DICOM_WEB = '/dicom-web/';

/**
 * Serves OHIF from memory on a loopback port, and below `/dicom-web` what `upstream` answers to it: a bearer token is
 * added, or the path is that of a server without one. Files whose names carry a hash may be kept by the browser for good.
 *
 * @param upstream Origin and path of the DICOMweb service.
 */
export async function serveOhif({ dist, upstream, token, port = 0 }) {
  const service = new URL(upstream);
  const files = new Map();
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://ohif');
    if (pathname.startsWith(DICOM_WEB)) {
      const wanted = request.url.slice(DICOM_WEB.length - 1);
      forward(request, response, service, { path: service.pathname + wanted, headers });
      return;
    }
    if (pathname === '/app-config.js') return send(response, '.js', Buffer.from(CONFIGURATION));
    const file = path.join(dist, decodeURIComponent(pathname));
    const known = file.startsWith(dist) ? await contentOf(files, file) : null;
    if (known) return send(response, path.extname(file), known, HASHED.test(path.basename(file)));
    // addresses of the application itself, such as /viewer
    send(response, '.html', await contentOf(files, path.join(dist, 'index.html')));
  });
  return listen(server, port);
}

async function contentOf(files, file) {
  if (!files.has(file)) files.set(file, await readFile(file).catch(() => null));
  return files.get(file);
}

function send(response, extension, body, isImmutable = false) {
  response.writeHead(200, {
    'content-type': TYPES[extension] ?? 'application/octet-stream',
    'content-length': body.length,
    'cache-control': isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  response.end(body);
}
