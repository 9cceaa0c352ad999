import type { AppError } from '../../shared/domain/errors';

/** What the outbox knows when a hand-over failed. */
export type FailedAttempt = {
  readonly retry: AppError['retry'];
  /** Attempts made so far, this one included; at least 1. */
  readonly attempts: number;
  readonly at: string;
  /** After this instant the message is pointless (a reminder once the consultation began); `null` never. */
  readonly expiresAt: string | null;
  /** From 0 up to 1, differs between messages, so that they do not all come back at once. */
  readonly jitter: number;
};

const SECOND = 1000;
const FIRST_DELAY = 10 * SECOND;
const LONGEST_DELAY = 3600 * SECOND;

/**
 * Attempts by failure class. A peer that provably did nothing is asked for about five hours; one that may have acted
 * only twice more, because a person would rather get one message late than the same one eight times.
 */
const MAX_ATTEMPTS: Readonly<Record<AppError['retry'], number>> = {
  safe: 12,
  unknown: 3,
  never: 1,
};

/**
 * When to try again.
 *
 * @returns UTC instant, or `null` to give up and show the message as failed.
 */
export function nextAttempt({
  retry,
  attempts,
  at,
  expiresAt,
  jitter,
}: FailedAttempt): string | null {
  if (attempts >= MAX_ATTEMPTS[retry]) return null;
  const delay = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (attempts - 1));
  const next = new Date(Date.parse(at) + delay * (1 + 0.25 * jitter)).toISOString();
  return expiresAt !== null && Date.parse(next) >= Date.parse(expiresAt) ? null : next;
}
