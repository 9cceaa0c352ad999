import type { Actor } from '../../../shared/domain/identity/actor';
import type { SlideDeps } from './deps';

const QUIET_MS = 10 * 60 * 1000;
const MAX_REMEMBERED = 10_000;

export type NoteView = (
  actor: Actor,
  target: { readonly caseId: string; readonly recordId: string },
) => Promise<void>;

/** Audits the looking at a slide once per person and record within ten minutes, not once per tile. */
export function createViewLog({ audit, now }: Pick<SlideDeps, 'audit' | 'now'>): NoteView {
  const lastAt = new Map<string, number>();
  return async (actor, { caseId, recordId }) => {
    const key = `${actor.userId} ${actor.role} ${recordId}`;
    const at = Date.parse(now());
    const last = lastAt.get(key);
    if (last !== undefined && at - last < QUIET_MS) return;
    await audit({
      actorId: actor.userId,
      actorRole: actor.role,
      action: 'slide.view',
      entity: 'caseRecord',
      entityId: recordId,
      caseId,
    });
    lastAt.delete(key);
    lastAt.set(key, at);
    const oldest = lastAt.keys().next();
    if (lastAt.size > MAX_REMEMBERED && !oldest.done) lastAt.delete(oldest.value);
  };
}
