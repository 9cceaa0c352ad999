import { useEffect, useMemo, useRef } from 'react';
import type { CaseId } from '../../../../shared/domain/identity/actor';
import { useDesktop } from '../../../platform/ApiContext';
import { useCompanionOf, type ScreenChannel } from './caseChannel';
import { openSecondScreen } from './openSecondScreen';

/** How many case pages this window has opened: the one that goes does not speak for the one that came. */
let opened = 0;

/** This window as the first screen of a case: says what it shows, opens the second and sends it series. */
export function useFirstScreen(channel: ScreenChannel, caseId: CaseId) {
  const desktop = useDesktop();
  const companion = useCompanionOf(channel, caseId, 'first');
  /** The case on the second screen, if there is one; and a series for it once it has come. */
  const second = useRef<CaseId | null>(null);
  const waiting = useRef<string | null>(null);
  useEffect(() => {
    const own = (opened += 1);
    const tell = (shown: CaseId | null): void => channel.post({ kind: 'front', caseId: shown });
    const stop = channel.listen((said) => {
      if (said.kind === 'bye') second.current = null;
      if (said.kind === 'hello' || said.kind === 'here') second.current = said.caseId;
      if (said.kind === 'hello') tell(caseId);
      const isViewer =
        said.kind === 'viewer' && said.caseId === caseId && said.message.kind === 'asked';
      if (!isViewer || waiting.current === null) return;
      companion.post({ kind: 'put', setId: waiting.current });
      waiting.current = null;
    });
    const leave = (): void => tell(null);
    const come = (event: PageTransitionEvent): void => {
      if (event.persisted) tell(caseId);
    };
    window.addEventListener('pagehide', leave);
    window.addEventListener('pageshow', come);
    tell(caseId);
    return () => {
      stop();
      window.removeEventListener('pagehide', leave);
      window.removeEventListener('pageshow', come);
      // another case opened in its place says so itself
      queueMicrotask(() => {
        if (opened === own) leave();
      });
    };
  }, [channel, caseId, companion]);
  return useMemo(
    () => ({
      companion,
      open: () => openSecondScreen(desktop, caseId),
      send: async (setId: string) => {
        if (second.current === caseId) {
          companion.post({ kind: 'put', setId });
          return true;
        }
        waiting.current = setId;
        return openSecondScreen(desktop, caseId);
      },
    }),
    [companion, desktop, caseId],
  );
}
