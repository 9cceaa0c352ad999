import { appError, AppFailure } from '../../shared/domain/errors';

/**
 * Lists ordered by a running number continue below the last number seen.
 *
 * @returns The number to stay below; the largest there is for the first page.
 * @throws AppFailure `request.invalid` for a cursor that is not a number.
 */
export function idCursor(text: string | undefined): number {
  if (text === undefined) return Number.MAX_SAFE_INTEGER;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new AppFailure(appError('validation', 'request.invalid', { params: { path: 'cursor' } }));
}
