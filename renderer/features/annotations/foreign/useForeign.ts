import { useEffect, useMemo, useState } from 'react';
import type { DicomWebFetcher } from '../../../ports/imageViewer';
import { loadForeign, type ForeignLoad } from './loadForeign';

const NONE: ForeignLoad = { documents: [], failed: 0 };

/**
 * What came with the studies from other systems.
 *
 * @param ours - `null` until it is known which series hold the case's own drawings: nothing is shown twice for a moment.
 */
export function useForeign(
  fetcher: DicomWebFetcher,
  studies: readonly string[],
  ours: readonly string[] | null,
): ForeignLoad {
  const [loads, setLoads] = useState<Readonly<Record<string, ForeignLoad>>>({});
  const uids = studies.join(' ');
  const isKnown = ours !== null;
  const known = ours?.join(' ') ?? '';
  useEffect(() => {
    if (!isKnown) return undefined;
    const control = new AbortController();
    const own = new Set(known.split(' '));
    for (const uid of uids.split(' ').filter(Boolean)) {
      void loadForeign(fetcher, uid, own, control.signal).then((load) => {
        if (!control.signal.aborted) setLoads((before) => ({ ...before, [uid]: load }));
      });
    }
    return () => control.abort();
  }, [fetcher, uids, isKnown, known]);
  return useMemo(() => {
    const wanted = uids.split(' ').flatMap((uid) => loads[uid] ?? []);
    return wanted.length === 0
      ? NONE
      : {
          documents: wanted.flatMap(({ documents }) => documents),
          failed: wanted.reduce((sum, { failed }) => sum + failed, 0),
        };
  }, [loads, uids]);
}
