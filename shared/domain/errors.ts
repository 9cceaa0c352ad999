import { z } from 'zod';
import { err, type Result } from '../lib/result';
import { ERROR_CODES, type ErrorCode } from './errorCodes';

export const ERROR_KINDS = [
  'validation',
  'unauthenticated',
  'forbidden',
  'notFound',
  'conflict',
  'illegalTransition',
  'integrity',
  'unsupported',
  'tooLarge',
  'rateLimited',
  'unavailable',
  'timeout',
  'device',
  'internal',
] as const;
export type ErrorKind = (typeof ERROR_KINDS)[number];

/**
 * `never`: the same request cannot succeed later. `safe`: the peer provably did nothing.
 * `unknown`: the peer may have acted; retry only with the same idempotency key.
 */
export const RETRY_CLASSES = ['never', 'safe', 'unknown'] as const;

const paramValue = z.union([z.string(), z.number()]);

/** One thing wrong with one field; `path` is dotted, as in `patient.idNumber`. */
export const fieldErrorSchema = z.object({
  path: z.string(),
  code: z.enum(ERROR_CODES),
  params: z.record(z.string(), paramValue).optional(),
});
export type FieldError = z.infer<typeof fieldErrorSchema>;

export const appErrorSchema = z
  .object({
    kind: z.enum(ERROR_KINDS),
    code: z.enum(ERROR_CODES),
    /** English, for logs; never shown to a person and never carries patient data. */
    message: z.string(),
    retry: z.enum(RETRY_CLASSES),
    params: z.record(z.string(), paramValue).optional(),
    fields: z.array(fieldErrorSchema).optional(),
    correlationId: z.string().optional(),
  })
  .meta({ id: 'AppError' });
export type AppError = z.infer<typeof appErrorSchema>;

/** Carries an AppError through code that must throw; `cause` keeps the original stack for the log. */
export class AppFailure extends Error {
  override readonly name = 'AppFailure';
  readonly error: AppError;

  constructor(error: AppError, options?: ErrorOptions) {
    super(error.message, options);
    this.error = error;
  }
}

type Extra = Partial<Pick<AppError, 'message' | 'retry' | 'params' | 'fields'>>;

const DEFAULT_RETRY: Partial<Record<ErrorKind, AppError['retry']>> = {
  rateLimited: 'safe',
  unavailable: 'safe',
  timeout: 'unknown',
  internal: 'unknown',
};

/** Builds an AppError; the retry class follows the kind unless said otherwise. */
export function appError(kind: ErrorKind, code: ErrorCode, extra: Extra = {}): AppError {
  return { kind, code, message: code, retry: DEFAULT_RETRY[kind] ?? 'never', ...extra };
}

/** `err(appError(...))`, the form every refusal in the domain takes. */
export function refuse(
  kind: ErrorKind,
  code: ErrorCode,
  extra: Extra = {},
): Result<never, AppError> {
  return err(appError(kind, code, extra));
}
