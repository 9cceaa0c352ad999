import type { CaseId } from '../../../../shared/domain/identity/actor';
import type { ScreenMessage } from '../../../ports/screenMessages';

/** What a second screen knows of the first ones. */
export type FirstScreens = {
  /** The first screen that this second one belongs to, and the case on it; `null` as long as there is none. */
  readonly leader: { readonly id: string; readonly caseId: CaseId | null } | null;
  /** Whether pictures are on this screen: once they were taken off they come back only with their own case. */
  readonly isShown: boolean;
};

export const NO_FIRST_SCREEN: FirstScreens = { leader: null, isShown: false };

/**
 * After a message from a first screen. One with the same case is followed before any other; a stranger counts only while there is
 * no leader, so that a second tab with another case does not speak for the first screen.
 */
export function afterMessage(
  before: FirstScreens,
  own: CaseId,
  message: ScreenMessage,
  from: string,
): FirstScreens {
  if (message.kind !== 'front') return before;
  const { caseId } = message;
  const { leader, isShown } = before;
  const isNews = caseId === own || leader?.id === from || (leader === null && caseId !== null);
  if (!isNews) return before;
  const isClosed = caseId === null;
  return {
    // whoever has closed the case speaks no longer: another window may have it open
    leader: isClosed ? null : { id: from, caseId },
    isShown: caseId === own || (isShown && !isClosed),
  };
}

/**
 * `same`: the pictures are those of the case in front. `other`: they are not, the first screen has gone on to another case.
 * `offer`: the first screen shows another case, and nothing is here. `blank`: no first screen shows a case.
 */
export type SecondScreenMode = 'same' | 'other' | 'offer' | 'blank';

export function modeOf({ leader, isShown }: FirstScreens, own: CaseId): SecondScreenMode {
  if (leader?.caseId == null) return 'blank';
  if (leader.caseId === own) return 'same';
  return isShown ? 'other' : 'offer';
}
