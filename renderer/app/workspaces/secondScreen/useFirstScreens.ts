import { useEffect, useState } from 'react';
import type { CaseId } from '../../../../shared/domain/identity/actor';
import type { ScreenChannel } from './caseChannel';
import { afterMessage, NO_FIRST_SCREEN, type FirstScreens } from './leader';

/** This window as a second screen: what the first ones say they show. */
export function useFirstScreens(channel: ScreenChannel, caseId: CaseId): FirstScreens {
  const [screens, setScreens] = useState(NO_FIRST_SCREEN);
  useEffect(() => {
    const stop = channel.listen((said, from) => {
      setScreens((before) => afterMessage(before, caseId, said, from));
      if (said.kind === 'front') channel.post({ kind: 'here', caseId });
    });
    const come = (): void => channel.post({ kind: 'hello', caseId });
    const leave = (): void => channel.post({ kind: 'bye' });
    window.addEventListener('pagehide', leave);
    window.addEventListener('pageshow', come);
    return () => {
      stop();
      window.removeEventListener('pagehide', leave);
      window.removeEventListener('pageshow', come);
      leave();
    };
  }, [channel, caseId]);
  // at the start, and when the window that was followed has closed its case: another may have it open
  const isAlone = screens.leader === null;
  useEffect(() => {
    if (isAlone) channel.post({ kind: 'hello', caseId });
  }, [isAlone, channel, caseId]);
  return screens;
}
