import { useEffect, useMemo, useState } from 'react';
import type { CaseId } from '../../../../shared/domain/identity/actor';
import { openWindowChannel } from '../../../adapters/windowChannel';
import { useMe } from '../../../platform/ApiContext';
import type { Companion } from '../../../ports/companionScreen';
import {
  screenChannelName,
  screenMessageSchema,
  type ScreenMessage,
} from '../../../ports/screenMessages';
import type { WindowChannel } from '../../../ports/windowChannel';

export type ScreenChannel = WindowChannel<ScreenMessage>;

/** The channel between the windows of the signed-in person, for as long as the component is mounted. */
export function useScreenChannel(): ScreenChannel {
  const { userId } = useMe();
  const [channel] = useState(() =>
    openWindowChannel(screenChannelName(userId), screenMessageSchema),
  );
  // a moment later: what is said when the page goes still has to get out
  useEffect(() => () => void setTimeout(() => channel.close(), 0), [channel]);
  return channel;
}

/** The viewers of the other kind of screen, as far as they show this case. */
export function useCompanionOf(
  channel: ScreenChannel,
  caseId: CaseId,
  by: 'first' | 'second',
): Companion {
  return useMemo(
    () => ({
      post: (message) => channel.post({ kind: 'viewer', caseId, by, message }),
      listen: (listener) =>
        channel.listen((said) => {
          if (said.kind === 'viewer' && said.caseId === caseId && said.by !== by)
            listener(said.message);
        }),
    }),
    [channel, caseId, by],
  );
}
