import type { Actor } from '../../../shared/domain/identity/actor';
import type { Audit } from '../../audit/auditLog';

const QUIET_MS = 10 * 60 * 1000;
const MAX_REMEMBERED = 10_000;

type Viewed = { readonly caseId: string; readonly recordId: string };

/** Audits that somebody looks at a recording once within ten minutes, not once for every range of samples. */
export function createViewAudit(audit: Audit, now: () => string) {
  const lastAt = new Map<string, number>();
  return async (actor: Actor, { caseId, recordId }: Viewed): Promise<void> => {
    const key = `${actor.userId} ${actor.role} ${recordId}`;
    const at = Date.parse(now());
    const last = lastAt.get(key);
    if (last !== undefined && at - last < QUIET_MS) return;
    lastAt.delete(key);
    lastAt.set(key, at);
    const oldest = lastAt.keys().next();
    if (lastAt.size > MAX_REMEMBERED && !oldest.done) lastAt.delete(oldest.value);
    try {
      await audit({
        actorId: actor.userId,
        actorRole: actor.role,
        action: 'record.view',
        entity: 'caseRecord',
        entityId: recordId,
        caseId,
      });
    } catch (error) {
      lastAt.delete(key);
      throw error;
    }
  };
}
