import { ok, type Result } from '../../shared/lib/result';
import { refuse, type AppError } from '../../shared/domain/errors';
import type { SecretName } from '../../shared/ipc/fields';
import type { IpcHandlers } from '../ipc/handlers';
import { toWriteError } from '../disk/writeAtomically';

/** The operating system's key store; the shape of Electron's `safeStorage`. */
export type KeyStore = {
  readonly isAsyncEncryptionAvailable: () => Promise<boolean>;
  /** Only Linux has a choice of backends. */
  readonly getSelectedStorageBackend: (() => string) | null;
  readonly encryptStringAsync: (plain: string) => Promise<Uint8Array>;
  readonly decryptStringAsync: (
    sealed: Buffer,
  ) => Promise<{ readonly result: string; readonly shouldReEncrypt: boolean }>;
};

export type SecretPorts = {
  readonly keyStore: KeyStore;
  /** `null` when nothing is stored under the name. */
  readonly read: (name: SecretName) => Promise<Buffer | null>;
  readonly write: (name: SecretName, sealed: Uint8Array) => Promise<void>;
  readonly remove: (name: SecretName) => Promise<void>;
  readonly onFailure: (cause: unknown) => void;
};

/**
 * `basic_text` seals with a password that is the same on every machine, and `unknown` says nobody has looked yet: both
 * are plain text with extra steps, so nothing is stored at all.
 */
export async function canKeepSecrets(keyStore: KeyStore): Promise<boolean> {
  const backend = keyStore.getSelectedStorageBackend?.() ?? null;
  if (backend === 'basic_text' || backend === 'unknown') return false;
  return keyStore.isAsyncEncryptionAvailable();
}

/** Handlers of `secrets.get` and `secrets.set`; without a real key store both refuse. */
export function createSecretHandlers(
  ports: SecretPorts,
): Pick<IpcHandlers, 'secrets.get' | 'secrets.set'> {
  return {
    'secrets.get': async ({ name }) => {
      if (!(await canKeepSecrets(ports.keyStore))) return unavailable();
      try {
        const sealed = await ports.read(name);
        return ok({ value: sealed === null ? null : await unseal(ports, name, sealed) });
      } catch (cause) {
        ports.onFailure(cause);
        return refuse('device', 'desktop.secretUnreadable');
      }
    },
    'secrets.set': async ({ name, value }) => {
      // Forgetting must work even where keeping does not.
      if (value !== null && !(await canKeepSecrets(ports.keyStore))) return unavailable();
      try {
        if (value === null) await ports.remove(name);
        else await ports.write(name, await ports.keyStore.encryptStringAsync(value));
        return ok({ isStored: value !== null });
      } catch (cause) {
        ports.onFailure(cause);
        return { ok: false, error: toWriteError(cause) };
      }
    },
  };
}

async function unseal(ports: SecretPorts, name: SecretName, sealed: Buffer): Promise<string> {
  const first = await ports.keyStore.decryptStringAsync(sealed);
  if (!first.shouldReEncrypt) return first.result;
  // The system rotated its key: a second call answers under the new one, and the file follows.
  const { result } = await ports.keyStore.decryptStringAsync(sealed);
  await ports.write(name, await ports.keyStore.encryptStringAsync(result));
  return result;
}

function unavailable(): Result<never, AppError> {
  return refuse('device', 'desktop.secretsUnavailable');
}
