import { useEffect, useState } from 'react';
import type { EcgLongAnalysis } from '../../../../shared/domain/ecg/longAnalysis';
import type { LongEcg } from '../../../ports/ecgSource';

/** Numbers and hints of a whole recording; `null` until they are here, or where there are none. */
export function useLongAnalysis(long: LongEcg, isReady: boolean): EcgLongAnalysis | null {
  const [analysis, setAnalysis] = useState<EcgLongAnalysis | null>(null);
  useEffect(() => {
    setAnalysis(null);
    if (!isReady) return;
    const abort = new AbortController();
    void long.analysis(abort.signal).then((answer) => {
      // an aid: the recording can be read without it, and the panel says that there is none
      if (answer.ok && !abort.signal.aborted) setAnalysis(answer.value);
    });
    return () => abort.abort();
  }, [long, isReady]);
  return analysis;
}
