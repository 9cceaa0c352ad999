import type { Readable } from 'node:stream';
import { DataStore, ERRORS, Upload } from '@tus/server';
import { appError, AppFailure } from '../../../../shared/domain/errors';
import type { Batches } from '../batches';
import type { UploadFiles } from './uploadFiles';

/**
 * Storage of the tus server: bytes in `files`, everything else in `intake_batch`, so that a restart loses nothing
 * that was acknowledged. The batch row is made by the creation hook before `create` is called.
 */
export function createTusStore(
  files: UploadFiles,
  batches: Batches,
  onComplete: (id: string) => Promise<void>,
): DataStore {
  return new (class extends DataStore {
    override extensions = ['creation', 'creation-with-upload', 'termination'];

    override async create(upload: Upload): Promise<Upload> {
      await files.create(upload.id);
      return upload;
    }

    override async write(source: Readable, id: string, offset: number): Promise<number> {
      try {
        return await files.append(id, source as AsyncIterable<Uint8Array>, offset);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        throw new AppFailure(appError('device', 'device.diskFull', { retry: 'safe' }), {
          cause: error,
        });
      }
    }

    override async getUpload(id: string): Promise<Upload> {
      const batch = await batches.find(id);
      if (!batch) throw refusal(ERRORS.FILE_NOT_FOUND);
      const received = batch.status === 'receiving' ? await files.sizeOf(id) : batch.size_bytes;
      if (received === null) throw refusal(ERRORS.FILE_NO_LONGER_EXISTS);
      // The last PATCH was written but its connection broke before anybody was told.
      if (batch.status === 'receiving' && received === batch.size_bytes) await onComplete(id);
      return new Upload({
        id,
        size: batch.size_bytes,
        offset: received,
        creation_date: batch.started_at,
      });
    }

    override async remove(id: string): Promise<void> {
      if (!(await batches.forget(id))) throw refusal(ERRORS.FILE_NOT_FOUND);
      await files.remove(id);
    }
  })();
}

/** The library's refusals are plain objects; as errors they keep a stack. */
const refusal = (reason: { readonly status_code: number; readonly body: string }): Error =>
  Object.assign(new Error(reason.body.trim()), reason);
