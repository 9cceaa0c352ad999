import { ok } from '../../shared/lib/result';
import type { IpcHandlers } from '../ipc/handlers';
import { parseServerAddress } from './serverAddress';
import type { SettingsStore } from './settings';

export type ServerSetting = Pick<IpcHandlers, 'server.getAddress' | 'server.setAddress'> & {
  /** Origin in force, `null` before the first set-up. */
  readonly origin: () => string | null;
};

/**
 * @param startedWith - Address given when the program was started from its sources; it wins until somebody sets another.
 *   Never given in an installed program, where a crafted link could smuggle it in as an argument.
 */
export function createServerSetting(
  settings: SettingsStore,
  startedWith: string | null,
): ServerSetting {
  const given = startedWith === null ? null : parseServerAddress(startedWith);
  if (given !== null && !given.ok) throw new Error(`start address refused: ${given.error.code}`);
  let override = given === null ? null : given.value;
  const origin = (): string | null => override ?? settings.current().serverAddress;
  return {
    origin,
    'server.getAddress': async () =>
      ok({
        address: origin(),
        problem: settings.wasDamaged() ? 'desktop.settingsDamaged' : null,
      }),
    'server.setAddress': async ({ address }) => {
      const parsed = parseServerAddress(address);
      if (!parsed.ok) return parsed;
      const before = origin();
      const saved = await settings.save({ ...settings.current(), serverAddress: parsed.value });
      if (!saved.ok) return saved;
      override = null;
      return ok({ address: parsed.value, needsReload: before !== parsed.value });
    },
  };
}
