import { appError } from '../../../shared/domain/errors';
import { isCaseId } from '../../../shared/domain/notification/pushPayload';
import { err, ok } from '../../../shared/lib/result';
import type { DeviceSubscription, PushDevice } from '../../ports/pushDevice';

/** Built beside the page (build/bundle.mjs); its folder is what it is responsible for. */
const WORKER = './sw.js';

/** Web push through the browser's own service worker and push service. */
export function createPushDevice(browser: Window & typeof globalThis = window): PushDevice {
  const { navigator } = browser;
  const support = supportOf(browser);
  const registration = () =>
    navigator.serviceWorker.getRegistration(new URL('./', browser.location.href));
  const subscription = async () =>
    (await (await registration())?.pushManager.getSubscription()) ?? null;

  return {
    support,
    permission: () => (support === 'supported' ? browser.Notification.permission : 'denied'),
    async current() {
      if (support !== 'supported') return null;
      return settled(subscription, null).then((found) => found && toPlain(found));
    },
    async subscribe(publicKey, language) {
      const permission = await settled(() => browser.Notification.requestPermission(), 'default');
      if (permission !== 'granted') return err(appError('forbidden', 'push.dismissed'));
      try {
        const worker = await register(language);
        const key = bytesOf(publicKey);
        const known = await worker.pushManager.getSubscription();
        // one made for another server key would be refused by the push service, message by message
        if (known && !isSameKey(known.options.applicationServerKey, key)) await known.unsubscribe();
        const made = await worker.pushManager.subscribe({
          userVisibleOnly: true,
          applicationServerKey: key,
        });
        return ok(toPlain(made));
      } catch (cause) {
        // a worker that will never be woken has no business here
        await settled(async () => void (await (await registration())?.unregister()), undefined);
        const message = cause instanceof Error ? cause.name : 'unknown';
        return err(appError('unavailable', 'push.unreachable', { message }));
      }
    },
    async unsubscribe() {
      await settled(async () => {
        await (await subscription())?.unsubscribe();
        await (await registration())?.unregister();
      }, undefined);
    },
    async speak(language) {
      if (support !== 'supported') return;
      await settled(async () => {
        if (await subscription()) await register(language);
      }, undefined);
    },
    onOpenCase(listener) {
      if (support !== 'supported') return () => undefined;
      const hear = ({ data }: MessageEvent<unknown>) => {
        const message = data as { type?: unknown; caseId?: unknown } | null;
        if (message?.type === 'openCase' && isCaseId(message.caseId)) listener(message.caseId);
      };
      navigator.serviceWorker.addEventListener('message', hear);
      return () => navigator.serviceWorker.removeEventListener('message', hear);
    },
  };

  async function register(language: string): Promise<ServiceWorkerRegistration> {
    const worker = await navigator.serviceWorker.register(`${WORKER}?lang=${language}`);
    await navigator.serviceWorker.ready;
    return worker;
  }
}

function supportOf(browser: Window & typeof globalThis): PushDevice['support'] {
  const canNotify = 'Notification' in browser;
  if (!browser.isSecureContext) return canNotify ? 'insecure' : 'unsupported';
  const canPush = 'serviceWorker' in browser.navigator && 'PushManager' in browser;
  return canNotify && canPush ? 'supported' : 'unsupported';
}

/** Browsers reject for reasons of their own (private windows, policies); then the answer is the given one. */
async function settled<T>(ask: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await ask();
  } catch {
    return otherwise;
  }
}

function toPlain(subscription: PushSubscription): DeviceSubscription {
  const { endpoint, keys } = subscription.toJSON();
  return {
    endpoint: endpoint ?? subscription.endpoint,
    keys: { p256dh: keys?.['p256dh'] ?? '', auth: keys?.['auth'] ?? '' },
  };
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function isSameKey(known: ArrayBuffer | null, key: Uint8Array): boolean {
  const bytes = new Uint8Array(known ?? new ArrayBuffer(0));
  return bytes.length === key.length && bytes.every((byte, index) => byte === key[index]);
}
