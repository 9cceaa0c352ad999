// Writes docs/openapi.json from the contract; with --check, fails when the committed file differs.
import { build } from 'esbuild';
import { readFile, writeFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { root, say } from './setup.mjs';

const target = path.join(root, 'docs/openapi.json');
const bundle = path.join(root, 'dist/openapi-writer.mjs');
await build({
  entryPoints: [path.join(root, 'server/http/openapiDocument.ts')],
  outfile: bundle,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
});
const { openapiDocument } = await import(bundle);
const text = `${JSON.stringify(await openapiDocument(), null, 1)}\n`;
await rm(bundle);
if (process.argv.includes('--check')) {
  const committed = await readFile(target, 'utf8').catch(() => '');
  if (committed !== text) {
    say('docs/openapi.json differs from the contract: run `npm run openapi` and commit it');
    process.exit(1);
  }
} else {
  await writeFile(target, text);
}
