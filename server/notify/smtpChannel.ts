import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { refuse, type AppError } from '../../shared/domain/errors';
import { ok, type Result } from '../../shared/lib/result';
import type { NotificationChannel } from './channels';

export type SmtpSettings = {
  /** `smtp://user:password@host:587` or `smtps://…:465`. */
  readonly url: string;
  readonly from: string;
  /** The same for every message: a subject is seen on lock screens. */
  readonly subject: string;
};

const TIMEOUT_MS = 20_000;
const emailSchema = z.email().max(254);

/**
 * E-mail through the hospital's or the centre's own mail server, as plain text.
 *
 * Errors of `send`: `notify.badAddress` (never), `notify.rejected` (never: 5xx answers, sign-in refused),
 * `notify.throttled` (safe: 4xx answers), `notify.unreachable` (safe: no connection, so nothing was handed over),
 * `notify.interrupted` (unknown: the line broke, perhaps after the text had been taken).
 */
export function createSmtpChannel({ url, from, subject }: SmtpSettings): NotificationChannel {
  const transport = createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.split('@').at(-1)?.replace('>', '') ?? 'localhost';
  return {
    id: 'email',
    send: async (message) => {
      const to = emailSchema.safeParse(message.to);
      if (!to.success) return refuse('validation', 'notify.badAddress');
      try {
        // A stable Message-ID lets mail systems recognise a repetition (RFC 5322 section 3.6.4).
        const messageId = `<outbox-${message.id}@${domain}>`;
        await transport.sendMail({ from, to: to.data, subject, text: message.text, messageId });
        return ok({ providerId: messageId });
      } catch (cause) {
        return failure(cause);
      }
    },
  };
}

const smtpErrorSchema = z.object({
  code: z.string().optional(),
  command: z.string().optional(),
  responseCode: z.number().optional(),
  syscall: z.string().optional(),
});

/** Never passes on the server's words: they often repeat the address. */
function failure(cause: unknown): Result<never, AppError> {
  const { code = '', command = '', responseCode, syscall } = smtpErrorSchema.catch({}).parse(cause);
  const message = `SMTP ${code} ${responseCode ?? ''} at ${command}`;
  if (responseCode !== undefined) {
    return responseCode >= 500
      ? refuse('validation', 'notify.rejected', { message })
      : refuse('rateLimited', 'notify.throttled', { message });
  }
  if (code === 'EAUTH' || code === 'ENOAUTH') {
    return refuse('validation', 'notify.rejected', { message });
  }
  // `command` cannot tell: the library says CONN for a line that breaks at any moment.
  return syscall === 'connect' || code === 'EDNS' || code === 'ETLS'
    ? refuse('unavailable', 'notify.unreachable', { message })
    : refuse('timeout', 'notify.interrupted', { message });
}
