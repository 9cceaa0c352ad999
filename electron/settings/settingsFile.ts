import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf, writeAtomically } from '../disk/writeAtomically';
import type { SettingsPorts } from './settings';

/** Settings as `settings.json` in the profile folder. */
export function settingsFile(folder: string): Omit<SettingsPorts, 'onDamaged'> {
  const path = join(folder, 'settings.json');
  return {
    read: async () => {
      try {
        return await readFile(path, 'utf8');
      } catch (cause) {
        if (errnoOf(cause) === 'ENOENT') return null;
        throw cause;
      }
    },
    write: (text) => writeAtomically(path, text),
    setAside: () => rename(path, `${path}.damaged`),
  };
}
