import { beginReception, type ReceptionDeps } from './reception';
import { createStoreScp, type StoreScp, type StoreScpOptions } from './storeScp';

/** The DICOM door of the gateway: what is answered with Success lies in the queue. */
export function createDicomReceiver(
  options: ReceptionDeps & Omit<StoreScpOptions, 'receive' | 'answered'>,
): StoreScp {
  const { queue } = options;
  return createStoreScp({
    ...options,
    receive: (announced) => beginReception(options, announced),
    answered: ({ entryId }, isHeard) => {
      if (entryId !== undefined) queue.noteSource(entryId, isHeard ? 'acknowledged' : 'broken');
    },
  });
}
