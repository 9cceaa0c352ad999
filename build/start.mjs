// `npm start`: set up what is missing, start the server with its own database and the demo data, open the workstation. The media
// component takes minutes where it has to be built: that goes on beside the running product, which says so in the conference.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { runsHere, workerBinary } from './media/worker-binary.mjs';
import { buildIfStale, installPackages, requireNode, root, say } from './setup.mjs';

requireNode();
installPackages();
buildIfStale();

const env = {
  HUIZHEN_DEMO: '1',
  HUIZHEN_LOG: 'warn',
  MEDIASOUP_WORKER_BIN: workerBinary(),
  ...process.env,
};
const server = spawn(process.execPath, ['--enable-source-maps', 'dist/server/main.mjs'], {
  cwd: root,
  env,
  stdio: ['ignore', 'pipe', 'inherit'],
});
let workstation = null;
let preparing = null;
let stopping = false;

/** Ctrl-C reaches us and the server; elsewhere (kill, service manager) only us: pass it on, then wait for its end. */
function stop() {
  if (stopping) return;
  stopping = true;
  workstation?.kill();
  preparing?.kill();
  server.kill('SIGTERM');
}
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
server.on('exit', (code) => {
  workstation?.kill();
  preparing?.kill();
  process.exit(stopping ? 0 : (code ?? 1));
});

let pending = '';
server.stdout.setEncoding('utf8').on('data', (chunk) => {
  pending += chunk;
  const lines = pending.split('\n');
  pending = lines.pop() ?? '';
  for (const line of lines) {
    const address = /^ready: (.+)$/.exec(line)?.[1];
    if (address) opened(address);
    else say(`  ${line}`);
  }
});

function opened(address) {
  const electron = electronBinary();
  say('');
  say(`会诊工作站已就绪 Huizhen is ready:  ${address}`);
  if (env.HUIZHEN_DEMO === '1') {
    say(
      '演示账号 demo accounts: county county2 triage coordinator expert1 expert2 chief technician sysadmin auditor',
    );
    say('密码 password: huizhen-demo');
  }
  say('按 Ctrl-C 停止。 Ctrl-C stops everything.');
  prepareMedia();
  if (electron) {
    workstation = spawn(electron, ['.'], {
      cwd: root,
      env: { ...process.env, HUIZHEN_SERVER_URL: address },
      stdio: 'ignore',
    });
  }
}

/** Beside the product and behind it: the compilers take what is left of the processor. */
function prepareMedia() {
  if (runsHere(env.MEDIASOUP_WORKER_BIN)) return;
  say(
    '会议组件正在后台准备，其余功能已可使用。 The conference component is being prepared meanwhile.',
  );
  preparing = spawn(process.execPath, ['build/mediasoup-worker.mjs'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env,
  });
  try {
    os.setPriority(preparing.pid ?? 0, os.constants.priority.PRIORITY_LOW);
  } catch {
    // not allowed here: it only takes longer for everybody
  }
}

/** The desktop shell, where its binary was downloaded and a display exists; otherwise the browser is the workstation. */
function electronBinary() {
  const hasDisplay =
    process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!hasDisplay || process.env.HUIZHEN_NO_WINDOW) return null;
  const packageDir = path.dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const name = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[
    process.platform
  ];
  const binary = path.join(
    process.env.ELECTRON_OVERRIDE_DIST_PATH ?? path.join(packageDir, 'dist'),
    name ?? 'electron',
  );
  return existsSync(binary) ? binary : null;
}
