import { basename, dirname } from 'node:path';
import { ok, type Result } from '../../shared/lib/result';
import { refuse, type AppError } from '../../shared/domain/errors';
import type { IpcHandlers } from '../ipc/handlers';
import { errnoOf } from '../disk/writeAtomically';
import type { ImportRegistry } from './importRegistry';
import { hasDicomPrefix, pickedFile, walkFolder, type Walk } from './walkFolder';

export type PickPorts = {
  readonly registry: ImportRegistry;
  /** The system's dialog; `[]` when the person closed it. */
  readonly askForFiles: (senderId: number) => Promise<readonly string[]>;
  readonly askForFolder: (senderId: number) => Promise<string | null>;
  readonly onFailure: (cause: unknown) => void;
};

type Kind = 'files' | 'folder' | 'medium';

/** Handlers of `files.pickForImport` and `files.releaseImport`. Paths end here. */
export function createImportHandlers(
  ports: PickPorts,
): Pick<IpcHandlers, 'files.pickForImport' | 'files.releaseImport'> {
  return {
    'files.pickForImport': async ({ kind }, { senderId }) => {
      const chosen = await ask(ports, kind, senderId);
      if (chosen.length === 0) return ok({ isCancelled: true, files: [], skippedCount: 0 });
      try {
        const walk = await collect(kind, chosen);
        if (!walk.ok) return walk;
        const files = walk.value.files.map((file) => ({
          handle: ports.registry.add(senderId, file),
          name: basename(file.path),
          sizeBytes: file.sizeBytes,
        }));
        return ok({ isCancelled: false, files, skippedCount: walk.value.skippedCount });
      } catch (cause) {
        ports.onFailure(cause);
        return refuse('device', 'desktop.cannotReadFile', { params: { reason: errnoOf(cause) } });
      }
    },
    'files.releaseImport': async ({ handles }, { senderId }) =>
      ok({ releasedCount: ports.registry.release(senderId, handles) }),
  };
}

async function ask(ports: PickPorts, kind: Kind, senderId: number): Promise<readonly string[]> {
  if (kind === 'files') return ports.askForFiles(senderId);
  const folder = await ports.askForFolder(senderId);
  return folder === null ? [] : [folder];
}

async function collect(kind: Kind, chosen: readonly string[]): Promise<Result<Walk, AppError>> {
  if (kind === 'files') {
    return ok({ files: await Promise.all(chosen.map(pickedFile)), skippedCount: 0 });
  }
  const root = chosen[0] ?? '';
  const walk = await walkFolder(root);
  return kind === 'medium' && walk.ok ? dicomOnly(root, walk.value) : walk;
}

/**
 * The DICOM files of a medium, without its index and without the viewer program burners add. The index is only asked for,
 * not followed: burners are known to write incomplete ones, and a slice it forgets must not be lost.
 */
async function dicomOnly(root: string, walk: Walk): Promise<Result<Walk, AppError>> {
  // ISO 9660 without extensions shows a version number: `DICOMDIR;1`.
  const isIndex = (path: string): boolean =>
    dirname(path) === root && /^dicomdir(;1)?$/i.test(basename(path));
  if (!walk.files.some((file) => isIndex(file.path))) {
    return refuse('validation', 'desktop.noDicomdir');
  }
  const files = [];
  for (const file of walk.files) {
    if (!isIndex(file.path) && (await hasDicomPrefix(file.path))) files.push(file);
  }
  return ok({ files, skippedCount: walk.skippedCount + walk.files.length - files.length });
}
