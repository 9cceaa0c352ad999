import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SecretName } from '../../shared/ipc/fields';
import { errnoOf, writeAtomically } from '../disk/writeAtomically';
import type { SecretPorts } from './secretStore';

/** Sealed secrets, one file each, in `secrets/` of the profile folder. */
export function secretFiles(profile: string): Pick<SecretPorts, 'read' | 'write' | 'remove'> {
  const folder = join(profile, 'secrets');
  const pathOf = (name: SecretName): string => join(folder, `${name}.sealed`);
  return {
    read: async (name) => {
      try {
        return await readFile(pathOf(name));
      } catch (cause) {
        if (errnoOf(cause) === 'ENOENT') return null;
        throw cause;
      }
    },
    write: async (name, sealed) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeAtomically(pathOf(name), sealed);
    },
    remove: (name) => rm(pathOf(name), { force: true }),
  };
}
