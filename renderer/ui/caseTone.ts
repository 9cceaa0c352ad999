import type { CaseState } from '../../shared/domain/consultation/case';

/** Colour means urgency only; each tone also has an icon and a word. */
export type Tone = 'urgent' | 'risk' | 'mine' | 'plain' | 'done';

const TONES: Readonly<Record<CaseState, Tone>> = {
  draft: 'plain',
  awaitingApproval: 'plain',
  submitted: 'plain',
  returned: 'risk',
  rejected: 'urgent',
  accepted: 'plain',
  coordinating: 'plain',
  scheduled: 'plain',
  checkedIn: 'plain',
  inConsultation: 'plain',
  interrupted: 'urgent',
  reporting: 'plain',
  published: 'plain',
  awaitingFeedback: 'plain',
  followUp: 'plain',
  archived: 'done',
  cancelled: 'done',
  noShow: 'urgent',
  referred: 'done',
  expired: 'done',
  enteredInError: 'done',
};

/** How a state looks; a state that waits for the reader is blue unless it is worse than that. */
export function toneOfState(state: CaseState, isMine = false): Tone {
  const tone = TONES[state];
  return isMine && tone === 'plain' ? 'mine' : tone;
}
