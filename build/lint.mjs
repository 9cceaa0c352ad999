// ESLint with types, a part of the tree at a time: the programs of all parts together do not fit into one process's memory.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root } from './setup.mjs';

const PARTS = ['shared', 'server', 'gateway', 'renderer'];
const eslint = (...args) =>
  spawnSync(process.execPath, [path.join(root, 'node_modules/eslint/bin/eslint.js'), ...args], {
    cwd: root,
    stdio: 'inherit',
  }).status === 0;

const rest = ['.', ...PARTS.flatMap((part) => ['--ignore-pattern', `${part}/**`])];
const passed = [...PARTS.map((part) => [part]), rest].map((args) =>
  eslint(...args, '--max-warnings', '0'),
);
process.exit(passed.every(Boolean) ? 0 : 1);
