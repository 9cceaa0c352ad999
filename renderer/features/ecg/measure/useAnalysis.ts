import { useEffect, useState } from 'react';
import { analyseEcg } from '../../../../shared/domain/ecg/analysis/analyseEcg';
import type { EcgAnalysis } from '../../../../shared/domain/ecg/analysis/analysis';
import type { EcgGroup } from '../../../../shared/domain/ecg/recording';
import type { AppError } from '../../../../shared/domain/errors';
import type { Result } from '../../../../shared/lib/result';

type Analysed = { readonly group: EcgGroup; readonly result: Result<EcgAnalysis, AppError> };

/** Measurements of a group, computed after the sheet is on screen; `null` until then, or for no group. */
export function useAnalysis(group: EcgGroup | null): Result<EcgAnalysis, AppError> | null {
  const [analysed, setAnalysed] = useState<Analysed | null>(null);
  useEffect(() => {
    if (!group) return;
    const timer = setTimeout(() => setAnalysed({ group, result: analyseEcg(group) }), 0);
    return () => clearTimeout(timer);
  }, [group]);
  return analysed && analysed.group === group ? analysed.result : null;
}
