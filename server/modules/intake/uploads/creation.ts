import { Metadata } from '@tus/server';
import { z } from 'zod';
import { appError, type AppError } from '../../../../shared/domain/errors';
import { caseIdSchema, type Actor } from '../../../../shared/domain/identity/actor';
import { safeEntryPath } from '../../../../shared/domain/intake/entryPath';
import { err, ok, type Result } from '../../../../shared/lib/result';
import type { NewBatch } from '../batches';
import type { CaseAccess } from '../deps';
import type { UploadFiles } from './uploadFiles';

/** Largest single upload, in bytes. */
export const MAX_UPLOAD_BYTES = 20 * 1024 ** 3;
/** What must stay free for the database and everybody else. */
const RESERVE_BYTES = 1024 ** 3;

const metadataSchema = z.object({
  caseId: caseIdSchema,
  name: z.string().trim().min(1).max(300),
  bundle: z.enum(['none', 'tar']).default('none'),
  sha256: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/)
    .transform((text) => text.toLowerCase())
    .nullable()
    .default(null),
});

export type CreationHeaders = {
  readonly length: string | undefined;
  readonly metadata: string | undefined;
};

/**
 * Judges a request to start an upload, before anything of it is stored.
 *
 * @returns The batch to register, or `request.invalid` (params header), `upload.tooLarge` (params maxBytes),
 *   `device.diskFull`, `auth.roleNotAllowed`, or what case access refuses.
 */
export async function judgeCreation(
  deps: { readonly caseAccess: CaseAccess; readonly files: UploadFiles; readonly maxBytes: number },
  actor: Actor,
  id: string,
  headers: CreationHeaders,
): Promise<Result<NewBatch, AppError>> {
  const length = /^\d{1,15}$/.test(headers.length ?? '') ? Number(headers.length) : null;
  if (length === null) return invalid('Upload-Length');
  const metadata = parseMetadata(headers.metadata);
  if (!metadata) return invalid('Upload-Metadata');
  if (length > deps.maxBytes) {
    return err(appError('tooLarge', 'upload.tooLarge', { params: { maxBytes: deps.maxBytes } }));
  }
  const found = await deps.caseAccess.forUpload(actor, metadata.caseId);
  if (!found.ok) return found;
  const { hospitalId } = actor;
  if (!hospitalId) return err(appError('forbidden', 'auth.roleNotAllowed'));
  if ((await deps.files.freeBytes()) < length + RESERVE_BYTES) {
    return err(appError('device', 'device.diskFull', { retry: 'safe' }));
  }
  const name = safeEntryPath(metadata.name);
  return ok({ ...metadata, id, name, sizeBytes: length, startedBy: { ...actor, hospitalId } });
}

const invalid = (header: string): Result<never, AppError> =>
  err(appError('validation', 'request.invalid', { params: { header } }));

function parseMetadata(header: string | undefined): z.output<typeof metadataSchema> | null {
  try {
    const { success, data } = metadataSchema.safeParse(Metadata.parse(header));
    return success ? data : null;
  } catch {
    return null; // the library throws at what is not base64
  }
}
