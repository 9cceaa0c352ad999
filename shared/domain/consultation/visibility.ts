import type { ConsultationCase } from './case';
import type { WorkflowActor } from './facts';

/** How much of a case somebody may see, product §5.4 row "View case". */
export type CaseView =
  /** everything clinical */
  | 'full'
  /** modality counts, states and transfer status; no clinical text, no name */
  | 'technical'
  /** as if the case did not exist */
  | 'none';

/** Experts keep access for this long after archiving. */
export const EXPERT_ACCESS_DAYS_AFTER_ARCHIVE = 30;

export function caseView(current: ConsultationCase, actor: WorkflowActor, at: string): CaseView {
  switch (actor.role) {
    case 'requester':
    case 'hospitalAdmin':
      return current.hospitalId === actor.hospitalId ? 'full' : 'none';
    case 'triage':
      return isWithCentre(current) && current.state !== 'enteredInError' ? 'full' : 'none';
    case 'coordinator':
      return isWithCentre(current) ? 'full' : 'none';
    case 'expert':
      return expertMaySee(current, actor, at) ? 'full' : 'none';
    case 'technician':
      return isWithCentre(current) ? 'technical' : 'none';
    case 'system':
      return 'full';
    case 'sysadmin':
    case 'auditor':
    case 'guest':
      return 'none';
  }
}

/** The centre sees what was submitted to it, never a hospital's drafts, also not those that expired or were dropped. */
function isWithCentre(current: ConsultationCase): boolean {
  return (
    current.submittedAt !== null &&
    current.state !== 'draft' &&
    current.state !== 'awaitingApproval'
  );
}

function expertMaySee(current: ConsultationCase, actor: WorkflowActor, at: string): boolean {
  const invitation = current.invitations.find((entry) => entry.expertId === actor.userId);
  if (!invitation || ['replaced', 'declined', 'expired'].includes(invitation.status)) return false;
  if (current.state === 'enteredInError') return false;
  if (current.archive === null) return true;
  const until = Date.parse(current.archive.at) + EXPERT_ACCESS_DAYS_AFTER_ARCHIVE * 86_400_000;
  return Date.parse(at) <= until;
}
