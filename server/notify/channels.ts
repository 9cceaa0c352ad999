import type { AppError } from '../../shared/domain/errors';
import { ok, type Result } from '../../shared/lib/result';

export type OutboundMessage = {
  /** Stable over retries, so that a carrier can recognise a repetition. */
  readonly id: string;
  /** Phone number, e-mail address, or user id for web push. */
  readonly to: string;
  readonly text: string;
  /** What it is about, for channels that let the device make the words; the text never is more than this in prose. */
  readonly about: {
    readonly event: string;
    readonly caseId: string | null;
    readonly requestNo: string | null;
  };
};

/** A way out of the house: a carrier, a mail server, a push service. */
export interface NotificationChannel {
  readonly id: 'sms' | 'email' | 'webpush';
  /** @returns Provider's id, or an error whose retry class decides what the outbox does. */
  send(message: OutboundMessage): Promise<Result<{ providerId: string | null }, AppError>>;
}

/** Demo mode has no carrier: the outbox page stands in for the phone. */
export function createDemoChannel(id: NotificationChannel['id']): NotificationChannel {
  return { id, send: async (message) => ok({ providerId: `demo-${message.id}` }) };
}
