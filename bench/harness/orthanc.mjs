import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const BINARY = '/usr/sbin/Orthanc';
const PLUGINS = '/usr/share/orthanc/plugins';
export const isInstalled = () =>
  existsSync(BINARY) && existsSync(path.join(PLUGINS, 'libOrthancDicomWeb.so'));

/**
 * Debian's Orthanc with its DICOMweb plugin, storage in a temporary folder, as synced or unsynced as it comes.
 * TCP_NODELAY is what makes its answers prompt; without it, the comparison would measure Nagle's algorithm.
 */
export async function startOrthanc() {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'huizhen-bench-orthanc-'));
  const port = await freePort();
  const configuration = path.join(dir, 'orthanc.json');
  await writeFile(
    configuration,
    JSON.stringify({
      Name: 'bench',
      StorageDirectory: path.join(dir, 'storage'),
      IndexDirectory: path.join(dir, 'storage'),
      HttpPort: port,
      DicomServerEnabled: false,
      RemoteAccessAllowed: false,
      AuthenticationEnabled: false,
      TcpNoDelay: true,
      Plugins: [PLUGINS],
      DicomWeb: { Enable: true, Root: '/dicom-web/' },
    }),
  );
  const child = spawn(BINARY, [configuration], {
    stdio: 'ignore',
    env: { ...process.env, TCP_NODELAY: '1' },
  });
  const exited = once(child, 'exit');
  const url = `http://127.0.0.1:${port}/dicom-web`;
  for (let attempt = 0; !(await answers(url)); attempt += 1) {
    if (attempt > 100) throw new Error('Orthanc did not start');
    await sleep(100);
  }
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      await exited;
      await rm(dir, { recursive: true, force: true });
    },
  };
}

const answers = (url) =>
  fetch(`${url}/studies`).then(
    (response) => response.ok,
    () => false,
  );

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}
