import type { Actor } from '../../../shared/domain/identity/actor';
import type { AnnotationDeps } from './deps';

const QUIET_MS = 10 * 60_000;
const MOST_REMEMBERED = 10_000;

/** Notes who read a case's drawings, once per person and case within ten minutes: a page asks again at every change. */
export function createReadAudit({ audit, now }: Pick<AnnotationDeps, 'audit' | 'now'>) {
  const lastAt = new Map<string, number>();
  return async (actor: Actor, caseId: string): Promise<void> => {
    const key = `${actor.userId} ${caseId}`;
    const at = Date.parse(now());
    const last = lastAt.get(key);
    if (last !== undefined && at - last < QUIET_MS) return;
    await audit({
      actorId: actor.userId,
      actorRole: actor.role,
      action: 'annotations.view',
      entity: 'annotations',
      entityId: caseId,
      caseId,
    });
    lastAt.delete(key);
    lastAt.set(key, at);
    const oldest = lastAt.keys().next();
    if (lastAt.size > MOST_REMEMBERED && !oldest.done) lastAt.delete(oldest.value);
  };
}
