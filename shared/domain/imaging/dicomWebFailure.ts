import { appError, appErrorSchema, type AppError } from '../errors';

/** What a DICOMweb answer other than success means; `body` is the parsed problem document when there was one. */
export function dicomWebFailure(status: number, body: unknown): AppError {
  const own = appErrorSchema.safeParse((body as { error?: unknown } | null)?.error);
  if (own.success) return own.data;
  const params = { status };
  if (status === 401) return appError('unauthenticated', 'auth.expired', { params });
  if (status === 404 || status === 410) return appError('notFound', 'dicom.notFound', { params });
  if (status === 406 || status === 415)
    return appError('unsupported', 'dicom.notAcceptable', { params });
  if (status === 429) return appError('rateLimited', 'net.rateLimited', { params });
  if (status >= 500) return appError('unavailable', 'server.internal', { params, retry: 'safe' });
  return appError('internal', 'viewer.loadFailed', { params, retry: 'never' });
}
