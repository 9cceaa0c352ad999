import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, open, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { beforeAll, describe, expect, it } from 'vitest';
import { installProgram } from './desktopFixture';

const repository = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);

/** What `@electron/fuses` looks for in the binary: a marker, version 1, eight fuses, all still as Electron ships them. */
const FUSE_WIRE = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 8]),
  Buffer.from('10110001'),
]);

/** A fuse is one ASCII digit in the binary. */
const FUSE_ON = '1'.charCodeAt(0);

/** Stands in for the unpacked Electron, which cannot be had without a download. */
async function electronStub(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'electron-stub-'));
  await mkdir(join(folder, 'resources'));
  await writeFile(join(folder, 'electron'), FUSE_WIRE);
  await chmod(join(folder, 'electron'), 0o755);
  await writeFile(join(folder, 'LICENSE'), '');
  await writeFile(join(folder, 'LICENSES.chromium.html'), '');
  return folder;
}

/** The program as built, surrounded by everything that must stay out of an installer. */
async function projectWithDecoys(): Promise<string> {
  const folder = await installProgram('specPage');
  const { name, version, main, description, author } = JSON.parse(
    await readFile(join(repository, 'package.json'), 'utf8'),
  ) as Record<string, string>;
  const dependencies = { 'electron-updater': '6.8.10', fastify: '5.0.0' };
  const manifest = { name, version, main, description, author, dependencies };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await cp(join(repository, 'electron-builder.yml'), join(folder, 'electron-builder.yml'));
  for (const decoy of [
    'node_modules/fastify/index.js',
    'node_modules/electron-updater/index.js',
    'dist/server/main.mjs',
    'dist/types/electron/main.d.ts',
    'dist/electron/main.cjs.map',
    'server/main.ts',
    'resources/demo/patient.dcm',
    '.env',
  ]) {
    await mkdir(join(folder, decoy, '..'), { recursive: true });
    await writeFile(join(folder, decoy), 'decoy');
  }
  for (const dependency of Object.keys(dependencies)) {
    const file = join(folder, 'node_modules', dependency, 'package.json');
    await writeFile(file, JSON.stringify({ name: dependency, version: '1.0.0' }));
  }
  return folder;
}

type AsarNode = { readonly files?: Readonly<Record<string, AsarNode>> };

/** File names in an asar archive. Its header is JSON behind four 32-bit numbers; the last is the length of the JSON. */
async function asarFiles(path: string): Promise<string[]> {
  const file = await open(path);
  try {
    const { buffer: head } = await file.read(Buffer.alloc(16), 0, 16, 0);
    const length = head.readUInt32LE(12);
    const { buffer: json } = await file.read(Buffer.alloc(length), 0, length, 16);
    const walk = (node: AsarNode, prefix: string): string[] =>
      Object.entries(node.files ?? {}).flatMap(([name, child]) =>
        child.files === undefined ? [prefix + name] : walk(child, `${prefix}${name}/`),
      );
    return walk(JSON.parse(json.toString()) as AsarNode, '').sort();
  } finally {
    await file.close();
  }
}

describe('the packed program', () => {
  let unpacked: string;

  beforeAll(async () => {
    const [project, electronDist] = [await projectWithDecoys(), await electronStub()];
    const output = join(project, 'release');
    const cli = createRequire(import.meta.url).resolve('electron-builder/cli.js');
    await run(
      process.execPath,
      [
        cli,
        '--linux',
        '--dir',
        '--publish=never',
        `--projectDir=${project}`,
        `--config.electronDist=${electronDist}`,
        '--config.electronVersion=45.4.1',
        `--config.directories.output=${output}`,
      ],
      { cwd: project },
    );
    unpacked = join(output, 'linux-unpacked');
  });

  it('holds the bundles, the page, the icons and its manifest, and nothing else', async () => {
    expect(await asarFiles(join(unpacked, 'resources/app.asar'))).toEqual([
      'dist/electron/main.cjs',
      'dist/electron/preload.cjs',
      'dist/renderer/index.html',
      'dist/renderer/page.js',
      'package.json',
      'resources/icons/icon.icns',
      'resources/icons/icon.ico',
      'resources/icons/icon.png',
      'resources/icons/icon.svg',
    ]);
  });

  it('can neither be run as Node nor be debugged, and loads only its own archive', async () => {
    const wire = await getCurrentFuseWire(join(unpacked, 'huizhen'));
    const isOn = (fuse: FuseV1Options): boolean => Number(wire[fuse]) === FUSE_ON;
    expect({
      runAsNode: isOn(FuseV1Options.RunAsNode),
      nodeOptions: isOn(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: isOn(FuseV1Options.EnableNodeCliInspectArguments),
      filePrivileges: isOn(FuseV1Options.GrantFileProtocolExtraPrivileges),
      cookieEncryption: isOn(FuseV1Options.EnableCookieEncryption),
      asarIntegrity: isOn(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyAsar: isOn(FuseV1Options.OnlyLoadAppFromAsar),
    }).toEqual({
      runAsNode: false,
      nodeOptions: false,
      inspect: false,
      filePrivileges: false,
      cookieEncryption: true,
      asarIntegrity: true,
      onlyAsar: true,
    });
  });
});
