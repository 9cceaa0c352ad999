import type { ConsultationCase, Opinion } from './case';
import type { WorkflowActor } from './facts';

/** How much of the experts' own opinions somebody gets to see. */
export type OpinionAccess =
  /** every opinion word for word */
  | 'all'
  /** what the published report prints: dissent word for word; of the others that they were given */
  | 'reported'
  /** that an opinion was given, by whom and when */
  | 'given'
  /** as if there were none yet */
  | 'none';

/**
 * Opinions are blind until submitted (product §4 G4, §5.3): nobody's own judgement may lean on another's, and the
 * county acts on the report, never on a single expert's note.
 *
 * - An expert who accepted reads the others once his own is in. One who was excused may still give his, so he stays
 *   blind like one who owes.
 * - The chief owes no opinion of his own, his is the report. While the session lasts he is as blind as the others
 *   unless he has put one in; from `reporting` on he reads everything, because he has to consolidate, return what is
 *   unclear and copy dissent.
 * - Triage and coordinator see who has given one, because they remind and may waive.
 * - The county sees nothing before the report is published.
 * - A published report opens to everybody in the case what it prints, and no more.
 */
export function opinionAccess(current: ConsultationCase, actor: WorkflowActor): OpinionAccess {
  const isPublished = current.reports.length > 0;
  switch (actor.role) {
    case 'system':
      return 'all';
    case 'expert':
      return ofExpert(current, actor.userId, isPublished);
    case 'triage':
    case 'coordinator':
      return isPublished ? 'reported' : 'given';
    case 'requester':
    case 'hospitalAdmin':
      return isPublished && current.hospitalId === actor.hospitalId ? 'reported' : 'none';
    case 'technician':
    case 'sysadmin':
    case 'auditor':
    case 'guest':
      return 'none';
  }
}

const TAKES_PART: ReadonlySet<string> = new Set(['pending', 'proposed', 'accepted']);

function ofExpert(current: ConsultationCase, userId: string, isPublished: boolean): OpinionAccess {
  const mine = current.invitations.find(
    (entry) => entry.expertId === userId && TAKES_PART.has(entry.status),
  );
  if (!mine) return 'none';
  const hasGiven = current.opinions.some(
    (opinion) => opinion.expertId === userId && opinion.status === 'submitted',
  );
  const isChief = mine.status === 'accepted' && current.chiefId === userId;
  const consolidates = isChief && (current.state === 'reporting' || isPublished);
  if (hasGiven || consolidates) return 'all';
  return isPublished ? 'reported' : 'given';
}

/** That somebody has given his opinion, or was excused from it. */
export type GivenOpinion = Pick<Opinion, 'expertId' | 'status' | 'at'>;

export type OpinionsAsSeen = {
  /** Those this person may read. */
  readonly opinions: Opinion[];
  /** Everybody who has given one, readable or not. */
  readonly opinionsGiven: GivenOpinion[];
  /** His own that was given back to him. */
  readonly returnedOpinions: NonNullable<ConsultationCase['returnedOpinions']>;
};

/** What of a case's opinions leaves the server for one person. */
export function opinionsAsSeen(current: ConsultationCase, actor: WorkflowActor): OpinionsAsSeen {
  const access = opinionAccess(current, actor);
  const isOwn = ({ expertId }: { readonly expertId: string }) =>
    actor.role === 'expert' && expertId === actor.userId;
  const isReadable = (opinion: Opinion): boolean => {
    if (access === 'none') return false;
    // an excuse is the centre's word, not an expert's
    if (access === 'all' || isOwn(opinion) || opinion.status === 'waived') return true;
    return access === 'reported' && isDissent(current, opinion);
  };
  return {
    opinions: current.opinions.filter(isReadable),
    opinionsGiven:
      access === 'none'
        ? []
        : current.opinions.map(({ expertId, status, at }) => ({ expertId, status, at })),
    returnedOpinions: access === 'none' ? [] : (current.returnedOpinions ?? []).filter(isOwn),
  };
}

/** The workflow lets no report out without it (`dissentIsKept`). */
export const isDissent = (current: Pick<ConsultationCase, 'chiefId'>, opinion: Opinion): boolean =>
  opinion.status === 'submitted' &&
  !opinion.agreesWithChief &&
  opinion.expertId !== current.chiefId;

/** Steps that tell of single opinions; whoever sees none hears of none. */
export const OPINION_EVENTS: ReadonlySet<string> = new Set([
  'submitOpinion',
  'returnOpinion',
  'waiveOpinion',
]);
