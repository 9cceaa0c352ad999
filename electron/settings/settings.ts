import { z } from 'zod';
import { err, ok, type Result } from '../../shared/lib/result';
import type { AppError } from '../../shared/domain/errors';
import { toWriteError } from '../disk/writeAtomically';
import { parseServerAddress } from './serverAddress';

const settingsSchema = z.object({
  serverAddress: z
    .string()
    .refine((address) => parseServerAddress(address).ok)
    .nullable(),
});
export type Settings = z.infer<typeof settingsSchema>;

export type SettingsPorts = {
  /** `null` when no settings were ever written. */
  readonly read: () => Promise<string | null>;
  readonly write: (text: string) => Promise<void>;
  /** Puts a file nobody can read aside, so that the technician can look at it. */
  readonly setAside: () => Promise<void>;
  readonly onDamaged: () => void;
};

export interface SettingsStore {
  readonly current: () => Settings;
  /** The file was damaged at the start and nothing was saved since. */
  readonly wasDamaged: () => boolean;
  /** Errors: `device.diskFull`, `desktop.cannotWriteFile`; the old settings stay in force. */
  readonly save: (next: Settings) => Promise<Result<Settings, AppError>>;
}

const FIRST_RUN: Settings = { serverAddress: null };

/** Settings of this machine. A damaged file is reported and put aside; the person is then asked as at first run. */
export async function openSettings(ports: SettingsPorts): Promise<SettingsStore> {
  const loaded = await load(ports);
  let current = loaded ?? FIRST_RUN;
  let isDamaged = loaded === null;
  return {
    current: () => current,
    wasDamaged: () => isDamaged,
    save: async (next) => {
      try {
        await ports.write(`${JSON.stringify(next, null, 2)}\n`);
      } catch (cause) {
        return err(toWriteError(cause));
      }
      current = next;
      isDamaged = false;
      return ok(next);
    },
  };
}

/** `null` when the file cannot be read as settings. */
async function load(ports: SettingsPorts): Promise<Settings | null> {
  const text = await ports.read();
  if (text === null) return FIRST_RUN;
  const parsed = settingsSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  ports.onDamaged();
  await ports.setAside();
  return null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no settings object; the schema refuses it and the caller reports it
  }
}
