import { appError, type AppError } from '../../../shared/domain/errors';
import { err, ok } from '../../../shared/lib/result';
import type { DeviceSubscription, PushDevice } from '../../ports/pushDevice';

type Options = {
  readonly support?: PushDevice['support'];
  readonly permission?: ReturnType<PushDevice['permission']>;
  /** What the person answers when asked. */
  readonly answer?: 'granted' | 'denied' | 'default';
  readonly unreachable?: boolean;
  readonly subscribed?: boolean;
};

export const A_SUBSCRIPTION: DeviceSubscription = {
  endpoint: 'https://fcm.googleapis.com/fcm/send/this-device',
  keys: { p256dh: 'p', auth: 'a' },
};

/** A browser without a browser: remembers what it was asked. */
export function createFakePushDevice(options: Options = {}) {
  const { support = 'supported', answer = 'granted', unreachable = false } = options;
  let permission = options.permission ?? (options.subscribed ? 'granted' : 'default');
  let current = options.subscribed ? A_SUBSCRIPTION : null;
  const asked: string[] = [];
  const listeners = new Set<(caseId: string) => void>();
  const device: PushDevice = {
    support,
    permission: () => permission,
    current: async () => current,
    async subscribe(publicKey, language) {
      asked.push(`subscribe ${publicKey} ${language}`);
      permission = answer;
      const refusal: AppError | null =
        answer !== 'granted'
          ? appError('forbidden', 'push.dismissed')
          : unreachable
            ? appError('unavailable', 'push.unreachable')
            : null;
      if (refusal) return err(refusal);
      current = A_SUBSCRIPTION;
      return ok(A_SUBSCRIPTION);
    },
    async unsubscribe() {
      asked.push('unsubscribe');
      current = null;
    },
    async speak(language) {
      asked.push(`speak ${language}`);
    },
    onOpenCase(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  return {
    device,
    asked,
    isSubscribed: () => current !== null,
    click: (caseId: string) => listeners.forEach((listener) => listener(caseId)),
  };
}
