import type { CaseState, ConsultationCase } from './case';
import type { WorkflowActor } from './facts';
import { opinionAccess } from './opinionAccess';

/**
 * Who draws on the images of a case, and whose drawings somebody sees. Drawings say what their author thinks as plainly
 * as words do, so they are as blind as opinions (see `opinionAccess`):
 *
 * - the county doctor's are part of the question: whoever sees the case sees them;
 * - an expert's are his own until his opinion is in (or he was excused, or the report is out);
 * - who is blind to opinions sees only his own and the county's;
 * - a published report opens the chief's and those of experts whose dissent it prints to everybody in the case.
 */
export type AnnotationAuthor = { readonly userId: string; readonly isCounty: boolean };

const CLOSED: ReadonlySet<CaseState> = new Set([
  'archived',
  'cancelled',
  'rejected',
  'referred',
  'expired',
  'enteredInError',
]);
const TAKES_PART: ReadonlySet<string> = new Set(['pending', 'proposed', 'accepted']);

const takesPart = (current: ConsultationCase, userId: string): boolean =>
  current.invitations.some((entry) => entry.expertId === userId && TAKES_PART.has(entry.status));

/** The requesting doctor and every expert asked to the case; nobody once it is closed. */
export function mayAnnotate(current: ConsultationCase, actor: WorkflowActor): boolean {
  if (CLOSED.has(current.state)) return false;
  if (actor.role === 'requester')
    return current.requesterId === actor.userId && current.hospitalId === actor.hospitalId;
  return actor.role === 'expert' && actor.userId !== null && takesPart(current, actor.userId);
}

/** The playlist of the case is the lead expert's to order. */
export const mayOrderPlaylist = (current: ConsultationCase, actor: WorkflowActor): boolean =>
  actor.role === 'expert' && actor.userId === current.chiefId && mayAnnotate(current, actor);

/** Whether somebody who may see the case sees what this author has drawn. */
export function seesAnnotationsOf(
  current: ConsultationCase,
  actor: WorkflowActor,
  author: AnnotationAuthor,
): boolean {
  if (author.userId === actor.userId || author.isCounty) return true;
  const open = openness(current, author.userId);
  switch (opinionAccess(current, actor)) {
    case 'all':
      return open !== 'closed';
    case 'reported':
      return open === 'reported';
    case 'given':
    case 'none':
      return false;
  }
}

/** Whether an expert reads the drawings of the others that are open. */
export const readsOpenAnnotations = (current: ConsultationCase, expertId: string): boolean =>
  opinionAccess(current, {
    role: 'expert',
    userId: expertId,
    hospitalId: null,
  }) === 'all';

export type Openness =
  /** to nobody but the author */
  | 'closed'
  /** to those who read opinions */
  | 'given'
  /** to everybody in the case */
  | 'reported';

/** How far an expert's drawings are open. One who declined or was replaced took them with him. */
export function openness(current: ConsultationCase, expertId: string): Openness {
  if (!takesPart(current, expertId)) return 'closed';
  const opinion = current.opinions.find((entry) => entry.expertId === expertId);
  const isPublished = current.reports.length > 0;
  const dissents = opinion?.status === 'submitted' && !opinion.agreesWithChief;
  if (isPublished && (expertId === current.chiefId || dissents)) return 'reported';
  return isPublished || opinion !== undefined ? 'given' : 'closed';
}
