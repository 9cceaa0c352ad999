// Each folder compiles under its own configuration: what it may use is what its `lib` and `types` name.
import { spawnSync } from 'node:child_process';

const folders = [
  'shared',
  'server',
  'gateway',
  'renderer',
  'renderer/serviceWorker',
  'electron',
  'electron/preload',
  'e2e',
  'build',
];
let failed = false;
for (const folder of folders) {
  const { status } = spawnSync('node_modules/.bin/tsc', ['-p', folder, '--pretty', 'false'], {
    stdio: 'inherit',
  });
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
