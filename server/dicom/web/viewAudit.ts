import type { Actor } from '../../../shared/domain/identity/actor';
import type { DicomWebDeps } from './deps';

const QUIET_MS = 10 * 60 * 1000;
const MAX_REMEMBERED = 10_000;

/** Audits the viewing of single frames once per actor and series within ten minutes, not once per frame. */
export function createViewAudit({ audit, now }: Pick<DicomWebDeps, 'audit' | 'now'>) {
  const lastAt = new Map<string, number>();
  return async (actor: Actor, study: string, series: string): Promise<void> => {
    const key = `${actor.userId} ${actor.role} ${series}`;
    const at = now().getTime();
    const last = lastAt.get(key);
    if (last !== undefined && at - last < QUIET_MS) return;
    lastAt.delete(key);
    lastAt.set(key, at);
    const oldest = lastAt.keys().next();
    if (lastAt.size > MAX_REMEMBERED && !oldest.done) lastAt.delete(oldest.value);
    try {
      await audit({ actor, action: 'view', studyInstanceUid: study });
    } catch (error) {
      lastAt.delete(key);
      throw error;
    }
  };
}
