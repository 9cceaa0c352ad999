import { appError, type AppError } from '../../../shared/domain/errors';
import type { ErrorCode } from '../../../shared/domain/errorCodes';

/** Raised inside the parser where an object cannot be followed any further; the parser's borders turn it into a Result. */
export class DicomDamage extends Error {
  override readonly name = 'DicomDamage';
  readonly error: AppError;

  constructor(code: ErrorCode, params: Readonly<Record<string, string | number>>) {
    super(code);
    this.error = appError('validation', code, { params: { ...params } });
  }
}

export const truncated = (offset: number, missingBytes: number): DicomDamage =>
  new DicomDamage('dicom.truncated', { offset, missingBytes });

export const damaged = (offset: number, what: string): DicomDamage =>
  new DicomDamage('dicom.damaged', { offset, what });
