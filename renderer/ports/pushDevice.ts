import type { AppError } from '../../shared/domain/errors';
import type { Language } from '../../shared/i18n/index';
import type { Result } from '../../shared/lib/result';

/** How a push service reaches this browser, and the key under which only it can read. */
export type DeviceSubscription = {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
};

/**
 * What this browser can do about pushes. `insecure`: it could, but the portal is not served over https.
 * Nothing here rejects.
 */
export interface PushDevice {
  readonly support: 'supported' | 'insecure' | 'unsupported';

  /** What the person has told the browser about this site, `default` being nothing yet. */
  permission(): 'default' | 'granted' | 'denied';

  /** What is subscribed here now, by whomever. */
  current(): Promise<DeviceSubscription | null>;

  /**
   * Asks the person, then the browser's push service.
   *
   * @param publicKey - The server's, RFC 8292, base64url.
   * @param language - Of the notifications.
   * @returns `push.dismissed` without permission, `push.unreachable` when the push service does not answer.
   */
  subscribe(publicKey: string, language: Language): Promise<Result<DeviceSubscription, AppError>>;

  /** Ends what is subscribed; nothing arrives here any more, whatever the server still thinks. */
  unsubscribe(): Promise<void>;

  /** Language of the notifications from now on, when there is a subscription. */
  speak(language: Language): Promise<void>;

  /** Hears which case a clicked notification is about, while the portal is open. */
  onOpenCase(listener: (caseId: string) => void): () => void;
}
