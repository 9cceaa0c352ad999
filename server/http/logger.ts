import type { FastifyBaseLogger } from 'fastify';
import { pino } from 'pino';
import type { Config } from '../config';
import { AppFailure } from '../../shared/domain/errors';

export type LogDestination = { write(line: string): void };

/** Structured log; `null` when silent. Errors pass an allow-list, see `loggableError`. */
export function createLogger(
  level: Config['logLevel'],
  destination?: LogDestination,
): FastifyBaseLogger | null {
  if (level === 'silent') return null;
  const options = { level, serializers: { err: loggableError } };
  return destination ? pino(options, destination) : pino(options);
}

type Safe = 'code' | 'table' | 'constraint' | 'routine';

/**
 * What of an error may be written down. Messages of foreign errors are not: PostgreSQL's `detail` quotes the failing
 * row and JSON.parse quotes its input, both of which can be a patient.
 */
export function loggableError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, table, constraint, routine } = error as Error & Partial<Record<Safe, unknown>>;
  return {
    type: error.name,
    ...(error instanceof AppFailure ? { message: error.message } : {}),
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof table === 'string' ? { table } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
    ...(typeof routine === 'string' ? { routine } : {}),
    frames: framesOf(error),
    ...(error.cause === undefined ? {} : { cause: loggableError(error.cause) }),
  };
}

function framesOf({ stack }: Error): string[] {
  return (stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim())
    .slice(0, 12);
}
