import { DetailedError } from 'tus-js-client';
import { z } from 'zod';
import { appError, appErrorSchema, type AppError } from '../../../shared/domain/errors';

const problemSchema = z.object({ error: appErrorSchema });

/** What an error of the protocol library means to us. */
export function toUploadError(error: Error): AppError {
  if (!(error instanceof DetailedError)) {
    // thrown while slicing or reading the content: the file is gone or has changed on the disk
    return appError('device', 'desktop.cannotReadFile', { params: { reason: error.name } });
  }
  const response = error.originalResponse;
  if (!response) return appError('unavailable', 'net.offline', { retry: 'safe' });
  const status = response.getStatus();
  return parseProblem(response.getBody()) ?? byStatus(status);
}

function parseProblem(body: string): AppError | null {
  try {
    const json: unknown = JSON.parse(body);
    const problem = problemSchema.safeParse(json);
    if (problem.success) return problem.data.error;
    const bare = appErrorSchema.safeParse(json);
    return bare.success ? bare.data : null;
  } catch {
    return null; // the protocol's own refusals are plain text; their status says enough
  }
}

function byStatus(status: number): AppError {
  if (status === 401) return appError('unauthenticated', 'auth.expired');
  if (status === 404 || status === 410) return appError('notFound', 'upload.notFound');
  if (status === 413) return appError('tooLarge', 'request.tooLarge');
  if (status === 507) return appError('device', 'device.diskFull');
  if ([502, 503, 504].includes(status)) return appError('unavailable', 'server.notReady');
  return appError('internal', 'server.internal', {
    message: `upload: status ${status}`,
    retry: 'safe',
  });
}

/** Worth another try by itself: the line, or a server that is not ready. A refusal stays one. */
export function isPassing(error: Error): boolean {
  const { kind } = toUploadError(error);
  return kind === 'unavailable' || kind === 'timeout' || kind === 'rateLimited';
}
