import type { SessionNews } from '../ports/screenMessages';
import type { WindowChannel } from '../ports/windowChannel';
import type { Session } from './session';

/**
 * Keeps the windows of one browser, or of one desktop program, of one mind about who is signed in: signing out in one blanks
 * them all, so that no patient stays on a screen nobody is signed in at.
 *
 * @param onSignedOutElsewhere Called after this window has signed out because another one did.
 */
export function shareSession(
  session: Session,
  channel: WindowChannel<SessionNews>,
  onSignedOutElsewhere: () => void,
): void {
  let before = session.state.get().status;
  let isHearing = false;
  session.state.subscribe(() => {
    const now = session.state.get().status;
    const wasIn = before === 'signedIn' || before === 'expired';
    if (!isHearing && now === 'signedOut' && wasIn) channel.post({ kind: 'signedOut' });
    if (!isHearing && now === 'signedIn' && (before === 'signedOut' || before === 'expired'))
      channel.post({ kind: 'signedIn' });
    before = now;
  });
  channel.listen(({ kind }) => {
    const { status } = session.state.get();
    if (kind === 'signedOut') {
      isHearing = true;
      session.leave();
      isHearing = false;
      onSignedOutElsewhere();
    } else if (status === 'expired' || status === 'signedOut') {
      isHearing = true;
      void session.join().finally(() => (isHearing = false));
    }
  });
}
