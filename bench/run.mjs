// `npm run bench NAME …`: runs one measurement; without a name, says which there are.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';

const names = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.mjs') && name !== 'run.mjs')
  .map((name) => name.replace(/\.mjs$/, ''));
const [name, ...rest] = process.argv.slice(2);
if (!names.includes(name)) {
  process.stdout.write(`measurements: ${names.join(', ')}\n`);
  process.exit(name === undefined ? 0 : 2);
}
const script = path.join(import.meta.dirname, `${name}.mjs`);
process.exit(spawnSync(process.execPath, [script, ...rest], { stdio: 'inherit' }).status ?? 1);
