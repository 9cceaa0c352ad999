import { ok } from '../../shared/lib/result';
import { refuse } from '../../shared/domain/errors';
import { ipcContract } from '../../shared/ipc/contract';
import type { IpcHandlers } from '../ipc/handlers';
import { canKeepSecrets, type KeyStore } from '../secrets/secretStore';

type App = { readonly getVersion: () => string; readonly isPackaged: boolean };

/** Handler of `app.info`. */
export function createAppInfo(
  app: App,
  keyStore: KeyStore,
  platformName: string = process.platform,
): IpcHandlers['app.info'] {
  return async () => {
    const platform = ipcContract['app.info'].output.shape.platform.safeParse(platformName);
    if (!platform.success) return refuse('unsupported', 'desktop.only');
    return ok({
      version: app.getVersion(),
      platform: platform.data,
      isPackaged: app.isPackaged,
      canKeepSecrets: await canKeepSecrets(keyStore),
    });
  };
}
