import type { CaseRecord } from '../../../../shared/api/cases';
import { recordPayloadSchema } from '../../../../shared/domain/intake/payload';

/** The file says too little about its patient to be compared, and nobody has vouched for it yet. */
export function isUnverified(record: CaseRecord): boolean {
  const payload = recordPayloadSchema.safeParse(record.payload);
  return payload.success && payload.data.identity === 'unverified';
}
