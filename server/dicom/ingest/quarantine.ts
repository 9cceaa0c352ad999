import { randomUUID } from 'node:crypto';
import type { AppError } from '../../../shared/domain/errors';
import type { Arrival } from './arrival';
import type { Tx } from './parents';
import { toJson } from './rows';

/** UIDs of a refused object, as far as it could be read. */
export function identify({ parsed }: Arrival): Readonly<Record<string, string>> {
  if (!parsed.ok) return {};
  const { studyInstanceUid, sopInstanceUid, sopClassUid } = parsed.value;
  return { studyInstanceUid, sopInstanceUid, sopClassUid };
}

/** Puts a refused object on the list of its hospital; one that is already there keeps its entry. */
export async function quarantine(tx: Tx, arrival: Arrival, error: AppError): Promise<string> {
  const row = {
    id: randomUUID(),
    hospital_id: arrival.hospitalId,
    uploaded_by: arrival.uploadedBy,
    received_at: arrival.receivedAt,
    reason: error.code,
    params: toJson(error.params ?? {}),
    file_name: arrival.fileName,
    blob_sha256: arrival.blob.sha256,
    size_bytes: arrival.blob.sizeBytes,
  };
  const { id } = await tx
    .insertInto('quarantine_item')
    .values(row)
    .onConflict((oc) =>
      oc
        .columns(['hospital_id', 'blob_sha256', 'reason'])
        .where('resolved_at', 'is', null)
        .doUpdateSet({ size_bytes: row.size_bytes }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
