import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createImportRoute } from '../protocol/importRoute';
import { createImportRegistry } from './importRegistry';
import { createImportHandlers } from './pickForImport';
import { walkFolder } from './walkFolder';

const WINDOW = 3;
const DICOM = Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), Buffer.from('slice')]);

/** A disc as burners write it: index, images, a viewer program, and a link that leads away. */
async function aDisc({ withIndex = true } = {}): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'disc-'));
  await mkdir(join(root, 'IMAGES/SE1'), { recursive: true });
  if (withIndex) await writeFile(join(root, 'DICOMDIR'), DICOM);
  await writeFile(join(root, 'IMAGES/SE1/I0001'), DICOM);
  await writeFile(join(root, 'IMAGES/SE1/I0002'), DICOM);
  await writeFile(join(root, 'VIEWER.EXE'), 'MZ');
  await symlink('/etc/hostname', join(root, 'IMAGES/link'));
  return root;
}

function picker(answer: readonly string[]) {
  const registry = createImportRegistry();
  const failures: unknown[] = [];
  const handlers = createImportHandlers({
    registry,
    askForFiles: async () => answer,
    askForFolder: async () => answer[0] ?? null,
    onFailure: (cause) => failures.push(cause),
  });
  const serve = createImportRoute({ registry, onFailure: (cause) => failures.push(cause) });
  return {
    registry,
    failures,
    pick: (kind: 'files' | 'folder' | 'medium') =>
      handlers['files.pickForImport']({ kind }, { senderId: WINDOW }),
    release: (handles: Parameters<typeof registry.release>[1], senderId = WINDOW) =>
      handlers['files.releaseImport']({ handles: [...handles] }, { senderId }),
    fetch: (handle: string, headers: Record<string, string> = {}, method = 'GET') =>
      serve(
        new Request(`app://workstation/import/${handle}`, {
          method,
          headers: { origin: 'app://workstation', ...headers },
        }),
      ),
  };
}

async function picked(kind: 'files' | 'folder' | 'medium', answer: readonly string[]) {
  const door = picker(answer);
  const reply = await door.pick(kind);
  if (!reply.ok) throw new Error(reply.error.code);
  return { ...door, value: reply.value, handle: reply.value.files[0]?.handle ?? 'none' };
}

describe('picking files for import', () => {
  it('says that the person closed the dialog', async () => {
    for (const kind of ['files', 'folder'] as const) {
      expect((await picked(kind, [])).value).toEqual({
        isCancelled: true,
        files: [],
        skippedCount: 0,
      });
    }
  });

  it('gives names, sizes and handles, and no path in any of them', async () => {
    const root = await aDisc();
    const { value } = await picked('folder', [root]);
    expect(value.files.map(({ name, sizeBytes }) => [name, sizeBytes])).toEqual([
      ['DICOMDIR', DICOM.length],
      ['VIEWER.EXE', 2],
      ['I0001', DICOM.length],
      ['I0002', DICOM.length],
    ]);
    expect(value.skippedCount).toBe(1);
    expect(JSON.stringify(value)).not.toMatch(/disc-|IMAGES|\/tmp/);
  });

  it('takes the images of a medium, not its index, its viewer or its links', async () => {
    const { value } = await picked('medium', [await aDisc()]);
    expect([value.files.map((file) => file.name), value.skippedCount]).toEqual([
      ['I0001', 'I0002'],
      3,
    ]);
  });

  it('refuses a folder without DICOMDIR as a medium', async () => {
    expect(await picker([await aDisc({ withIndex: false })]).pick('medium')).toMatchObject({
      ok: false,
      error: { code: 'desktop.noDicomdir' },
    });
  });

  it('refuses more files or folders than the limits instead of cutting the list', async () => {
    const root = await aDisc();
    const tooMany = { ok: false, error: { code: 'desktop.tooManyFiles', params: {} } };
    expect(await walkFolder(root, { files: 3, depth: 9 })).toMatchObject(tooMany);
    expect(await walkFolder(root, { files: 99, depth: 1 })).toMatchObject(tooMany);
    expect(await walkFolder(root, { files: 4, depth: 2 })).toMatchObject({ ok: true });
  });

  it('reports a folder that cannot be read', async () => {
    const door = picker(['/nonexistent/folder']);
    expect(await door.pick('folder')).toMatchObject({
      ok: false,
      error: { code: 'desktop.cannotReadFile', params: { reason: 'ENOENT' } },
    });
    expect(door.failures).toHaveLength(1);
  });
});

describe('app://workstation/import/', () => {
  it('streams a picked file whole and in part', async () => {
    const { fetch, handle } = await picked('medium', [await aDisc()]);
    const whole = await fetch(handle);
    expect([whole.status, Buffer.from(await whole.arrayBuffer())]).toEqual([200, DICOM]);
    const part = await fetch(handle, { range: 'bytes=128-131' });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      `bytes 128-131/${DICOM.length}`,
      'DICM',
    ]);
  });

  it.each([['https://evil.example'], ['app://elsewhere'], ['null']])(
    'refuses a request from %j',
    async (origin) => {
      const { fetch, handle } = await picked('medium', [await aDisc()]);
      expect((await fetch(handle, { origin })).status).toBe(403);
    },
  );

  it('knows no handle but those given out', async () => {
    const { fetch } = await picked('medium', [await aDisc()]);
    expect((await fetch('0f9f1d0e-6c0e-4a6e-8a55-5f0f4c0b7a01')).status).toBe(404);
  });

  it('refuses a file that changed since it was picked', async () => {
    const root = await aDisc();
    const { fetch, handle } = await picked('medium', [root]);
    await writeFile(join(root, 'IMAGES/SE1/I0001'), 'another patient');
    expect((await fetch(handle)).status).toBe(409);
  });

  it('answers a range behind the end with 416 and reports a file that vanished', async () => {
    const { fetch, handle } = await picked('medium', [await aDisc()]);
    expect((await fetch(handle, { range: 'bytes=9999-' })).status).toBe(416);
    const door = picker([]);
    const lost = door.registry.add(WINDOW, { path: '/nonexistent', sizeBytes: 1, modifiedMs: 0 });
    expect([(await door.fetch(lost)).status, door.failures.length]).toEqual([500, 1]);
  });

  it('forgets handles on release and with their window, but not those of another', async () => {
    const door = await picked('medium', [await aDisc()]);
    const handles = door.value.files.map((file) => file.handle);
    expect(await door.release(handles, 99)).toMatchObject({ value: { releasedCount: 0 } });
    expect(await door.release(handles.slice(0, 1))).toMatchObject({ value: { releasedCount: 1 } });
    door.registry.releaseAllOf(99);
    expect((await door.fetch(handles[1] ?? '')).status).toBe(200);
    door.registry.releaseAllOf(WINDOW);
    expect((await door.fetch(handles[1] ?? '')).status).toBe(404);
  });
});
