import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { refuse, type AppError } from '../../shared/domain/errors';
import { signedText } from '../../shared/domain/notification/templates';
import { ok, type Result } from '../../shared/lib/result';
import type { NotificationChannel } from './channels';

export type SmsSettings = {
  /** The adapter's address; `https:`, or `http:` on this machine only. */
  readonly url: string;
  /** Shared with the adapter; signs every request. */
  readonly secret: string;
  /** Printed in front of the text as 【…】. */
  readonly sender: string;
};

const TIMEOUT_MS = 10_000;
const phoneSchema = z.string().regex(/^\+?[0-9-]{5,20}$/);
const answerSchema = z.object({ id: z.string().max(200) });
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** HMAC-SHA256 of `timestamp.body`, hex; the timestamp is in it so that a recorded request cannot be replayed later. */
export const smsSignature = (secret: string, timestamp: string, body: string): string =>
  createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');

/**
 * SMS through the adapter that docs/sms-adapter.md describes.
 *
 * Errors of `send`: `notify.badAddress` (never), `notify.rejected` (never: other 4xx), `notify.throttled` (safe: 429, 503),
 * `notify.unreachable` (safe: no connection), `notify.interrupted` (unknown: timeout, broken line, other 5xx).
 *
 * @throws When the address would send phone numbers over a network unencrypted; that is a mistake in the configuration.
 */
export function createSmsChannel(
  { url, secret, sender }: SmsSettings,
  now: () => string,
): NotificationChannel {
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:' && !LOOPBACK.has(hostname)) {
    throw new Error('the SMS adapter must be reached through https');
  }
  return {
    id: 'sms',
    send: async (message) => {
      const to = phoneSchema.safeParse(message.to);
      if (!to.success) return refuse('validation', 'notify.badAddress');
      const text = signedText(sender, message.text);
      const body = JSON.stringify({ to: to.data, text, id: message.id });
      const timestamp = now();
      try {
        const response = await fetch(url, {
          method: 'POST',
          // A redirect would take phone number and text to an address nobody configured.
          redirect: 'error',
          signal: AbortSignal.timeout(TIMEOUT_MS),
          headers: {
            'content-type': 'application/json; charset=utf-8',
            'x-huizhen-timestamp': timestamp,
            'x-huizhen-signature': `sha256=${smsSignature(secret, timestamp, body)}`,
          },
          body,
        });
        return await answer(response);
      } catch (cause) {
        return broken(cause);
      }
    },
  };
}

async function answer(
  response: Response,
): Promise<Result<{ providerId: string | null }, AppError>> {
  const { status } = response;
  // 409: the adapter has seen this id before, so an earlier attempt arrived after all.
  if (response.ok || status === 409) {
    const parsed = answerSchema.safeParse(await response.json().catch(() => null));
    return ok({ providerId: parsed.success ? parsed.data.id : null });
  }
  await response.body?.cancel();
  const message = `SMS adapter answered ${status}`;
  if (status === 429 || status === 503)
    return refuse('rateLimited', 'notify.throttled', { message });
  return status >= 500 || status === 408
    ? refuse('timeout', 'notify.interrupted', { message })
    : refuse('validation', 'notify.rejected', { message });
}

/** Failures before a connection existed; the request cannot have been read. */
const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const causeSchema = z.object({ cause: z.object({ code: z.string() }) });

function broken(cause: unknown): Result<never, AppError> {
  const code = causeSchema.safeParse(cause).data?.cause.code ?? '';
  const message = `SMS adapter ${code}`;
  return NOT_CONNECTED.has(code)
    ? refuse('unavailable', 'notify.unreachable', { message })
    : refuse('timeout', 'notify.interrupted', { message });
}
