import { removePushSubscription, savePushSubscription } from '../../shared/api/notifications';
import { getServerInfo } from '../../shared/api/sessions';
import type { AppError } from '../../shared/domain/errors';
import type { Language } from '../../shared/i18n/index';
import type { PushDevice } from '../ports/pushDevice';
import type { ApiClient } from './api';
import { createObservable, type Observable } from './observable';

export type PushState =
  /** The desktop program tells by itself. */
  | { readonly status: 'notNeeded' }
  | { readonly status: 'unsupported' }
  /** The portal is not served over https. */
  | { readonly status: 'insecure' }
  /** The person, or a policy, has forbidden it in the browser; only there can it be allowed again. */
  | { readonly status: 'blocked' }
  | { readonly status: 'off'; readonly failure: AppError | null }
  | { readonly status: 'working' }
  | { readonly status: 'on' };

/** Pushes to this device, for the person who is signed in on it. */
export type Push = {
  readonly state: Observable<PushState>;
  turnOn(language: Language): Promise<void>;
  turnOff(): Promise<void>;
  /** Somebody has signed in: what was subscribed by another person on this device ends. */
  begin(userId: string): Promise<void>;
  /** Somebody is about to sign out, while the server still knows him. */
  end(): Promise<void>;
  speak(language: Language): Promise<void>;
  readonly onOpenCase: PushDevice['onOpenCase'];
};

/** Whose subscription this device has; the endpoint itself names nobody. */
export type PushOwner = { read(): string | null; write(userId: string | null): void };

export function createPush(deps: {
  readonly api: ApiClient;
  readonly device: PushDevice;
  readonly owner: PushOwner;
  readonly isDesktop: boolean;
  readonly patienceMs?: number;
}): Push {
  const { api, device, owner, isDesktop, patienceMs = PATIENCE_MS } = deps;
  const state = createObservable<PushState>(atFirst());
  let userId: string | null = null;

  function atFirst(): PushState {
    if (isDesktop) return { status: 'notNeeded' };
    return device.support === 'supported'
      ? { status: 'off', failure: null }
      : { status: device.support };
  }
  const isPossible = () => !isDesktop && device.support === 'supported';
  const off = (failure: AppError | null = null) =>
    state.set(
      device.permission() === 'denied' ? { status: 'blocked' } : { status: 'off', failure },
    );

  const forget = async () => {
    const subscription = await device.current();
    owner.write(null);
    await device.unsubscribe();
    // even when this is lost: the push service answers for the ended subscription, and the server then forgets it
    if (subscription)
      await api(removePushSubscription, { body: { endpoint: subscription.endpoint } });
  };

  return {
    state,
    onOpenCase: device.onOpenCase,
    speak: device.speak,
    async turnOn(language) {
      if (!isPossible() || userId === null) return;
      state.set({ status: 'working' });
      const info = await api(getServerInfo, {});
      if (!info.ok) return off(info.error);
      const made = await device.subscribe(info.value.pushPublicKey, language);
      if (!made.ok) return off(made.error);
      const saved = await api(savePushSubscription, { body: made.value });
      if (!saved.ok) {
        await device.unsubscribe();
        return off(saved.error);
      }
      owner.write(userId);
      state.set({ status: 'on' });
    },
    async turnOff() {
      if (!isPossible()) return;
      state.set({ status: 'working' });
      await forget();
      off();
    },
    async begin(now) {
      userId = now;
      if (!isPossible()) return;
      const subscription = await device.current();
      if (!subscription || device.permission() !== 'granted') return off();
      if (owner.read() !== now) {
        await forget();
        return off();
      }
      state.set({ status: 'on' });
      // the server may have lost it meanwhile; should this fail, the next start says it again
      await api(savePushSubscription, { body: subscription });
    },
    async end() {
      userId = null;
      if (!isPossible()) return;
      // a server that does not answer must not keep anybody from signing out
      await Promise.race([forget(), pause(patienceMs)]);
      off();
    },
  };
}

const PATIENCE_MS = 3_000;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
