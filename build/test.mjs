// `npm test`: sets up what the tests need and runs everything CI runs.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { prepareWorker } from './mediasoup-worker.mjs';
import { installPackages, requireNode, root, run, say } from './setup.mjs';

/** Peers and eyes of the tests: a browser, an independent DICOM toolkit, a PDF reader, a font with all of Unicode's Han. */
const DEBIAN_PACKAGES = {
  chromium: 'chromium',
  dcmdump: 'dcmtk',
  pdftotext: 'poppler-utils',
  'fc-list': 'fontconfig',
};
const FONT = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc';

function installDebianPackages() {
  const missing = Object.entries(DEBIAN_PACKAGES)
    .filter(([program]) => spawnSync('which', [program]).status !== 0)
    .map(([, name]) => name);
  if (!existsSync(FONT)) missing.push('fonts-noto-cjk');
  if (missing.length === 0) return;
  if (!existsSync('/usr/bin/apt-get')) {
    say(`tests need: ${missing.join(', ')}; install them and run again`);
    process.exit(1);
  }
  const sudo = process.getuid?.() === 0 ? [] : ['sudo'];
  const apt = (...args) => {
    const [command, ...rest] = [...sudo, 'apt-get', ...args];
    run(command, rest, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  };
  say(`installing ${missing.join(', ')}`);
  apt('update', '-qq');
  apt('install', '-y', '-qq', '--no-install-recommends', ...missing);
}

requireNode();
installPackages();
installDebianPackages();
process.env.MEDIASOUP_WORKER_BIN = await prepareWorker({ mayAskForPassword: true });
const npx = (...args) => run(process.execPath, args);
run('npm', ['run', '--silent', 'check'], { cwd: root });
npx('build/bundle.mjs');
// one after the other: two cores, and a browser that shares them with a database test times out
for (const projects of [['unit', 'component'], ['integration'], ['e2e']]) {
  npx('node_modules/vitest/vitest.mjs', 'run', ...projects.flatMap((name) => ['--project', name]));
}
