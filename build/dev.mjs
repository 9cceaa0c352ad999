// `npm run dev`: the server as `npm start` runs it, and the portal from its sources, changed pages at once. The server's own
// sources are read again at the next start.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { installPackages, requireNode, root, say } from './setup.mjs';

// before both need them
requireNode();
installPackages();

const port = process.env.HUIZHEN_PORT ?? '8080';
const env = { HUIZHEN_NO_WINDOW: '1', ...process.env, HUIZHEN_PORT: port };
const start = spawn(process.execPath, [path.join(root, 'build/start.mjs')], {
  env,
  stdio: 'inherit',
});
const vite = spawn(process.execPath, [path.join(root, 'node_modules/vite/bin/vite.js')], {
  cwd: root,
  env: { ...env, HUIZHEN_DEV_SERVER: `http://127.0.0.1:${port}` },
  stdio: 'inherit',
});
say('portal from its sources:  http://127.0.0.1:5173');

// Vite has nothing to lose, and waits for its last connection when asked kindly
const stop = () => {
  start.kill('SIGTERM');
  vite.kill('SIGKILL');
};
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
for (const child of [start, vite]) child.on('exit', stop);
start.on('exit', (code) => (process.exitCode = code ?? 1));
